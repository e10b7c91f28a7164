/**
 * The long lane: trials drawn at random, over every profile and every kind of blow.
 * `npm run test:crash -- --trials 10000 [--seed 7] [--hands 2]`; ends with 1 when anything did not hold.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { bundleChild } from './child-bundle.ts';
import { crashProfiles } from './crash-profiles.ts';
import { anyTrial } from './random-trials.ts';
import { SeededChoice } from './seeded-choice.ts';
import { CrashTrials, type NamedTrial } from './trials.ts';

/** Trials for which one profile stays set up. */
const BATCH = 40;
const PROGRESS_EVERY_MS = 10_000;

function positive(text: string | undefined, standard: number): number {
  const value = text === undefined ? standard : Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error('Give whole numbers above zero');
  return value;
}

const { values } = parseArgs({
  options: {
    trials: { type: 'string' },
    seed: { type: 'string' },
    hands: { type: 'string' },
  },
});
const wanted = positive(values.trials, 1_000);
const seed = positive(values.seed, Date.now() % 1_000_000_000);
const hands = positive(values.hands, Math.max(2, availableParallelism()));
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const bundle = await bundleChild();
const trials = new CrashTrials(bundle);
const choice = new SeededChoice(seed);
let drawn = 0;
let deaths = 0;

/** One batch after the other; a seed draws the same batches, whichever hand takes them. */
async function work(): Promise<void> {
  while (drawn < wanted) {
    const count = Math.min(BATCH, wanted - drawn);
    drawn += count;
    const profile = choice.oneOf(Object.values(crashProfiles));
    const own = new SeededChoice(choice.between(0, 0xffff_ffff));
    const course = await trials.courseOf(profile);
    const drawing: NamedTrial[] = Array.from({ length: count }, () =>
      anyTrial(own, profile, course),
    );
    await trials.run(profile, drawing, (trial, report) => {
      deaths += report.deaths;
      for (const what of report.violations) say(`VIOLATION ${profile.id}: ${trial.name}: ${what}`);
    });
  }
}

say(`seed ${String(seed)}, ${String(wanted)} trials`);
const startedAt = performance.now();
const progress = setInterval(() => {
  say(`${String(Math.round((performance.now() - startedAt) / 1_000))} s: ${trials.summary}`);
}, PROGRESS_EVERY_MS);
try {
  await Promise.all(Array.from({ length: hands }, work));
} finally {
  clearInterval(progress);
  bundle.remove();
}
say(`seed ${String(seed)}, ${String(deaths)} runs ended on their way`);
say(trials.summary);
process.exitCode = trials.violations === 0 ? 0 : 1;
