import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { figure } from '../../messages/count-words.ts';

type VaultLimits = Pick<ProviderDescriptor['limits'], 'vaultNamePattern' | 'vaultNameMax'>;

/** The greatest value that Rekey sends, in characters. */
const VALUE_MAX = 64_000;

/** What is wrong with the name of a new secret, in a sentence; null when nothing is. */
export function nameProblem(name: string, limits: VaultLimits): string | null {
  if (name === '') return 'A secret needs a name.';
  if ([...name].length > limits.vaultNameMax)
    return `A name has at most ${limits.vaultNameMax} characters.`;
  const pattern = new RegExp(limits.vaultNamePattern, 'u');
  if (pattern.test(name)) return null;
  const refused = refusedCharacters(name, pattern);
  return refused.length === 0
    ? 'The provider does not allow this name.'
    : `A name cannot contain ${listed(refused.map(characterWord))}.`;
}

/** Each character tried behind a letter, because a pattern may refuse one only at the beginning. */
const refusedCharacters = (name: string, pattern: RegExp): string[] =>
  [...new Set(name)].filter((character) => !pattern.test(`a${character}`));

function characterWord(character: string): string {
  if (character === ' ') return 'spaces';
  if (/[\p{C}\p{Z}]/u.test(character)) return 'invisible characters';
  return `“${character}”`;
}

function listed(words: readonly string[]): string {
  const distinct = [...new Set(words)].slice(0, 4);
  const last = distinct.at(-1) ?? '';
  return distinct.length < 2 ? last : `${distinct.slice(0, -1).join(', ')} or ${last}`;
}

/** What is wrong with a value before it is sent; null when nothing is. Never contains the value. */
export function valueProblem(secretValue: string): string | null {
  if (secretValue === '') return 'The value is missing.';
  if (secretValue.length > VALUE_MAX)
    return `The value is longer than ${figure(VALUE_MAX)} characters.`;
  return null;
}

/** Where white space surrounds a value: mostly a slip of copying, and rarely meant. */
export function surroundingSpace(secretValue: string): string | null {
  const isBefore = secretValue.trimStart() !== secretValue;
  const isAfter = secretValue.trimEnd() !== secretValue;
  if (isBefore && isAfter) return 'begins and ends with white space';
  if (isBefore) return 'begins with white space';
  if (!isAfter) return null;
  return /[\r\n]\s*$/u.test(secretValue) ? 'ends with a line break' : 'ends with white space';
}
