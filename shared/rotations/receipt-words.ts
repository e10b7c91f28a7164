import { isInPlace } from './rotation-strategy.ts';
import type { RotationReceipt } from './rotation-receipt.ts';
import type { Proof, RotationView } from './rotation-view.ts';

type Ended = Pick<
  RotationReceipt,
  'outcome' | 'strategy' | 'newKey' | 'proofNew' | 'proofDead' | 'timeline' | 'isOldEnded'
>;
type Told = Pick<RotationView, 'timeline'>;

/** How it ended, in a sentence or two. A person's word is never called a proof. */
export function outcomeSentence(receipt: Ended): string {
  const { outcome, strategy, proofNew, proofDead } = receipt;
  switch (outcome) {
    case 'completed':
      if (isNewEnded(receipt)) return newEndedSentence;
      return proofNew?.how === 'probe' && proofDead?.how === 'probe'
        ? `The new ${isInPlace(strategy) ? 'secret' : 'key'} is stored and proved, and the old one is dead.`
        : `${storedSentence(proofNew, isInPlace(strategy) ? 'secret' : 'key')} ${deadSentence(proofDead)}`;
    case 'rolled-back':
      return receipt.isOldEnded === true
        ? 'The new key was ended, and somebody had ended the old one too: neither works.'
        : 'The new key was ended again. The old key works as before.';
    case 'cancelled':
      return cancelledSentence(receipt);
  }
}

/** Somebody ended the new one while the old one’s death was being proved. */
export const isNewEnded = ({ proofDead }: Pick<Ended, 'proofDead'>): boolean =>
  proofDead?.how === 'attested' && proofDead.reason === 'new-key-ended';

export const newEndedSentence =
  'Neither works: somebody else has ended the new one. That the old one is dead was attested, not checked. Make another one.';

/** What is known of the new one. */
export function storedSentence(proofNew: Proof | null, what: 'key' | 'secret' | 'one'): string {
  if (proofNew === null) return `The new ${what} is stored. That it works is not proved.`;
  return proofNew.how === 'probe'
    ? `The new ${what} is stored and proved.`
    : `The new ${what} is stored. That it works was attested, not checked.`;
}

/** What is known of the old one once it has ended. */
export function deadSentence(proofDead: Proof | null): string {
  if (proofDead === null) return 'That the old one is dead is not proved.';
  return proofDead.how === 'probe'
    ? 'The old one is dead.'
    : 'That the old one is dead was attested, not checked.';
}

/** A call was sent whose outcome nobody saw, or what it made was given up for another. */
export const mayHaveMade = ({ timeline }: Told): boolean =>
  timeline.some(({ step }) => step === 'reconciling' || step === 'keeping');

/** In place of a new key that the receipt cannot name. */
export function noNewKeyWords(receipt: Ended): string {
  // Receipts of older versions do not name what was found without its secret.
  if (receipt.outcome === 'rolled-back') return 'found, but its secret could not be read';
  if (mayHaveMade(receipt)) return 'none is known';
  return wasInConsole(receipt) ? 'none was entered' : 'none was created';
}

function cancelledSentence(receipt: Ended): string {
  const { strategy } = receipt;
  if (!mayHaveMade(receipt)) {
    if (wasInConsole(receipt))
      return 'Rekey changed nothing. A key that was made in the console is still there. The old key works as before.';
    return `Nothing was changed. The ${isInPlace(strategy) ? 'secret' : 'old key'} works as before.`;
  }
  if (receipt.isOldEnded === true)
    return 'Rekey ended nothing, but somebody ended the old key: it no longer works. What may have been created is in the list of keys.';
  return isInPlace(strategy)
    ? 'Whether a new secret is in force is not certain. If it is, the old one has ended or will end. Look at the secrets in the details of the key.'
    : 'Rekey ended nothing: the old key works as before. What may have been created is in the list of keys.';
}

const wasInConsole = ({ strategy, timeline }: Ended): boolean =>
  strategy === 'guided' && timeline.some(({ step }) => step === 'minting');
