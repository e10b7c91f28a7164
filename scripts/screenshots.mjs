/**
 * `npm run screenshots`: draws the picture of the README again. It is one of those that the e2e
 * takes of the simulated accounts, so it shows the app as it is built.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runStep } from './run-step.mjs';

const rootDir = dirname(dirname(fileURLToPath(import.meta.url)));
const picturePath = join(rootDir, 'docs/images/all-keys.png');
const takenPath = join(rootDir, 'test-results/screens/all-providers-light-1280x800.png');
const minuteMs = 60_000;

/** @param {string[]} command what Node runs, paths relative to the root */
async function run(command) {
  const { code } = await runStep(process.execPath, command, {
    limitMs: 5 * minuteMs,
    onOutput: (text) => process.stdout.write(text),
  });
  if (code !== 0) process.exit(code);
}

process.chdir(rootDir);
await run(['scripts/build.mjs']);
await run([
  'node_modules/@playwright/test/cli.js',
  'test',
  '--config=test/e2e/playwright.config.ts',
  '--project=chromium',
  'all-providers.spec.ts',
]);
mkdirSync(dirname(picturePath), { recursive: true });
copyFileSync(takenPath, picturePath);
process.stdout.write(`${picturePath}\n`);
