import type { FaultRuleInput } from '../../electron/sandbox/fault-rule.ts';
import type { CrashProfile } from './crash-profile.ts';
import type { Blow, Trial } from './crash-trial.ts';
import type { SeededChoice } from './seeded-choice.ts';
import type { Course, NamedTrial } from './trials.ts';

/** The last messages of a run are those of its end. */
const LAST_MESSAGES = 4;

/** So many runs, each killed after a number of messages that nobody chose. */
export function killsAtRandom(choice: SeededChoice, course: Course, count: number): NamedTrial[] {
  return Array.from({ length: count }, () => {
    const afterMessages = choice.between(1, course.messages - LAST_MESSAGES);
    return named({ blows: [{ what: 'kill', afterMessages }] });
  });
}

/** Killed at a named instant, while it recovers, and every second time while it recovers from that. */
export function killsOfRecovery(choice: SeededChoice, course: Course, count: number): NamedTrial[] {
  return Array.from({ length: count }, (_none, index) => {
    const recoveries = index % 2 === 0 ? 1 : 2;
    const blows: Blow[] = [{ what: 'kill', point: choice.oneOf(course.points) }];
    for (let each = 0; each < recoveries; each += 1)
      blows.push({ what: 'kill', afterMessages: choice.between(1, course.messages / 3) });
    return named({ blows });
  });
}

/** Any trial there may be, drawn for the long lane. */
export function anyTrial(choice: SeededChoice, profile: CrashProfile, course: Course): NamedTrial {
  const blows: Blow[] = [anyBlow(choice, course)];
  while (blows.length < 4 && choice.isTrueIn(0.3)) blows.push(anyBlow(choice, course));
  const faults = choice.isTrueIn(0.25) ? faultsOf(choice, profile) : [];
  return named({
    blows,
    faults,
    goal: profile.canRollBack && choice.isTrueIn(0.25) ? 'roll-back' : 'complete',
    destinations: choice.oneOf(['new-file', 'new-file', 'own-files', 'programs'] as const),
  });
}

function anyBlow(choice: SeededChoice, { points, messages }: Course): Blow {
  const point = choice.oneOf(points);
  const afterMessages = choice.between(1, messages);
  const draw = choice.next();
  if (draw < 0.35) return { what: 'kill', point };
  if (draw < 0.65) return { what: 'kill', afterMessages };
  if (draw < 0.75) return { what: 'stop', point };
  if (draw < 0.8) return { what: 'stop', afterMessages };
  return draw < 0.9 ? { what: 'suspend', point } : { what: 'helper-gone', point };
}

/** The create call is lost before or after it took effect, or is answered with a failure after it. */
function faultsOf(choice: SeededChoice, { create }: CrashProfile): FaultRuleInput[] {
  if (create === null) return [];
  return [
    {
      ...create,
      count: 1,
      effect: choice.oneOf<FaultRuleInput['effect']>([
        { kind: 'reset', when: 'after-commit' },
        { kind: 'reset', when: 'before-commit' },
        { kind: 'answer', status: 500, when: 'after-commit' },
        { kind: 'truncated', keep: 'half' },
      ]),
    },
  ];
}

function named(trial: Trial): NamedTrial {
  const { blows, faults = [], goal, destinations } = trial;
  const words = blows.map((blow) =>
    'point' in blow
      ? `${blow.what} at ${blow.point}`
      : `${blow.what} after ${String(blow.afterMessages)} messages`,
  );
  const extras = [
    ...(goal === 'roll-back' ? ['rolling back'] : []),
    ...(destinations === undefined || destinations === 'new-file' ? [] : [destinations]),
    ...faults.map(({ effect }) => `${effect.kind} ${'when' in effect ? (effect.when ?? '') : ''}`),
  ];
  return { ...trial, name: [...words, ...extras].join(', ') };
}
