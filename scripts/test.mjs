/**
 * `npm test`: every lane in turn, each with its time. Lane names as arguments run only those; an
 * argument that is a path goes to the lane's runner (`npm run test:unit -- test/unit/keys`).
 *
 * A lane whose tool is missing is skipped aloud in the last lines; `REKEY_ALL_LANES=1` makes that
 * a failure. The very last line counts tests and nothing else.
 */
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron } from './find-electron.mjs';
import { findChromium, findProgram } from './find-program.mjs';
import { inSeconds, runStep } from './run-step.mjs';
import { addUp, readCounts, searchForCanary } from './test-report.mjs';

const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));
const resultsDir = join(rootDir, 'test-results');
const minuteMs = 60_000;

/** @typedef {import('./test-report.mjs').Counts} Counts */

/**
 * @typedef {object} Lane
 * @property {string} name
 * @property {string[]} command what Node runs, paths relative to the root
 * @property {boolean} hasReport whether the runner leaves `test-results/<lane>.json`
 * @property {number} limitMs after which a hanging lane is ended
 * @property {() => string | null} missing why the lane cannot run here
 */

/** @typedef {{ lane: Lane, verdict: 'passed' | 'FAILED' | 'SKIPPED', note: string, durationMs: number, counts: Counts }} Outcome */

const nothingMissing = () => null;

/** @type {(name: string, projects: string[], limitMs: number, missing?: () => string | null) => Lane} */
const vitest = (name, projects, limitMs, missing = nothingMissing) => ({
  name,
  command: [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...(process.stdout.isTTY ? [] : ['--no-color']),
    '--config=test/vitest.config.ts',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=test-results/${name}.json`,
  ],
  hasReport: true,
  limitMs,
  missing,
});

/** @type {(name: string, script: string) => Lane} */
const script = (name, path) => ({
  name,
  command: [path],
  hasReport: false,
  limitMs: 10 * minuteMs,
  missing: nothingMissing,
});

const noKeychain = () => {
  if (process.platform !== 'linux') return 'it drives the keychain of Linux';
  const tools = ['gnome-keyring-daemon', 'dbus-run-session'];
  const absent = tools.filter((tool) => findProgram(tool) === null);
  return absent.length > 0 ? `${absent.join(' and ')} not found` : null;
};
const noChromium = () => (findChromium() === null ? 'chromium not found' : null);

/** @type {Lane[]} */
const lanes = [
  script('check', 'scripts/check.mjs'),
  script('build', 'scripts/build.mjs'),
  vitest('unit', ['unit', 'electron-host', 'providers', 'architecture'], 10 * minuteMs),
  vitest('integration', ['integration'], 10 * minuteMs),
  vitest('crash', ['crash'], 12 * minuteMs),
  vitest('keychain', ['keychain'], 8 * minuteMs, noKeychain),
  {
    name: 'e2e',
    command: [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config=test/e2e/playwright.config.ts',
    ],
    hasReport: true,
    limitMs: 14 * minuteMs,
    missing: noChromium,
  },
];

/**
 * @param {Lane} lane
 * @param {string[]} paths
 * @returns {Promise<Outcome>}
 */
async function run(lane, paths) {
  const why = lane.missing();
  if (why !== null) {
    const mustRun = process.env['REKEY_ALL_LANES'] === '1';
    const counts = { passed: 0, failed: mustRun ? 1 : 0, skipped: mustRun ? 0 : 1 };
    return { lane, verdict: mustRun ? 'FAILED' : 'SKIPPED', note: why, durationMs: 0, counts };
  }

  process.stdout.write(`\n── ${lane.name} ──\n`);
  const log = createWriteStream(join(resultsDir, `${lane.name}.log`));
  const result = await runStep(process.execPath, [...lane.command, ...paths], {
    limitMs: lane.limitMs,
    onOutput: (text) => {
      log.write(text);
      process.stdout.write(text);
    },
  });
  await new Promise((resolve) => log.end(resolve));

  const counts = countTests(lane, result.code === 0);
  const hasPassed = result.code === 0 && counts.failed === 0;
  const note = result.hasTimedOut ? `ended after ${inSeconds(lane.limitMs)}` : '';
  return {
    lane,
    verdict: hasPassed ? 'passed' : 'FAILED',
    note,
    durationMs: result.durationMs,
    counts,
  };
}

/**
 * A lane that fails without a failed test (a check, a build, a runner that died) counts as one.
 * @param {Lane} lane
 * @param {boolean} hasPassed
 * @returns {Counts}
 */
function countTests(lane, hasPassed) {
  const report = lane.hasReport ? readCounts(join(resultsDir, `${lane.name}.json`)) : null;
  const counts = report ?? { passed: 0, failed: 0, skipped: 0 };
  const isSilentFailure = !hasPassed || (lane.hasReport && report === null);
  return isSilentFailure && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {Outcome[]} outcomes */
function report(outcomes) {
  process.stdout.write('\n');
  for (const { lane, verdict, durationMs, counts, note } of outcomes) {
    const tests = lane.hasReport && verdict !== 'SKIPPED' ? `${counts.passed} passed` : '';
    const line = `${lane.name.padEnd(12)} ${verdict.padEnd(8)} ${inSeconds(durationMs).padStart(8)}  ${tests}`;
    process.stdout.write(`${line.trimEnd()}${note === '' ? '' : `  (${note})`}\n`);
  }

  const search = searchForCanary(resultsDir);
  process.stdout.write(`Canary search: ${search.hits.length} hits in ${search.files} files\n`);
  for (const path of search.hits) process.stdout.write(`  ${relative(rootDir, path)}\n`);

  for (const { lane, verdict, note } of outcomes) {
    if (verdict === 'SKIPPED') process.stdout.write(`SKIPPED ${lane.name}: ${note}\n`);
  }
  const ranE2e = outcomes.some(({ lane, verdict }) => lane.name === 'e2e' && verdict !== 'SKIPPED');
  if (ranE2e && findElectron() === null) {
    process.stdout.write(
      'SKIPPED e2e in Electron: its binary is not here; Chromium ran the specs\n',
    );
  }

  const { passed, failed, skipped } = addUp([
    ...outcomes.map((outcome) => outcome.counts),
    { passed: 0, failed: search.hits.length, skipped: 0 },
  ]);
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0;
}

/** @param {Lane} lane */
const resultsOf = ({ name }) => [`${name}.log`, `${name}.json`, name];

process.chdir(rootDir);
const asked = process.argv.slice(2);
const names = asked.filter((argument) => lanes.some((lane) => lane.name === argument));
const paths = asked.filter((argument) => !names.includes(argument));
const chosen = lanes.filter((lane) => names.length === 0 || names.includes(lane.name));

for (const name of chosen.length === lanes.length ? [''] : chosen.flatMap(resultsOf)) {
  rmSync(join(resultsDir, name), { recursive: true, force: true });
}
mkdirSync(resultsDir, { recursive: true });
/** @type {Outcome[]} */
const outcomes = [];
for (const lane of chosen) outcomes.push(await run(lane, lane.hasReport ? paths : []));
process.exitCode = report(outcomes) ? 0 : 1;
