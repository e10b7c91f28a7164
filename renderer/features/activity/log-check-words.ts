import type { Output } from '../../../shared/ipc/contract.ts';
import { countOf, figure } from '../../messages/count-words.ts';

export interface VerdictWords {
  readonly isWhole: boolean;
  readonly title: string;
  readonly sentence: string;
}

/** What recomputing the chain found. */
export function verdictWords({ entryCount, brokenAtSeq }: Output<'activity.verify'>): VerdictWords {
  if (brokenAtSeq === null) {
    return {
      isWhole: true,
      title: `${countOf(entryCount, 'entry fits', 'entries fit')} together`,
      sentence:
        'Every hash was recomputed from the first entry on. Nothing in the log was changed or taken out of its middle.',
    };
  }
  return {
    isWhole: false,
    title: `Entry ${figure(brokenAtSeq)} does not fit`,
    sentence: `Of ${countOf(entryCount, 'entry', 'entries')} this is the first whose hash differs: it, or the one before it, was changed or removed outside Rekey. What comes before it is intact. Export the log and keep the file.`,
  };
}
