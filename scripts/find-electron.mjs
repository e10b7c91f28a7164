import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageDir = join(
  dirname(dirname(fileURLToPath(import.meta.url))),
  'node_modules',
  'electron',
);
const downloadLimitMs = 60_000;

/**
 * The Electron binary that is already here, else null. Importing `electron` would answer the same,
 * but starts a download when there is none.
 * @returns {string | null}
 */
export function findElectron() {
  const namePath = join(packageDir, 'path.txt');
  if (!existsSync(namePath)) return null;
  const distDir = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageDir, 'dist');
  const binaryPath = join(distDir, readFileSync(namePath, 'utf8').trim());
  return existsSync(binaryPath) ? binaryPath : null;
}

/**
 * Runs the installer of the electron package, within a minute and without its stack traces.
 * @returns {string | null} the binary, or null when it cannot be had
 */
export function downloadElectron() {
  const installerPath = join(packageDir, 'install.js');
  if (!existsSync(installerPath)) return null;
  spawnSync(process.execPath, [installerPath], {
    stdio: 'ignore',
    timeout: downloadLimitMs,
    killSignal: 'SIGKILL',
  });
  return findElectron();
}
