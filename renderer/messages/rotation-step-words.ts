import type {
  RotationCommand,
  RotationStep,
  RotationView,
} from '../../shared/rotations/rotation-view.ts';
import { isInPlace } from '../../shared/rotations/rotation-strategy.ts';
import { runningTime } from './duration-words.ts';
import { shortTime } from './exact-time.ts';

/** What a rotation is doing, for timelines and headings. */
const stepWords: Readonly<Record<RotationStep, string>> = {
  planned: 'planned, nothing sent yet',
  minting: 'creating the new key',
  reconciling: 'looking for the new key',
  keeping: 'putting the new secret into the keychain',
  verifying: 'verifying the new key',
  distributing: 'handing the new secret over',
  overlapping: 'both keys work; waiting for you to retire the old one',
  retiring: 'retiring the old key',
  'verifying-dead': 'verifying that the old key is dead',
  completed: 'completed',
  'rolling-back': 'ending the new key again',
  'rolled-back': 'rolled back; the old key is unchanged',
  cancelled: 'cancelled',
  'needs-attention': 'needs your attention',
};

/** A step in the words that fit how this rotation goes: the key may stay, or a person does the work. */
export function stepWordsOf(
  step: RotationStep,
  { strategy, trigger }: Pick<RotationView['plan'], 'strategy' | 'trigger'>,
  isOldLost = false,
): string {
  const what = isInPlace(strategy) ? 'secret' : 'key';
  switch (step) {
    case 'minting':
      return strategy === 'guided'
        ? 'waiting for you to create the new key in the console'
        : `creating the new ${what}`;
    case 'reconciling':
    case 'verifying':
      return stepWords[step].replace('new key', `new ${what}`);
    case 'overlapping':
      if (isOldLost) return 'the old key has ended; waiting for you to prove it';
      if (trigger === 'exposed') return `waiting for you to end the exposed ${what}`;
      return strategy === 'overlap' ? 'both secrets work until the old one ends' : stepWords[step];
    case 'retiring':
      return strategy === 'guided'
        ? 'waiting for you to end the old key in the console'
        : `retiring the old ${what}`;
    case 'verifying-dead':
      return `verifying that the old ${what} is dead`;
    case 'rolling-back':
      return strategy === 'guided'
        ? 'waiting for you to end the new key in the console'
        : stepWords[step];
    case 'planned':
    case 'keeping':
    case 'distributing':
    case 'completed':
    case 'rolled-back':
    case 'cancelled':
    case 'needs-attention':
      return stepWords[step];
  }
}

/** Where a rotation stands now: "both secrets work; the old one ends in 23 h 41 min". */
export function rotationNowWords(
  {
    step,
    plan,
    overlapUntil,
    isOldLost,
  }: Pick<RotationView, 'step' | 'plan' | 'overlapUntil' | 'isOldLost'>,
  now: number,
): string {
  const words = stepWordsOf(step, plan, isOldLost);
  if (overlapUntil === null) return words;
  const isWaiting = step === 'overlapping' && plan.trigger !== 'exposed';
  if (overlapUntil <= now)
    return isWaiting
      ? 'the end of the old secret has come; checking that it is refused'
      : `${words}; the end of the old secret has come`;
  const end = `the old secret ends in ${runningTime(overlapUntil - now)}, at ${shortTime(overlapUntil, now)}`;
  return isWaiting ? `both secrets work; ${end}` : `${words}; ${end}`;
}

/** What only the person can say; without it nothing goes on. */
const awaited = [
  'start',
  'enter-new',
  'attest-new',
  'confirm-destination',
  'attest-ended',
  'attest-dead',
  'attest-rolled-back',
] as const satisfies readonly RotationCommand[];

/** Whether nothing happens until the person comes. What the provider's clock ends goes on without them. */
export function waitsForPerson({
  isOpen,
  step,
  allowed,
  overlapUntil,
  plan,
}: Pick<RotationView, 'isOpen' | 'step' | 'allowed' | 'overlapUntil' | 'plan'>): boolean {
  if (!isOpen) return false;
  if (step === 'needs-attention') return true;
  if (step === 'overlapping') return overlapUntil === null || plan.trigger === 'exposed';
  return awaited.some((command) => allowed.includes(command));
}
