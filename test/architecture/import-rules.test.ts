import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaints, cruiseTree } from './cruise.mjs';
import rules from './dependency-rules.mjs';
import { PlantedTree } from './planted-tree.ts';

interface Plant {
  readonly rule: string;
  readonly from: string;
  /** What the planted file imports, relative to itself. */
  readonly imports: string;
}

/** One violation of every rule; `targets` below are the files they reach for. */
const plants: readonly Plant[] = [
  { rule: 'no-cycles', from: 'shared/keys/cycle-a.ts', imports: './cycle-b.ts' },
  { rule: 'nobody-imports-tests', from: 'shared/keys/tested.ts', imports: '../../test/fake.ts' },
  { rule: 'no-unresolved', from: 'shared/keys/lost.ts', imports: './nowhere.ts' },
  { rule: 'no-undeclared-package', from: 'renderer/ui/sneaky.ts', imports: 'semver' },
  { rule: 'shared-is-pure', from: 'shared/keys/with-node.ts', imports: 'node:fs' },
  {
    rule: 'renderer-is-a-browser',
    from: 'renderer/app/reaching.ts',
    imports: '../../electron/services/key-service.ts',
  },
  { rule: 'renderer-has-no-node', from: 'renderer/app/reading.ts', imports: 'node:fs' },
  {
    rule: 'features-are-siblings',
    from: 'renderer/features/vault/peeking.ts',
    imports: '../keys/keys-screen.ts',
  },
  {
    rule: 'features-do-not-know-the-app',
    from: 'renderer/features/keys/climbing.ts',
    imports: '../../app/shell.ts',
  },
  { rule: 'ui-knows-no-domain', from: 'renderer/ui/learned.ts', imports: '../../shared/pure.ts' },
  {
    rule: 'only-the-app-uses-features',
    from: 'renderer/parts/peeking.ts',
    imports: '../features/keys/keys-screen.ts',
  },
  {
    rule: 'commands-and-words-draw-nothing',
    from: 'renderer/messages/drawing.ts',
    imports: '../ui/button.ts',
  },
  { rule: 'the-page-carries-no-schemas', from: 'renderer/ipc/parsing.ts', imports: 'zod' },
  {
    rule: 'preload-carries-names-only',
    from: 'electron/preload/heavy.ts',
    imports: '../../shared/pure.ts',
  },
  {
    rule: 'host-page-carries-names-only',
    from: 'electron/browser-host/page/heavy.ts',
    imports: '../../../shared/pure.ts',
  },
  {
    rule: 'host-page-carries-no-schemas',
    from: 'electron/browser-host/page/parsing.ts',
    imports: '../../../shared/ipc/contract.ts',
  },
  {
    rule: 'only-main-starts-the-app',
    from: 'electron/composition/starting.ts',
    imports: '../app/lifecycle.ts',
  },
  { rule: 'nobody-imports-main', from: 'electron/app/rerunning.ts', imports: '../main.ts' },
  {
    rule: 'browser-host-is-never-packaged',
    from: 'electron/app/serving.ts',
    imports: '../browser-host/host.ts',
  },
  {
    rule: 'electron-adapters-only-in-the-app',
    from: 'electron/browser-host/borrowing.ts',
    imports: '../platform/electron/clipboard.ts',
  },
  {
    rule: 'only-hosts-compose',
    from: 'electron/services/composing.ts',
    imports: '../composition/compose-services.ts',
  },
  {
    rule: 'only-hosts-route-to-the-sandbox',
    from: 'electron/services/playing.ts',
    imports: '../sandbox/serve.ts',
  },
  {
    rule: 'composition-knows-no-host',
    from: 'electron/composition/copying.ts',
    imports: '../platform/electron/clipboard.ts',
  },
  {
    rule: 'sandbox-is-a-second-opinion',
    from: 'electron/sandbox/copied.ts',
    imports: '../providers/ably/index.ts',
  },
  {
    rule: 'services-own-their-ports',
    from: 'electron/services/rolling.ts',
    imports: 'node:fs',
  },
  {
    rule: 'ports-know-nobody',
    from: 'electron/services/ports/knowing.ts',
    imports: '../key-service.ts',
  },
  {
    rule: 'providers-are-siblings',
    from: 'electron/providers/pubnub-v1/borrowing.ts',
    imports: '../ably/index.ts',
  },
  {
    rule: 'providers-only-speak-http',
    from: 'electron/providers/ably/keeping.ts',
    imports: '../../storage/database.ts',
  },
  { rule: 'ipc-calls-services', from: 'electron/ipc/direct.ts', imports: '../storage/database.ts' },
  {
    rule: 'storage-sees-only-ports',
    from: 'electron/storage/ticking.ts',
    imports: '../platform/clock.ts',
  },
  {
    rule: 'platform-sees-only-ports',
    from: 'electron/platform/serving.ts',
    imports: '../services/key-service.ts',
  },
  {
    rule: 'platform-runs-without-electron',
    from: 'electron/platform/copying.ts',
    imports: './electron/clipboard.ts',
  },
  {
    rule: 'migrations-are-frozen',
    from: 'electron/storage/migrations/0001-first.ts',
    imports: '../../../shared/pure.ts',
  },
  {
    rule: 'electron-stays-at-the-edge',
    from: 'electron/services/window.ts',
    imports: 'electron',
  },
  {
    rule: 'electron-store-only-beside-electron',
    from: 'electron/platform/preferring.ts',
    imports: 'electron-store',
  },
  { rule: 'conf-only-in-platform', from: 'electron/storage/preferring.ts', imports: 'conf' },
  {
    rule: 'keyring-only-in-its-helper',
    from: 'electron/platform/keychain/client.ts',
    imports: '@napi-rs/keyring',
  },
  {
    rule: 'sqlite-only-in-storage',
    from: 'electron/platform/storing.ts',
    imports: 'better-sqlite3-multiple-ciphers',
  },
  {
    rule: 'servers-only-in-sandbox-and-browser-host',
    from: 'electron/platform/listening.ts',
    imports: 'hono',
  },
  { rule: 'react-only-in-the-renderer', from: 'shared/keys/hooked.ts', imports: 'react' },
];

/** The files the plants reach for; alone they break no rule. */
const targets: Readonly<Record<string, string>> = {
  'test/fake.ts': "export { z } from 'zod';\n",
  'shared/pure.ts': "export { z } from 'zod';\n",
  'shared/ipc/channels.ts': "export { z } from 'zod';\n",
  'shared/ipc/contract.ts': "export { z } from 'zod';\n",
  'electron/browser-host/page/host-page.ts':
    "import type { Contract } from '../../../shared/ipc/contract.ts';\nexport type Names = Contract;\n",
  'shared/keys/cycle-b.ts': "import './cycle-a.ts';\n",
  'electron/main.ts': "import './app/lifecycle.ts';\n",
  'electron/preload/preload.ts': "import 'electron';\nimport '../../shared/ipc/channels.ts';\n",
  'electron/app/lifecycle.ts': "import 'electron';\nimport '../composition/compose-services.ts';\n",
  'electron/browser-host/host.ts':
    "import 'hono';\nimport '../sandbox/serve.ts';\nimport '../composition/compose-services.ts';\n",
  'electron/composition/compose-services.ts':
    "import '../services/key-service.ts';\nimport '../sandbox/serve.ts';\nimport '../storage/database.ts';\nimport '../platform/clock.ts';\nimport '../providers/provider-registry.ts';\nimport '../ipc/handlers.ts';\n",
  'electron/services/key-service.ts':
    "import './ports/clock.ts';\nimport '../../shared/pure.ts';\n",
  'electron/services/ports/clock.ts': "export { z } from 'zod';\n",
  'electron/providers/provider-registry.ts': "import './ably/index.ts';\n",
  'electron/providers/provider-http.ts': "import '../services/ports/clock.ts';\n",
  'electron/providers/ably/index.ts': "import '../provider-http.ts';\nimport 'node:crypto';\n",
  'electron/sandbox/serve.ts':
    "import 'hono';\nimport 'node:http';\nimport '../../shared/pure.ts';\n",
  'electron/ipc/handlers.ts': "import '../services/key-service.ts';\n",
  'electron/ipc/electron-transport.ts': "import 'electron';\nimport './handlers.ts';\n",
  'electron/storage/database.ts':
    "import 'better-sqlite3-multiple-ciphers';\nimport '../services/ports/clock.ts';\n",
  'electron/platform/clock.ts': "import 'node:timers';\nimport '../services/ports/clock.ts';\n",
  'electron/platform/electron/clipboard.ts': "import 'electron';\nimport 'electron-store';\n",
  'electron/platform/keychain/helper.ts': "import '@napi-rs/keyring';\n",
  'renderer/main.tsx': "import './app/shell.ts';\n",
  'renderer/app/shell.ts': "import '../features/keys/keys-screen.ts';\n",
  'renderer/features/keys/keys-screen.ts':
    "import '../../parts/age.ts';\nimport '../../../shared/pure.ts';\n",
  'renderer/parts/age.ts': "import '../ui/button.ts';\nimport '../messages/words.ts';\n",
  'renderer/messages/words.ts':
    "import type { z } from 'zod';\nimport '../../shared/pure.ts';\nexport type Words = z.ZodType;\n",
  'renderer/ui/button.ts': "import 'react';\n",
};

const trees: PlantedTree[] = [];
const newTree = (): PlantedTree => {
  const tree = new PlantedTree(['package.json']);
  for (const [path, content] of Object.entries(targets)) tree.plant(path, content);
  trees.push(tree);
  return tree;
};

afterAll(() => {
  for (const tree of trees) tree.remove();
});

describe('the import rules', () => {
  let found: { rule: string; from: string }[] = [];

  beforeAll(async () => {
    const tree = newTree();
    for (const { from, imports } of plants) tree.plant(from, `import '${imports}';\n`);
    tree.plant('shared/keys/forgotten.ts', 'export const forgotten = true;\n');
    found = (await cruiseTree(tree.dir)).violations;
  });

  it.each(plants)('$rule refuses $imports in $from', ({ rule, from }) => {
    expect(found).toContainEqual(expect.objectContaining({ rule, from }));
  });

  it('no-orphans refuses a module nobody imports and that imports nobody', () => {
    expect(found).toContainEqual(
      expect.objectContaining({ rule: 'no-orphans', from: 'shared/keys/forgotten.ts' }),
    );
  });

  it('leaves no rule without a planted violation', () => {
    const planted = new Set(['no-orphans', ...plants.map((plant) => plant.rule)]);
    expect(rules.forbidden.map((rule) => rule.name).filter((name) => !planted.has(name))).toEqual(
      [],
    );
  });
});

describe('the cruise', () => {
  it('finds nothing in a tree that follows the rules', async () => {
    const tree = newTree();
    tree.plant('shared/keys/cycle-b.ts', "export { z } from 'zod';\n");
    expect((await cruiseTree(tree.dir)).violations).toEqual([]);
  });

  it('complains when hardly any module was cruised', () => {
    expect(complaints({ moduleCount: 49, violations: [] })).toEqual([
      'Only 49 modules were cruised: the checker itself is broken.',
    ]);
    expect(complaints({ moduleCount: 50, violations: [] })).toEqual([]);
  });
});
