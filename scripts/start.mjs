/**
 * `npm start`: builds, then opens Rekey in Electron, or in the browser host where Electron's binary
 * cannot be had. `--host browser` goes straight to the browser host; every other argument is
 * handed on. stdout belongs to the host.
 */
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import './end-with-parent.mjs';
import { downloadElectron, findElectron } from './find-electron.mjs';

const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} text */
const say = (text) => process.stderr.write(`rekey: ${text}\n`);

/**
 * @param {string[]} commandLine
 * @returns {{ host: string, rest: string[] }}
 */
function readHost(commandLine) {
  const rest = [...commandLine];
  let host = 'electron';
  const inline = rest.findIndex((argument) => argument.startsWith('--host='));
  if (inline >= 0) host = rest.splice(inline, 1).join('').slice('--host='.length);
  const spaced = rest.indexOf('--host');
  if (spaced >= 0) host = rest.splice(spaced, 2)[1] ?? '';
  return { host, rest };
}

/** @returns {string | null} */
function electronOrNull() {
  const present = findElectron();
  if (present !== null) return present;
  say('Electron is not downloaded yet; trying for up to a minute');
  return downloadElectron();
}

/**
 * Hands the terminal to the host and ends as it ends.
 * @param {string} program
 * @param {string[]} programArguments
 */
function become(program, programArguments) {
  const child = spawn(program, programArguments, { cwd: process.cwd(), stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    say(`cannot start ${program}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}

const { host, rest } = readHost(process.argv.slice(2));
if (host !== 'electron' && host !== 'browser') {
  say(`--host is "electron" or "browser", not "${host}"`);
  process.exit(2);
}

const build = spawnSync(process.execPath, [join(rootDir, 'scripts/build.mjs')], {
  stdio: ['ignore', 2, 2],
});
if (build.status !== 0) process.exit(build.status ?? 1);

const electronPath = host === 'electron' ? electronOrNull() : null;
if (electronPath !== null) {
  become(electronPath, [rootDir, ...rest]);
} else {
  if (host === 'electron') {
    say("Electron's binary is missing and cannot be downloaded here, so Rekey opens in a browser");
  }
  become(process.execPath, [join(rootDir, 'electron/browser-host/main.ts'), ...rest]);
}
