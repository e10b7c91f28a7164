import { ESLint } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import tseslint from 'typescript-eslint';
import { PlantedTree, rootDir } from './planted-tree.ts';

interface Case {
  readonly file: string;
  readonly code: string;
  readonly says: string;
}

const refused: readonly Case[] = [
  {
    file: 'electron/app/a.ts',
    code: "import { ipcMain } from 'electron';",
    says: 'electron/ipc/electron-transport.ts',
  },
  { file: 'electron/app/a.ts', code: "import * as all from 'electron';", says: 'restricted' },
  { file: 'electron/app/a.ts', code: "import electron from 'electron';", says: 'by name' },
  { file: 'electron/app/a.ts', code: "await import('electron');", says: 'at the top' },
  {
    file: 'electron/ipc/electron-transport.ts',
    code: "import { ipcRenderer } from 'electron';",
    says: 'electron/preload/preload.ts',
  },
  {
    file: 'electron/app/a.ts',
    code: "import { contextBridge } from 'electron';",
    says: 'electron/preload/preload.ts',
  },
  {
    file: 'electron/app/a.ts',
    code: "import { clipboard } from 'electron';",
    says: 'electron/platform/electron/clipboard.ts',
  },
  {
    file: 'renderer/app/a.ts',
    code: "import { shell } from 'electron';",
    says: 'know no Electron',
  },
  {
    file: 'electron/platform/keychain/client.ts',
    code: "import { Entry } from '@napi-rs/keyring';",
    says: 'electron/platform/keychain/helper.ts',
  },
  {
    file: 'electron/platform/keychain/helper.ts',
    code: "import { findCredentials } from '@napi-rs/keyring';",
    says: 'index is in the database',
  },
  {
    file: 'electron/services/a.ts',
    code: "import { randomBytes } from 'node:crypto';",
    says: 'IdSource port',
  },
  {
    file: 'electron/services/a.ts',
    code: "import { spawn } from 'node:child_process';",
    says: 'platform/ and browser-host/',
  },
  { file: 'shared/keys/a.ts', code: 'export enum Kind { A }', says: 'union of string literals' },
  {
    file: 'renderer/app/a.tsx',
    code: 'export default function App() { return null; }',
    says: 'Named exports only',
  },
  {
    file: 'electron/services/a.ts',
    code: 'try { go(); } catch (cause) { show((cause as Error).message); }',
    says: 'Narrow the unknown',
  },
  {
    file: 'electron/services/a.ts',
    code: 'show((cause as NodeJS.ErrnoException).code);',
    says: 'Narrow the unknown',
  },
  { file: 'test/unit/a.test.ts', code: 'export const a = b as any;', says: 'Parse it' },
  {
    file: 'renderer/features/keys/a.tsx',
    code: "if (row.providerId === 'x') go();",
    says: 'descriptor.capabilities',
  },
  {
    file: 'renderer/features/keys/a.tsx',
    code: 'if (PUBNUB_V1 !== providerId) go();',
    says: 'descriptor.capabilities',
  },
  {
    file: 'renderer/features/keys/a.tsx',
    code: 'switch (row.providerId) { default: go(); }',
    says: 'descriptor.capabilities',
  },
  {
    file: 'renderer/features/keys/a.tsx',
    code: "export const mine = ['pubnub-v1'];",
    says: 'descriptor.capabilities',
  },
  {
    file: 'renderer/ui/a.tsx',
    code: 'export const A = () => <p dangerouslySetInnerHTML={{ __html: name }} />;',
    says: 'stays text',
  },
  { file: 'renderer/ui/a.tsx', code: 'node.innerHTML = name;', says: 'stays text' },
  { file: 'electron/app/a.ts', code: 'void shell.openPath(path);', says: 'start a program' },
  {
    file: 'electron/app/a.ts',
    code: "app.setAsDefaultProtocolClient('rekey');",
    says: 'no deep links',
  },
  {
    file: 'electron/app/a.ts',
    code: 'new BrowserWindow({});',
    says: 'electron/app/main-window.ts',
  },
  {
    file: 'electron/platform/a.ts',
    code: 'connect({ rejectUnauthorized: false });',
    says: 'never overridden',
  },
  { file: 'shared/keys/a.ts', code: 'export const now = Date.now();', says: 'Clock port' },
  { file: 'electron/services/a.ts', code: 'export const now = new Date();', says: 'Clock port' },
  {
    file: 'electron/providers/ably/a.ts',
    code: 'export const dice = Math.random();',
    says: 'IdSource port',
  },
  { file: 'renderer/app/a.ts', code: "void fetch('/x');", says: 'no network' },
  {
    file: 'renderer/app/a.ts',
    code: "window.localStorage.setItem('a', 'b');",
    says: 'use a command',
  },
  {
    file: 'renderer/app/a.ts',
    code: "localStorage.setItem('a', 'b');",
    says: 'settings are commands',
  },
  {
    file: 'renderer/app/a.ts',
    code: 'void window.bridge.invoke();',
    says: 'renderer/ipc/bridge.ts',
  },
  {
    file: 'renderer/app/a.ts',
    code: "void navigator.clipboard.writeText('a');",
    says: 'Copying happens in main',
  },
  {
    file: 'electron/providers/ably/a.ts',
    code: "void fetch('https://example.org');",
    says: 'provider-http.ts',
  },
  { file: 'electron/services/a.ts', code: "console.log('x');", says: 'console' },
  { file: 'electron/services/a.ts', code: '// TODO later', says: 'has an issue' },
  {
    file: 'electron/services/a.ts',
    code: '// eslint-disable-next-line no-console\nconsole.log(1);',
    says: 'Say why',
  },
];

const allowed: readonly Omit<Case, 'says'>[] = [
  {
    file: 'electron/ipc/electron-transport.ts',
    code: "import { ipcMain } from 'electron';\nipcMain.removeHandler('a');",
  },
  {
    file: 'electron/preload/preload.ts',
    code: "import { contextBridge, ipcRenderer } from 'electron';\ncontextBridge.exposeInMainWorld('a', ipcRenderer);",
  },
  {
    file: 'electron/platform/electron/clipboard.ts',
    code: "import { clipboard } from 'electron';\nclipboard.clear();",
  },
  {
    file: 'electron/platform/keychain/helper.ts',
    code: "import { AsyncEntry } from '@napi-rs/keyring';\nnew AsyncEntry('a', 'b');",
  },
  {
    file: 'electron/services/a.ts',
    code: "import { createHash } from 'node:crypto';\ncreateHash('sha256');",
  },
  {
    file: 'electron/platform/process.ts',
    code: "import { fork } from 'node:child_process';\nfork('a');",
  },
  { file: 'electron/app/main-window.ts', code: 'export const open = () => new BrowserWindow({});' },
  { file: 'electron/platform/clock.ts', code: 'export const now = () => Date.now();' },
  {
    file: 'electron/providers/provider-http.ts',
    code: "export const go = () => fetch('https://example.org');",
  },
  {
    file: 'electron/services/a.ts',
    code: "// eslint-disable-next-line no-console -- shows the way\nconsole.log('x');\n// TODO #12: say more",
  },
  { file: 'renderer/ipc/bridge.ts', code: 'export const bridge = window.bridge;' },
  {
    file: 'renderer/features/keys/a.ts',
    code: 'export const pick = (a, b) => a.find((d) => d.id === b.providerId);',
  },
  { file: 'test/vitest.config.ts', code: 'export default {};' },
];

describe('the lint rules of the project', () => {
  const eslint = new ESLint({
    cwd: rootDir,
    overrideConfig: [tseslint.configs.disableTypeChecked],
  });
  const messagesFor = async (file: string, code: string): Promise<string[]> => {
    const results = await eslint.lintText(code, { filePath: file });
    return results.flatMap((result) => result.messages.map((message) => message.message));
  };

  it.each(refused)('refuse in $file: $code', async ({ file, code, says }) => {
    expect(await messagesFor(file, code)).toContainEqual(expect.stringContaining(says));
  });

  it.each(allowed)('allow in $file: $code', async ({ file, code }) => {
    expect(await messagesFor(file, code)).toEqual([]);
  });
});

describe('the typed lint rules', () => {
  const tree = new PlantedTree([
    'eslint.config.mjs',
    'package.json',
    'tsconfig.json',
    'shared/tsconfig.json',
    'test/architecture/lint-rules.mjs',
  ]);
  afterAll(() => tree.remove());

  it('see the types of every environment', async () => {
    tree.plant(
      'shared/keys/floating.ts',
      'const later = async (): Promise<void> => Promise.resolve();\nexport function go(): void {\n  later();\n}\n',
    );
    const [result] = await new ESLint({ cwd: tree.dir }).lintFiles(['shared/keys/floating.ts']);
    expect(result?.messages.map((message) => message.ruleId)).toEqual([
      '@typescript-eslint/no-floating-promises',
    ]);
  });
});
