import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const rootDir = import.meta.dirname;

/**
 * Three bundles. Only `electron`, Node's own modules and the native packages listed under
 * `dependencies` stay external; everything else is inside, so the package carries no node_modules
 * but those two.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'dist/main',
      target: 'node24',
      minify: true,
      rolldownOptions: {
        input: {
          main: join(rootDir, 'electron/main.ts'),
          // Runs in its own process, so that a hung keychain can be killed.
          'keychain-helper': join(rootDir, 'electron/platform/keychain/helper.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'dist/preload',
      target: 'node24',
      minify: true,
      // A sandboxed preload can require nothing but `electron`.
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: join(rootDir, 'electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(rootDir, 'renderer'),
    plugins: [react()],
    build: {
      outDir: join(rootDir, 'dist/renderer'),
      target: 'chrome152',
      minify: true,
      cssMinify: true,
      // The policy of the page forbids inline data: every asset is a file of its own.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: join(rootDir, 'renderer/index.html'),
        // Schemas that only main parses with are dropped from the page with their library.
        treeshake: { manualPureFunctions: ['z'] },
      },
    },
  },
});
