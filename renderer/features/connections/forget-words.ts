import type { Output } from '../../../shared/ipc/contract.ts';
import { countOf } from '../../messages/count-words.ts';

interface TitledSentence {
  readonly title: string;
  readonly sentence: string;
}

export interface ForgetWords {
  readonly leaves: string;
  /** What is deleted for good; null when everything can be read at the provider again. */
  readonly loss: TitledSentence | null;
  /** Why it cannot be done now. */
  readonly refusal: TitledSentence | null;
}

/** What forgetting an account means, in sentences. */
export function forgetWords(
  { keyCount, secretsOnlyHere, openRotations }: Output<'connections.forget-impact'>,
  { isSandbox, isByHand }: { readonly isSandbox: boolean; readonly isByHand: boolean },
): ForgetWords {
  const leave = keyCount === 1 ? 'leaves' : 'leave';
  const keys = `${countOf(keyCount, 'key', 'keys')} ${leave} the list, with notes and owners.`;
  return {
    leaves: isSandbox
      ? `${keys} Everything in the sandbox is simulated; it can be started afresh.`
      : `${keys} Nothing changes at the provider: the keys go on working, and ${isByHand ? 'to list them again each has to be added by hand' : 'connecting again finds them'}.`,
    loss: secretsOnlyHere === 0 ? null : lossOf(secretsOnlyHere, isSandbox),
    refusal:
      openRotations === 0
        ? null
        : {
            title: countOf(openRotations, 'rotation is open', 'rotations are open'),
            sentence:
              'An account cannot be forgotten in the middle of a rotation. Finish it or cancel it first.',
          },
  };
}

function lossOf(count: number, isSandbox: boolean): TitledSentence {
  const title = countOf(count, 'secret exists nowhere else', 'secrets exist nowhere else');
  const them = count === 1 ? 'It is' : 'They are';
  return {
    title,
    sentence: isSandbox
      ? `${them} simulated, and deleted with the sandbox.`
      : `${them} deleted from this machine’s keychain for good, and the provider does not show ${count === 1 ? 'it' : 'them'} again. Copy what you still need first.`,
  };
}
