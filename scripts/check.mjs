/**
 * `npm run check`: format, lint, types, imports, dead code. Runs all of them even when one fails.
 * `npm run fix` (`--fix`) lets Prettier and ESLint mend what they can first.
 */
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inSeconds, runStep } from './run-step.mjs';

const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));
const stepLimitMs = 600_000;

/** @typedef {{ name: string, script: string, options: string[] }} Step */

/** @type {(isFixing: boolean) => Step} */
const format = (isFixing) => ({
  name: 'format',
  script: 'prettier/bin/prettier.cjs',
  options: [isFixing ? '--write' : '--check', '--log-level=warn', '.'],
});

/** @type {(isFixing: boolean) => Step} */
const lint = (isFixing) => ({
  name: 'lint',
  script: 'eslint/bin/eslint.js',
  options: [
    ...(isFixing ? ['--fix'] : []),
    '--max-warnings=0',
    // No cache: rules that read types look into other files, whose changes a cache would not see.
    '.',
  ],
});

/** @type {Step[]} */
const readOnlySteps = [
  { name: 'types', script: 'typescript/bin/tsc', options: ['-b'] },
  { name: 'imports', script: '../test/architecture/cruise.mjs', options: [] },
  { name: 'dead code', script: 'knip/bin/knip.js', options: ['--no-progress'] },
];

/**
 * @param {Step} step
 * @returns {Promise<boolean>} whether the step passed
 */
async function run({ name, script, options }) {
  const path = join(rootDir, 'node_modules', script);
  const result = await runStep(process.execPath, [path, ...options], { limitMs: stepLimitMs });
  const hasPassed = result.code === 0;
  const verdict = result.hasTimedOut ? 'TIMED OUT' : hasPassed ? 'ok' : 'FAILED';
  process.stdout.write(`${name.padEnd(10)} ${verdict.padEnd(6)} ${inSeconds(result.durationMs)}\n`);
  if (!hasPassed) process.stdout.write(`${result.output.trimEnd()}\n\n`);
  return hasPassed;
}

/**
 * Runs the steps in as many lines as the machine has processors, longest first.
 * @param {Step[]} steps
 * @returns {Promise<boolean[]>}
 */
async function runAll(steps) {
  const waiting = [...steps];
  /** @type {boolean[]} */
  const verdicts = [];
  const line = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      verdicts.push(await run(step));
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, line));
  return verdicts;
}

process.chdir(rootDir);
const isFixing = process.argv.includes('--fix');
// Two programs must not write the same files at once, and ESLint's fixes want formatting.
const fixed = isFixing ? [await run(lint(true)), await run(format(true))] : [];
const checked = await runAll([...(isFixing ? [] : [lint(false), format(false)]), ...readOnlySteps]);
process.exitCode = [...fixed, ...checked].every(Boolean) ? 0 : 1;
