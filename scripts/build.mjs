/**
 * Builds the app into `dist/` unless nothing it is built from has changed. `--force` builds anyway.
 * Prints to stdout; `scripts/start.mjs` sends that to stderr.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as buildElectron } from 'electron-vite';
import { build as buildVite } from 'vite';

const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));
/** Inside `dist`, so that deleting the output forgets the stamp with it. */
const stampPath = join(rootDir, 'dist', '.build-stamp');
const sources = ['shared', 'electron', 'renderer'];
const settings = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'electron.vite.config.ts',
  'scripts/build.mjs',
];
const outputs = [
  'dist/main/main.js',
  'dist/main/keychain-helper.js',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
  'dist/browser-host/host-page.js',
];

/** Every input by name and content: file times lie after a checkout. */
function inputDigest() {
  const hash = createHash('sha256');
  for (const path of [...settings, ...sources.flatMap(listFiles)]) {
    const content = readFileSync(join(rootDir, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * @param {string} dir
 * @returns {string[]}
 */
function listFiles(dir) {
  return readdirSync(join(rootDir, dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(rootDir.length + 1))
    .sort();
}

/** @param {string} digest */
function isBuilt(digest) {
  if (!outputs.every((path) => existsSync(join(rootDir, path)))) return false;
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8') === digest;
}

/** The script of the browser host's own page: one file that needs nothing else. */
async function buildHostPage() {
  await buildVite({
    configFile: false,
    root: rootDir,
    publicDir: false,
    logLevel: 'warn',
    build: {
      outDir: join(rootDir, 'dist/browser-host'),
      emptyOutDir: true,
      target: 'chrome152',
      minify: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: join(rootDir, 'electron/browser-host/page/host-page.ts'),
        output: { format: 'iife', entryFileNames: 'host-page.js' },
      },
    },
  });
}

process.chdir(rootDir);
const digest = inputDigest();
if (process.argv.includes('--force') || !isBuilt(digest)) {
  rmSync(join(rootDir, 'dist'), { recursive: true, force: true });
  await buildElectron({ root: rootDir, logLevel: 'warn' });
  await buildHostPage();
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, digest);
  process.stdout.write(`built ${outputs.join(', ')}\n`);
}
