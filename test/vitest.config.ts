import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const rootDir = join(import.meta.dirname, '..');
/** Tests of the Electron host; everything else must run where `electron` cannot be imported. */
const electronHostTests = [
  'test/unit/electron/{app,preload}/**/*.test.ts',
  'test/unit/electron/main.test.ts',
  'test/unit/electron/ipc/electron-transport*.test.ts',
  'test/unit/electron/platform/electron/**/*.test.ts',
  'test/integration/electron-host/**/*.test.ts',
];

interface Lane {
  readonly name: string;
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  /** What an import of `electron` reaches, relative to the root. */
  readonly electron?: string;
  readonly testTimeoutMs: number;
  /** Off where the tests start processes that compete for the machine or for its session bus. */
  readonly areFilesParallel?: boolean;
}

const lane = ({
  name,
  include,
  exclude = [],
  electron,
  testTimeoutMs,
  areFilesParallel,
}: Lane) => ({
  root: rootDir,
  resolve: {
    alias: { electron: join(rootDir, electron ?? 'test/setup/no-electron.ts') },
  },
  test: {
    name,
    include: [...include],
    exclude: [...exclude],
    environment: 'node',
    testTimeout: testTimeoutMs,
    hookTimeout: testTimeoutMs,
    fileParallelism: areFilesParallel ?? true,
    setupFiles: [join(rootDir, 'test/setup/silent-console.ts')],
    // Aliases reach only what Vite transforms: electron-store imports `electron` itself.
    server: { deps: { inline: ['electron-store'] } },
  },
});

export default defineConfig({
  root: rootDir,
  cacheDir: join(rootDir, 'node_modules/.cache/vite-test'),
  test: {
    pool: 'forks',
    maxWorkers: 2,
    allowOnly: false,
    projects: [
      lane({
        name: 'unit',
        include: ['test/unit/**/*.test.{ts,tsx}'],
        exclude: electronHostTests,
        testTimeoutMs: 10_000,
      }),
      lane({
        name: 'electron-host',
        include: electronHostTests,
        electron: 'test/fakes/electron-module.ts',
        testTimeoutMs: 10_000,
      }),
      lane({ name: 'providers', include: ['test/providers/**/*.test.ts'], testTimeoutMs: 20_000 }),
      lane({
        name: 'architecture',
        include: ['test/architecture/**/*.test.ts'],
        testTimeoutMs: 60_000,
      }),
      lane({
        name: 'integration',
        include: ['test/integration/**/*.test.ts'],
        exclude: electronHostTests,
        testTimeoutMs: 60_000,
      }),
      lane({
        name: 'crash',
        include: ['test/crash/**/*.test.ts'],
        testTimeoutMs: 300_000,
      }),
      lane({
        name: 'keychain',
        include: ['test/keychain/**/*.test.ts'],
        testTimeoutMs: 120_000,
        areFilesParallel: false,
      }),
    ],
  },
});
