import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import type { RotationStep, RotationView } from '../../../shared/rotations/rotation-view.ts';
import { exactTime } from '../../messages/exact-time.ts';

type About = Pick<RotationView, 'plan' | 'overlapUntil' | 'isOldDead'>;

/** What the person should know about old and new, by where it stopped. */
export function safetyNote(from: RotationStep, view: About): string {
  if (view.isOldDead) return 'The old one is dead. The new one is stored and proved.';
  return isInPlace(view.plan.strategy) ? inPlaceNote(from, view) : keyNote(from);
}

function keyNote(from: RotationStep): string {
  switch (from) {
    case 'minting':
      return 'Nothing was created, and the old key works as before.';
    case 'reconciling':
      return 'A new key may exist at the provider. The old key works as before. Nothing is created without your consent.';
    case 'keeping':
      return 'The new secret is safe in Rekey’s encrypted database. The old key works as before.';
    case 'verifying':
      return 'The new secret is in the keychain. The old key works as before.';
    case 'distributing':
    case 'overlapping':
      return 'Both keys work.';
    case 'retiring':
      return 'Whether the old key has ended is not certain. The new key is stored and proved.';
    case 'verifying-dead':
      return 'The old key was ended, but it is not proved dead. The new key is stored and proved.';
    case 'rolling-back':
      return 'The old key was not touched. Whether the new key has ended is not certain.';
    default:
      return 'The old key works as before.';
  }
}

function inPlaceNote(from: RotationStep, { plan, overlapUntil }: About): string {
  const old =
    plan.strategy === 'immediate'
      ? 'The old one is refused since the call.'
      : overlapUntil === null
        ? 'The old one works until its end.'
        : `The old one works until ${exactTime(overlapUntil)}.`;
  switch (from) {
    case 'minting':
      return 'Nothing was changed, and the secret works as before.';
    case 'reconciling':
      return `A new secret may be in force, and nobody has seen it. If it is: ${old} No other is made without your consent.`;
    case 'keeping':
      return `The new secret is safe in Rekey’s encrypted database. ${old}`;
    case 'verifying':
    case 'distributing':
    case 'overlapping':
      return `The new secret is in the keychain. ${old}`;
    case 'retiring':
      return 'Whether the old secret has ended is not certain. The new one is stored and proved.';
    case 'verifying-dead':
      return 'The old secret should have ended, but it is not proved dead. The new one is stored and proved.';
    default:
      return 'The secret works as before.';
  }
}
