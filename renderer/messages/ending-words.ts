import type { KeyStatus } from '../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import { statusWords } from './key-words.ts';

/** How a provider ends a key for good; null where Rekey cannot. */
export type Ending = ProviderDescriptor['capabilities']['end'];

interface EndingWords {
  /** On a button and at the head of a dialog: "Disable". */
  readonly verb: string;
  /** What the key is afterwards: "disabled". */
  readonly done: string;
  readonly nothingLeft: string;
}

export const endingWords: Readonly<Record<NonNullable<Ending>, EndingWords>> = {
  disable: {
    verb: 'Disable',
    done: 'disabled',
    nothingLeft: 'This key is disabled. It cannot be enabled, edited or rotated.',
  },
  revoke: {
    verb: 'Revoke',
    done: 'revoked',
    nothingLeft: 'This key is revoked. It cannot be brought back, edited or rotated.',
  },
  delete: {
    verb: 'Delete',
    done: 'deleted',
    nothingLeft: 'This key is deleted. It cannot be brought back, edited or rotated.',
  },
};

/** A status in the provider's own word: an ended key is disabled here and revoked there. */
export const statusWord = (status: KeyStatus, ending: Ending | undefined): string =>
  status === 'ended' && ending !== null && ending !== undefined
    ? endingWords[ending].done
    : statusWords[status];

/** What ends a key, where its provider may be unknown to this version. */
export const endingVerb = (ending: Ending | undefined): string =>
  ending === null || ending === undefined ? 'End' : endingWords[ending].verb;
