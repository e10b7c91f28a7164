import {
  deadSentence,
  isNewEnded,
  mayHaveMade,
  newEndedSentence,
  storedSentence,
} from '../../../shared/rotations/receipt-words.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import type { RotationStep, RotationView } from '../../../shared/rotations/rotation-view.ts';
import { exactTime } from '../../messages/exact-time.ts';

type About = Pick<
  RotationView,
  'plan' | 'overlapUntil' | 'isOldDead' | 'isOldLost' | 'proofNew' | 'proofDead' | 'timeline'
> &
  Partial<Pick<RotationView, 'attention'>>;

/** What the person should know about old and new, by where it stopped. */
export function safetyNote(from: RotationStep, view: About, now: number): string {
  if (isNewEnded(view)) return newEndedSentence;
  if (view.isOldDead)
    return `${deadSentence(view.proofDead)} ${storedSentence(view.proofNew, 'one')}`;
  return isInPlace(view.plan.strategy) ? inPlaceNote(from, view, now) : keyNote(from, view);
}

/** The way on from an entry of the keychain that holds another value: Rekey never writes over one. */
export function changedEntryNote({
  attention,
  newSecretPartId,
}: Pick<RotationView, 'attention' | 'newSecretPartId'>): string | null {
  const error = attention?.error;
  if (error?.kind !== 'keychain-unavailable' || error.reason !== 'mismatch') return null;
  return `Rekey’s encrypted database still holds the new secret. In the system’s keychain, delete the entry of Rekey whose name ends with ${String(newSecretPartId)}, then retry: it is written again.`;
}

/** Found on the way to ending the new key, which therefore goes on; rows of older versions only stop at it. */
const isOldEnded = ({ isOldLost, attention }: Pick<About, 'isOldLost' | 'attention'>): boolean =>
  isOldLost ||
  (attention?.error.kind === 'provider-rejected' && attention.error.code === 'old-key-ended');

function keyNote(from: RotationStep, view: About): string {
  const isEnded = isOldEnded(view);
  const old = isEnded ? 'The old key no longer works.' : 'The old key works as before.';
  switch (from) {
    case 'minting':
      return mayHaveMade(view)
        ? `This call created nothing. What an earlier one may have created is in the list of keys. ${old}`
        : 'Nothing was created, and the old key works as before.';
    case 'reconciling':
      return `A new key may exist at the provider. ${old} Nothing is created without your consent.`;
    case 'keeping':
      return `The new secret is safe in Rekey’s encrypted database. ${old}`;
    case 'verifying':
      return `The new secret is in the keychain. ${old}`;
    case 'distributing':
    case 'overlapping':
      return isEnded ? `${storedSentence(view.proofNew, 'key')} ${old}` : 'Both keys work.';
    case 'retiring':
      return `${isEnded ? old : 'Whether the old key has ended is not certain.'} ${storedSentence(view.proofNew, 'key')}`;
    case 'verifying-dead':
      return `The old key was ended, but it is not proved dead. ${storedSentence(view.proofNew, 'key')}`;
    case 'rolling-back':
      return `${isEnded ? old : 'The old key was not touched.'} Whether the new key has ended is not certain.`;
    default:
      return old;
  }
}

function inPlaceNote(from: RotationStep, view: About, now: number): string {
  const old = oldSecretNote(view, now);
  switch (from) {
    case 'minting':
      return mayHaveMade(view)
        ? 'This call changed nothing. An earlier one may have: look at the secrets in the details of the key.'
        : 'Nothing was changed, and the secret works as before.';
    case 'reconciling':
      return `A new secret may be in force, and nobody has seen it. If it is: ${old} No other is made without your consent.`;
    case 'keeping':
      return `The new secret is safe in Rekey’s encrypted database. ${old}`;
    case 'verifying':
    case 'distributing':
    case 'overlapping':
      return `The new secret is in the keychain. ${old}`;
    case 'retiring':
      return `Whether the old secret has ended is not certain. ${storedSentence(view.proofNew, 'one')}`;
    case 'verifying-dead':
      return `The old secret should have ended, but it is not proved dead. ${storedSentence(view.proofNew, 'one')}`;
    default:
      return 'The secret works as before.';
  }
}

function oldSecretNote({ plan, overlapUntil }: About, now: number): string {
  if (plan.strategy === 'immediate') return 'The old one is refused since the call.';
  if (overlapUntil === null) return 'The old one works until its end.';
  return overlapUntil > now
    ? `The old one works until ${exactTime(overlapUntil)}.`
    : `The old one was to end at ${exactTime(overlapUntil)}, so it may be refused by now.`;
}
