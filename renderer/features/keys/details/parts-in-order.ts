import type { Part } from '../../../../shared/keys/key.ts';
import { roleWords } from '../../../messages/key-words.ts';

export interface OrderedParts {
  /** As the provider lists them, but of the secrets the current one first, then by their end. */
  readonly valid: readonly Part[];
  readonly ended: readonly Part[];
}

export function partsInOrder(parts: readonly Part[]): OrderedParts {
  const isEnded = ({ nature, state }: Part) => nature === 'secret' && state === 'ended';
  // A key whose only secret has ended still shows it in its place.
  const hasValidSecret = parts.some((part) => part.nature === 'secret' && !isEnded(part));
  const valid = parts.filter((part) => !hasValidSecret || !isEnded(part));
  return {
    valid: valid.toSorted((one, other) => rank(one) - rank(other) || endOf(one) - endOf(other)),
    ended: hasValidSecret ? parts.filter(isEnded) : [],
  };
}

const rank = ({ nature, state }: Part): number =>
  nature === 'identifier' ? 0 : state === 'current' ? 1 : 2;
const endOf = ({ nature, expiresAt }: Part): number =>
  nature === 'identifier' ? 0 : (expiresAt ?? Number.MAX_SAFE_INTEGER);

/** Beside the value. */
export const shortLabel = ({ role, nature, state }: Part): string =>
  nature === 'identifier' || state === 'current'
    ? roleWords[role]
    : state === 'expiring'
      ? 'Expiring'
      : 'Ended';

/** In full, for those who hear it: several secrets of one key are told apart by what they begin with. */
export function secretNames({ role, state, stub }: Part): {
  readonly label: string;
  readonly noun: string;
} {
  const label = roleWords[role];
  if (state === 'current') return { label, noun: nounOf(label) };
  const beginning = stub === null ? '' : ` ${stub}`;
  const noun = `${state} ${nounOf(label)}${beginning}`;
  return { label: `${noun.slice(0, 1).toUpperCase()}${noun.slice(1)}`, noun };
}

const nounOf = (label: string): string =>
  label.replace(/^[A-Z](?=[a-z])/u, (first) => first.toLowerCase());
