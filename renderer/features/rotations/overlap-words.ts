import { isNewEnded, newEndedSentence } from '../../../shared/rotations/receipt-words.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';

type Situation = Pick<
  RotationView,
  'plan' | 'isOldDead' | 'isOldLost' | 'overlapUntil' | 'proofNew' | 'proofDead'
>;

/** Nobody has looked yet whether the provider has acted. */
const isPastEnd = ({ overlapUntil }: Pick<RotationView, 'overlapUntil'>, now: number) =>
  overlapUntil !== null && overlapUntil <= now;

/** Main refuses to put a file back once the old secret was to end: what it held may open nothing. */
export const canPutBack = (
  view: Pick<RotationView, 'allowed' | 'overlapUntil'>,
  now: number,
): boolean => view.allowed.includes('undo-destination') && !isPastEnd(view, now);

/** An end that has come cannot be moved, and the consumers of an exposed secret get no more time. */
export const canExtend = (
  { allowed, plan }: Pick<RotationView, 'allowed' | 'plan'>,
  leftMs: number,
): boolean => allowed.includes('extend') && plan.trigger === 'planned' && leftMs > 0;

/** What is there while the consumers move. */
export function overlapTitle(
  view: Pick<RotationView, 'plan' | 'isOldLost' | 'overlapUntil'>,
  noun: string,
  now: number,
): string {
  if (view.isOldLost) return `The old ${noun} has ended already`;
  if (isPastEnd(view, now)) return 'The end of the old secret has come';
  return `Both ${isInPlace(view.plan.strategy) ? 'secrets' : 'keys'} work`;
}

/** Every consumer has the new one and only a person ends the old one. */
export function retireWords(view: Pick<RotationView, 'plan' | 'isOldLost'>, noun: string): string {
  if (view.isOldLost)
    return `Every destination has the new secret. Somebody else ended the old ${noun}: retiring it reads it once more and checks that it is refused.`;
  return `Every destination has the new secret. Watch your clients move; you can close this window and come back at any time. ${
    view.plan.strategy === 'guided'
      ? 'Ending the old one happens in the console, step by step.'
      : 'Retiring is final.'
  }`;
}

/** An exposed one is ended before the consumers have the new one. */
export const cutWords = (
  { proofNew, isOldLost }: Pick<RotationView, 'proofNew' | 'isOldLost'>,
  what: string,
): string =>
  `The new ${what} ${proofNew?.how === 'probe' ? 'works' : 'is kept'}. ${
    isOldLost
      ? 'Somebody else ended the old one: whatever uses it has stopped'
      : 'Whatever uses the old one stops'
  } until it has the new one, which you hand out next.`;

/** Old and new, while the new secret is handed over. */
export function handOverWords(view: Situation, noun: string, now: number): string {
  const { plan, isOldDead, isOldLost, proofNew, proofDead } = view;
  if (isNewEnded(view)) return newEndedSentence;
  const what = isInPlace(plan.strategy) ? 'secret' : noun;
  const confirm = 'Confirm each destination once it has the new secret.';
  if (isOldDead || isOldLost)
    return `The old ${what} ${proofDead?.how === 'probe' ? 'is dead' : 'has ended'}: whatever has not got the new secret yet does not work now. ${confirm}`;
  if (plan.strategy === 'immediate')
    return `The old ${what} has ended with the call: nothing works until it has the new secret. ${confirm}`;
  const isNewProved = proofNew?.how === 'probe';
  const newOne = `The new ${what} ${isNewProved ? 'works' : 'is kept'}`;
  return isPastEnd(view, now)
    ? `${newOne}. The end of the old one has come: whatever has not got the new secret yet may have stopped. ${confirm}`
    : `${newOne} and the old one ${isNewProved ? 'still does' : 'still works'}. ${confirm}`;
}

/** What happens once the end has come; only a rotation that has handed everything over looks. */
export const endCameWords = ({ step }: Pick<RotationView, 'step'>): string =>
  step === 'overlapping'
    ? 'The end of the old secret has come. Rekey is checking that it is refused.'
    : 'Once every destination is confirmed, Rekey checks that the old secret is refused.';
