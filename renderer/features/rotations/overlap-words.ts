import { isNewEnded, newEndedSentence } from '../../../shared/rotations/receipt-words.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';

type Situation = Pick<
  RotationView,
  'plan' | 'isOldDead' | 'overlapUntil' | 'proofNew' | 'proofDead'
>;

/** Nobody has looked yet whether the provider has acted. */
export const isPastEnd = ({ overlapUntil }: Pick<RotationView, 'overlapUntil'>, now: number) =>
  overlapUntil !== null && overlapUntil <= now;

/** Old and new, while the new secret is handed over. */
export function handOverWords(view: Situation, noun: string, now: number): string {
  const { plan, isOldDead, proofNew, proofDead } = view;
  if (isNewEnded(view)) return newEndedSentence;
  const what = isInPlace(plan.strategy) ? 'secret' : noun;
  const confirm = 'Confirm each destination once it has the new secret.';
  if (isOldDead)
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
