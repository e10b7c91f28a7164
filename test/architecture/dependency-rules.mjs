/**
 * Who may import whom. Run by `npm run check`; the reasons live in docs/architecture.md, and
 * `import-rules.test.ts` plants a violation of every rule below.
 */

/** @typedef {import('dependency-cruiser').IRegularForbiddenRuleType} Rule */
/** @typedef {{ name: string, severity: 'error', from: Rule['from'], to: Rule['to'] }} NamedRule */

/**
 * @param {string} name
 * @param {Rule['from']} from
 * @param {Rule['to']} to
 * @returns {NamedRule}
 */
const forbid = (name, from, to) => ({ name, severity: 'error', from, to });

/**
 * Files in `folders` may import what `allowed` matches and nothing else, packages and Node included.
 * @param {string} name
 * @param {string} folders
 * @param {string[]} allowed
 */
const allowOnly = (name, folders, allowed) => forbid(name, { path: folders }, { pathNot: allowed });

/**
 * What `owned` matches may be imported by `owners` only.
 * @param {string} name
 * @param {string} owned
 * @param {string[]} owners
 */
const ownedBy = (name, owned, owners) => forbid(name, { pathNot: owners }, { path: owned });

/** @param {string} name */
const npmPackage = (name) => `(^|/)node_modules/${name}/|^${name}$`;

const electronPackage = npmPackage('electron');
const zod = npmPackage('zod');
const ports = '^electron/services/ports/';

/** Started by a person, by Electron or by a bundler, so nobody imports them. */
const entryPoints = [
  '^electron/main\\.ts$',
  '^electron/preload/preload\\.ts$',
  '^electron/platform/keychain/helper\\.ts$',
  '^electron/browser-host/main\\.ts$',
  '^electron/browser-host/page/host-page\\.ts$',
  '^electron/sandbox/serve-main\\.ts$',
  '^renderer/main\\.tsx$',
];

const everywhere = [
  forbid('no-cycles', {}, { circular: true }),
  forbid('no-orphans', { orphan: true, pathNot: ['\\.d\\.ts$', ...entryPoints] }, {}),
  forbid('nobody-imports-tests', { pathNot: '^test/' }, { path: '^(test|bench|scripts)/' }),
  forbid('no-unresolved', {}, { couldNotResolve: true }),
  forbid(
    'no-undeclared-package',
    {},
    {
      dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'],
      // A lost file is no-unresolved's.
      pathNot: '^\\.{1,2}/(?!.*node_modules/)',
    },
  ),
];

const sharedRules = [allowOnly('shared-is-pure', '^shared/', ['^shared/', zod])];

const rendererRules = [
  forbid(
    'renderer-is-a-browser',
    { path: '^renderer/' },
    { path: ['^electron/', electronPackage] },
  ),
  forbid('renderer-has-no-node', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
  forbid(
    'features-are-siblings',
    { path: '^renderer/features/([^/]+)/' },
    { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
  ),
  forbid(
    'features-do-not-know-the-app',
    { path: '^renderer/(features|parts|ui|ipc|messages)/' },
    { path: '^renderer/(app/|main\\.tsx)' },
  ),
  forbid(
    'only-the-app-uses-features',
    { path: '^renderer/(parts|ui|ipc|messages)/' },
    { path: '^renderer/features/' },
  ),
  forbid(
    'ui-knows-no-domain',
    { path: '^renderer/ui/' },
    { path: ['^renderer/(parts|ipc|messages)/', '^shared/'] },
  ),
  forbid(
    'the-page-carries-no-schemas',
    { path: '^renderer/' },
    { path: zod, dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'commands-and-words-draw-nothing',
    { path: '^renderer/(ipc|messages)/' },
    { path: '^renderer/(parts|ui)/' },
  ),
];

const hostRules = [
  allowOnly('preload-carries-names-only', '^electron/preload/', [
    '^shared/ipc/(channels|bridge)\\.ts$',
    electronPackage,
  ]),
  allowOnly('host-page-carries-names-only', '^electron/browser-host/page/', [
    '^electron/browser-host/page/',
    '^shared/ipc/(channels|bridge|contract)\\.ts$',
  ]),
  forbid(
    'host-page-carries-no-schemas',
    { path: '^electron/browser-host/page/' },
    { path: '^shared/ipc/contract\\.ts$', dependencyTypesNot: ['type-only'] },
  ),
  ownedBy('only-main-starts-the-app', '^electron/app/', ['^electron/(main\\.ts|app/)']),
  ownedBy('nobody-imports-main', '^electron/(main\\.ts|preload/)', ['^electron/preload/']),
  ownedBy('browser-host-is-never-packaged', '^electron/browser-host/', ['^electron/browser-host/']),
  ownedBy(
    'electron-adapters-only-in-the-app',
    '^electron/(platform/electron/|ipc/electron-transport\\.ts)',
    ['^electron/(app|platform/electron)/'],
  ),
  ownedBy('only-hosts-compose', '^electron/composition/', [
    '^electron/(main\\.ts|app/|browser-host/|composition/)',
  ]),
  ownedBy('only-hosts-route-to-the-sandbox', '^electron/sandbox/', [
    '^electron/(app|browser-host|composition|sandbox)/',
  ]),
  forbid(
    'composition-knows-no-host',
    { path: '^electron/composition/' },
    {
      path: [
        '^electron/(main\\.ts|app/|browser-host/|preload/|platform/electron/)',
        '^electron/ipc/electron-transport\\.ts$',
      ],
    },
  ),
  forbid(
    'sandbox-is-a-second-opinion',
    { path: '^electron/sandbox/' },
    { path: ['^electron/', '^renderer/'], pathNot: '^electron/sandbox/' },
  ),
];

const coreRules = [
  allowOnly('services-own-their-ports', '^electron/services/', [
    '^shared/',
    '^electron/services/',
    zod,
    // Pure functions only: randomness of `crypto` is refused by ESLint.
    '^(node:)?(crypto|path)$',
  ]),
  allowOnly('ports-know-nobody', ports, ['^shared/', ports, zod]),
  forbid(
    'providers-are-siblings',
    { path: '^electron/providers/([^/]+)/' },
    {
      path: ['^electron/providers/[^/]+/', '^electron/providers/provider-registry\\.ts$'],
      pathNot: '^electron/providers/$1/',
    },
  ),
  forbid(
    'providers-only-speak-http',
    { path: '^electron/providers/' },
    { path: '^electron/', pathNot: ['^electron/providers/', ports] },
  ),
  forbid(
    'ipc-calls-services',
    { path: '^electron/ipc/' },
    { path: '^electron/', pathNot: '^electron/(ipc|services)/' },
  ),
  forbid(
    'storage-sees-only-ports',
    { path: '^electron/storage/' },
    { path: '^electron/', pathNot: ['^electron/storage/', ports] },
  ),
  forbid(
    'platform-sees-only-ports',
    { path: '^electron/platform/' },
    { path: '^electron/', pathNot: ['^electron/platform/', ports] },
  ),
  forbid(
    'platform-runs-without-electron',
    { path: '^electron/platform/', pathNot: '^electron/platform/electron/' },
    { path: '^electron/platform/electron/' },
  ),
  forbid(
    'migrations-are-frozen',
    { path: '^electron/storage/migrations/\\d' },
    { path: '^(electron|shared)/' },
  ),
];

/** Packages that reach outside belong to one folder each, so that replacing one touches one folder. */
const packageRules = [
  ownedBy('electron-stays-at-the-edge', electronPackage, [
    '^electron/(main\\.ts$|(app|preload|platform/electron)/)',
    '^electron/ipc/electron-transport\\.ts$',
  ]),
  ownedBy('electron-store-only-beside-electron', npmPackage('electron-store'), [
    '^electron/platform/electron/',
  ]),
  ownedBy('conf-only-in-platform', npmPackage('conf'), ['^electron/platform/(?!electron/)']),
  ownedBy('keyring-only-in-its-helper', npmPackage('@napi-rs/keyring'), [
    '^electron/platform/keychain/helper\\.ts$',
  ]),
  ownedBy('sqlite-only-in-storage', npmPackage('better-sqlite3-multiple-ciphers'), [
    '^electron/storage/',
  ]),
  ownedBy('servers-only-in-sandbox-and-browser-host', npmPackage('(hono|@hono/node-server)'), [
    '^electron/(sandbox|browser-host)/',
  ]),
  forbid(
    'react-only-in-the-renderer',
    { pathNot: '^renderer/' },
    { path: npmPackage('(react|react-dom|react-aria-components|@tanstack/[^/]+|lucide-react)') },
  ),
];

export default {
  /** @type {NamedRule[]} */
  forbidden: [
    ...everywhere,
    ...sharedRules,
    ...rendererRules,
    ...hostRules,
    ...coreRules,
    ...packageRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    /** A type is knowledge too: type-only imports count. */
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
