import { countOf } from '../../../messages/count-words.ts';

export const targetKinds = [
  { value: 'clientId', label: 'Clients', description: 'By client ID.' },
  {
    value: 'revocationKey',
    label: 'Revocation keys',
    description: 'Groups of tokens that were made as JWTs with a revocation key.',
  },
  {
    value: 'channel',
    label: 'Channels',
    description: 'Only where the provider has turned this on for the account.',
  },
] as const;
export type TargetKind = (typeof targetKinds)[number]['value'];

/** Ably's code for a target that is a channel, in an account that support did not turn this on for. */
const CHANNELS_OFF_CODE = '40163';

/** Why one target was left out while the request itself was taken. */
export function refusalSentence(code: string | null): string {
  if (code === null) return 'The provider gave no reason.';
  return code === CHANNELS_OFF_CODE
    ? `The provider has not turned this on for the account (${code}).`
    : `The provider’s code is ${code}.`;
}

/** The bounds of `tokenRevocationSchema`, which main checks; a test compares. */
const MAX_TARGETS = 100;
const MAX_TARGET_LENGTH = 1_000;

export interface Targets {
  readonly targets: readonly string[];
  /** What is wrong with what was entered; null also while nothing is. */
  readonly problem: string | null;
}

/** One name a line; spaces around it and empty lines do not count. */
export function targetsOf(kind: TargetKind, text: string): Targets {
  const names = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const targets = [...new Set(names)].map((name) => `${kind}:${name}`);
  const isFine = (target: string) =>
    target.length <= MAX_TARGET_LENGTH && !/\p{Cc}/u.test(target) && target.isWellFormed();
  if (targets.length > MAX_TARGETS)
    return {
      targets,
      problem: `${countOf(targets.length, 'name', 'names')}: at most 100 at once.`,
    };
  return targets.every(isFine)
    ? { targets, problem: null }
    : { targets, problem: 'A name is too long or holds a character that no name has.' };
}
