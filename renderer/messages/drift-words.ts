import type { DriftKind } from '../../shared/keys/drift-row.ts';
import type { Environment, KeyStatus } from '../../shared/keys/key.ts';
import { environmentWords, statusWords } from './key-words.ts';

/** One change in words. `names` are of unknown origin: they are shown escaped, after the sentence. */
export interface DriftSentence {
  readonly sentence: string;
  readonly names: readonly string[];
}

/** What changed, said so that the key's own name can stand before it. */
export function driftWords(kind: DriftKind, details: readonly string[]): DriftSentence {
  const [before = '', after = ''] = details;
  switch (kind) {
    case 'created':
      return plain('New: it was not made here');
    case 'gone':
      return plain('The provider no longer lists it');
    case 'came-back':
      return plain(`Listed again: ${wordOf(statusWords, before)}`);
    case 'status':
      return plain(`Now ${wordOf(statusWords, after)}, was ${wordOf(statusWords, before)}`);
    case 'renamed':
      return { sentence: 'Renamed; its name was', names: [before] };
    case 'environment':
      return plain(`Now ${environmentWord(after)}, was ${environmentWord(before)}`);
    case 'scope-widened':
      return { sentence: 'May do more:', names: details };
    case 'scope-narrowed':
      return { sentence: 'May do less:', names: details };
    case 'scope-changed':
      return details.length === 0
        ? plain('Has rights of another kind')
        : { sentence: 'Settings changed:', names: details };
    case 'unmanaged-appeared':
      return { sentence: 'Has properties that Rekey does not manage:', names: details };
    case 'unmanaged-vanished':
      return { sentence: 'Lost properties that Rekey does not manage:', names: details };
  }
}

const plain = (sentence: string): DriftSentence => ({ sentence, names: [] });

const isWord = <T extends string>(words: Readonly<Record<T, string>>, name: string): name is T =>
  Object.hasOwn(words, name);

const wordOf = (words: Readonly<Record<KeyStatus, string>>, name: string): string =>
  isWord(words, name) ? words[name] : 'unknown';

const environmentWord = (name: string): string =>
  isWord<Environment>(environmentWords, name) && name !== 'unset'
    ? environmentWords[name]
    : 'without an environment';
