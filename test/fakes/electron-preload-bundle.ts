import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build } from 'vite';

const rootDir = join(import.meta.dirname, '../..');

export interface PreloadBundle {
  readonly path: string;
  readonly code: string;
  /** Every file of the bundle. */
  readonly fileNames: readonly string[];
  /** What it imports that is not inside. */
  readonly externals: readonly string[];
  remove(): void;
}

/** Bundles the preload exactly as the app's build does, but into a folder of its own. */
export async function buildPreload(): Promise<PreloadBundle> {
  const { config } = await resolveConfig(
    { root: rootDir, configFile: join(rootDir, 'electron.vite.config.ts') },
    'build',
    'production',
  );
  if (config?.preload === undefined) throw new Error('The build has no preload');
  const outDir = mkdtempSync(join(tmpdir(), 'rekey-preload-'));
  const built = await build({
    ...config.preload,
    configFile: false,
    logLevel: 'silent',
    build: { ...config.preload.build, outDir, emptyOutDir: true },
  });
  if (!('output' in built)) throw new Error('The build did not end with one output');
  const [chunk] = built.output;
  return {
    path: join(outDir, chunk.fileName),
    code: chunk.code,
    fileNames: built.output.map(({ fileName }) => fileName),
    externals: [...chunk.imports, ...chunk.dynamicImports],
    remove: () => {
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
