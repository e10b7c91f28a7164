/**
 * `npm run test:long`: the property tests with far more cases than `npm test` takes time for, each with
 * what it ran. Names as arguments run only those; `--cases 2000` asks for another number of all of them.
 * Rotations killed at random instants are `npm run test:crash`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inSeconds, runStep } from './run-step.mjs';
import { readCounts } from './test-report.mjs';

const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));
const limitMs = 4 * 3_600_000;

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} variable by which its tests are told how many cases to take
 * @property {number} cases
 * @property {string} of what one case is
 * @property {string[]} filter what Vitest is told to run
 */

/** @type {Part[]} */
const parts = [
  {
    name: 'answers',
    variable: 'REKEY_HOSTILE_RUNS',
    cases: 100_000,
    of: 'random and mutated answers of each provider',
    filter: ['test/providers', '--testNamePattern=random and mutated answers'],
  },
  {
    name: 'rotations',
    variable: 'REKEY_ROTATION_RUNS',
    cases: 100_000,
    of: 'random histories of a rotation',
    filter: ['test/unit/shared/rotations/transition-properties.test.ts'],
  },
  {
    name: 'files',
    variable: 'REKEY_DESTINATION_RUNS',
    cases: 100_000,
    of: 'random files that a secret is written into, in each format',
    filter: ['test/unit/shared/destinations/file-properties.test.ts'],
  },
  {
    name: 'capabilities',
    variable: 'REKEY_CAPABILITY_RUNS',
    cases: 100_000,
    of: 'random pairs of capability maps, with names, against brute force',
    filter: ['test/unit/shared/scopes/capability-comparison.test.ts'],
  },
  {
    name: 'trouble',
    variable: 'REKEY_RANDOM_TROUBLE_RUNS',
    cases: 400,
    of: 'rotations of the whole app in random trouble',
    filter: ['test/integration/rotation/random-trouble.test.ts'],
  },
];

/**
 * @param {Part} part
 * @param {number} cases
 * @returns {Promise<boolean>}
 */
async function run({ name, variable, of, filter }, cases) {
  process.stdout.write(`\n── ${name}: ${cases} ${of} (${variable}=${cases}) ──\n`);
  const report = join('test-results', `long-${name}.json`);
  rmSync(report, { force: true });
  const result = await runStep(
    process.execPath,
    [
      ...['node_modules/vitest/vitest.mjs', 'run', '--no-color', '--config=test/vitest.config.ts'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...filter,
    ],
    {
      limitMs,
      env: { [variable]: String(cases) },
      onOutput: (text) => void process.stdout.write(text),
    },
  );
  const { passed = 0, failed = 0 } = readCounts(report) ?? {};
  // Without a single test the names here no longer fit those of the tests.
  const hasPassed = result.code === 0 && failed === 0 && passed > 0;
  const verdict = hasPassed ? 'passed' : 'FAILED';
  const time = inSeconds(result.durationMs);
  process.stdout.write(`${name}: ${verdict}, ${cases} ${of}, ${passed} tests, ${time}\n`);
  return hasPassed;
}

process.chdir(rootDir);
const { values, positionals } = parseArgs({
  options: { cases: { type: 'string' } },
  allowPositionals: true,
});
const names = parts.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
const cases = values.cases === undefined ? null : Number(values.cases);
if (unknown.length > 0) throw new Error(`There are ${names.join(', ')}, and no ${unknown.join()}`);
if (cases !== null && !(Number.isSafeInteger(cases) && cases > 0))
  throw new Error('Give a whole number of cases above zero');

mkdirSync('test-results', { recursive: true });
const chosen = parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
let hasFailed = false;
for (const part of chosen) hasFailed = !(await run(part, cases ?? part.cases)) || hasFailed;
process.exitCode = hasFailed ? 1 : 0;
