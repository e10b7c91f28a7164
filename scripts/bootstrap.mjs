/**
 * Runs before every command (the `pre…` scripts of package.json) and installs what is missing:
 * npm packages always, the system packages of the test lanes with `--system`.
 *
 * It runs on whatever Node the machine has (20 or newer) before anything is installed, so it uses
 * nothing but Node. It writes to stderr only, because the commands behind it own stdout, and it is
 * silent when nothing is missing.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findChromium, findProgram } from './find-program.mjs';

const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));
const stampPath = join(rootDir, 'node_modules', '.rekey-install-stamp');
/** Beside node_modules, not inside: `npm ci` empties that folder. */
const lockPath = join(rootDir, '.bootstrap.lock');
const lockPollMs = 250;

/** @param {string} text */
const say = (text) => process.stderr.write(`rekey: ${text}\n`);

/** @returns {string} */
function lockfileDigest() {
  return createHash('sha256')
    .update(readFileSync(join(rootDir, 'package-lock.json')))
    .digest('hex');
}

/** @returns {boolean} */
function isInstalled() {
  return existsSync(stampPath) && readFileSync(stampPath, 'utf8').trim() === lockfileDigest();
}

/**
 * @param {number} processId
 * @returns {boolean}
 */
function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Waits until no other bootstrap of this folder installs; a lock whose owner died is taken over. */
async function takeLock() {
  let hasSaidSo = false;
  for (;;) {
    try {
      writeFileSync(lockPath, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (!isLockOwnerAlive()) {
      rmSync(lockPath, { force: true });
      continue;
    }
    if (!hasSaidSo) say('another command is installing; waiting for it');
    hasSaidSo = true;
    await delay(lockPollMs);
  }
}

/** @returns {boolean} */
function isLockOwnerAlive() {
  try {
    const owner = Number(readFileSync(lockPath, 'utf8'));
    // An empty file is a lock being written right now.
    return owner === 0 || isAlive(owner);
  } catch {
    return false;
  }
}

/**
 * `npm ci` deletes the Node 24 in node_modules that this script may be running on, so it runs on
 * the Node that npm itself runs on. Install scripts never run: that is how npm worms spread.
 * @returns {boolean} whether everything is in place
 */
function installPackages() {
  say('installing the packages of package-lock.json (about half a minute, once)');
  rmSync(stampPath, { force: true });
  const hostNode = process.env['npm_node_execpath'];
  const npmCli = process.env['npm_execpath'];
  const [command, leading] =
    hostNode !== undefined && npmCli !== undefined ? [hostNode, [npmCli]] : ['npm', []];
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const result = spawnSync(
    command,
    [...leading, 'ci', '--ignore-scripts', '--loglevel=error', ...flags],
    { cwd: rootDir, stdio: ['ignore', 2, 2] },
  );
  if (result.status !== 0) {
    say('the installation failed; `npm ci --ignore-scripts` repeats it and shows why');
    return false;
  }
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, `${lockfileDigest()}\n`);
  return hasNode24();
}

/**
 * Node 24 comes as an optional package per platform; on others the host must bring it.
 * @returns {boolean}
 */
function hasNode24() {
  const binDir = join(rootDir, 'node_modules', '.bin');
  const hasOwnNode = existsSync(join(binDir, 'node')) || existsSync(join(binDir, 'node.cmd'));
  if (hasOwnNode || Number(process.versions.node.split('.')[0]) >= 24) return true;
  say(
    `no Node 24 package exists for ${process.platform}-${process.arch}: install Node 24 yourself`,
  );
  return false;
}

/** The programs the test lanes drive, and the Debian packages that bring them. */
const laneTools = [
  { name: 'chromium', packages: ['chromium', 'fonts-liberation'], find: findChromium },
  {
    name: 'gnome-keyring-daemon',
    packages: ['gnome-keyring'],
    find: () => findProgram('gnome-keyring-daemon'),
  },
  { name: 'dbus-run-session', packages: ['dbus'], find: () => findProgram('dbus-run-session') },
];

/** Failure is not fatal here: the lane that misses its tool is reported as skipped. */
function installSystemPackages() {
  if (process.platform !== 'linux') return;
  const missing = laneTools.filter((tool) => tool.find() === null);
  if (missing.length === 0) return;

  const names = missing.map((tool) => tool.name).join(', ');
  const isRoot = process.getuid?.() === 0;
  const mayUseSudo = !isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  if (findProgram('apt-get') === null || !(isRoot || mayUseSudo)) {
    say(`not found and not installable from here: ${names}; the tests that need them are skipped`);
    return;
  }

  say(`installing system packages for the tests: ${names}`);
  const packages = missing.flatMap((tool) => tool.packages);
  runApt(isRoot, ['update']);
  runApt(isRoot, ['install', '--yes', '--no-install-recommends', ...packages]);
  const stillMissing = missing.filter((tool) => tool.find() === null).map((tool) => tool.name);
  if (stillMissing.length > 0) {
    say(`could not install ${stillMissing.join(', ')}; the tests that need them are skipped`);
  }
}

/**
 * @param {boolean} isRoot
 * @param {string[]} aptArguments
 */
function runApt(isRoot, aptArguments) {
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '--quiet'];
  const options = ['--option', 'DPkg::Lock::Timeout=120'];
  const sudo = isRoot ? [] : ['sudo', '-n'];
  const [program = 'env', ...rest] = [...sudo, ...command, ...options, ...aptArguments];
  spawnSync(program, rest, { stdio: ['ignore', 2, 2] });
}

if (!isInstalled()) {
  await takeLock();
  try {
    // Whoever held the lock may have done the work.
    if (!isInstalled() && !installPackages()) process.exitCode = 1;
  } finally {
    rmSync(lockPath, { force: true });
  }
}
if (process.exitCode === undefined && process.argv.includes('--system')) installSystemPackages();
