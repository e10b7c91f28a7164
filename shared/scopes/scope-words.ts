import { assertNever } from '../lib/assert-never.ts';
import { capabilityWords } from './capability-scope.ts';
import { channelScopeWords } from './channel-scope.ts';
import type { KeyScope } from './key-scope.ts';
import { keysetScopeWords } from './keyset-words.ts';

/** As many as a list row carries. */
export const MAX_SCOPE_WORDS = 12;
const MAX_LENGTH = 80;

/** A scope in at most twelve short words, most telling first, for a list row and the search. */
export const scopeWords = (scope: KeyScope): string[] =>
  wordsOf(scope)
    .slice(0, MAX_SCOPE_WORDS)
    .map((word) => [...word.toWellFormed()].slice(0, MAX_LENGTH / 2).join(''));

function wordsOf(scope: KeyScope): string[] {
  switch (scope.kind) {
    case 'keyset':
      return keysetScopeWords(scope);
    case 'capability':
      return capabilityWords(scope);
    case 'channels':
      return channelScopeWords(scope);
    case 'project':
      return ['whole project'];
    case 'unknown':
      return [];
    default:
      return assertNever(scope);
  }
}
