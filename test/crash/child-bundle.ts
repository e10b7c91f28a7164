import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const rootDir = join(import.meta.dirname, '../..');
const cacheDir = join(rootDir, 'node_modules/.cache');

/** The child's code in one file, because most of a child's life would be loading. */
export interface ChildBundle {
  readonly path: string;
  /** Where what was compiled once is kept. */
  readonly compileCacheDir: string;
  remove(): void;
}

export async function bundleChild(): Promise<ChildBundle> {
  mkdirSync(cacheDir, { recursive: true });
  const outDir = mkdtempSync(join(cacheDir, 'crash-child-'));
  await build({
    configFile: false,
    root: rootDir,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'rotation-child.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node24',
      rolldownOptions: {
        external: ['better-sqlite3-multiple-ciphers', '@napi-rs/keyring'],
        output: { entryFileNames: 'rotation-child.mjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true },
  });
  return {
    path: join(outDir, 'rotation-child.mjs'),
    compileCacheDir: join(outDir, 'compiled'),
    remove: () => {
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
