import type { ActivityEntry } from '../../shared/activity/activity-entry.ts';
import type { AppErrorKind } from '../../shared/errors/app-error.ts';
import type { RotationStep } from '../../shared/rotations/rotation-view.ts';
import { countOf } from './count-words.ts';
import { roleWords } from './key-words.ts';

const errorWords: Readonly<Record<AppErrorKind, string>> = {
  'provider-unauthorized': 'the session had ended',
  'sign-in-refused': 'the sign-in was not accepted',
  'provider-forbidden': 'the account may not do it',
  'provider-rate-limited': 'too many requests',
  'too-many-reveals': 'too many secrets were revealed in a minute',
  'provider-unavailable': 'the provider was not available',
  'provider-rejected': 'the provider said no',
  'provider-changed': 'the provider answered in a new form',
  'network-offline': 'no network',
  'address-refused': 'the server address could not be used',
  'timed-out': 'no answer in time',
  locked: 'Rekey was locked',
  'keychain-unavailable': 'the keychain could not be used',
  'no-place-for-secret': 'no place to keep the secret',
  'database-unavailable': 'the saved list could not be used',
  'storage-full': 'the disk was full',
  'secret-unreadable': 'the secret was not on this machine',
  'clipboard-unavailable': 'no clipboard',
  'file-refused': 'the file could not be written',
  'program-failed': 'the program did not take the secret',
  'not-found': 'it was no longer there',
  conflict: 'something else was in the way',
  'invalid-input': 'a value did not have its form',
  'outcome-unknown': 'the answer was lost',
  'not-supported': 'the provider does not offer it',
  cancelled: 'cancelled',
  unexpected: 'a fault in Rekey',
};

const stepWords: Readonly<Record<RotationStep, string>> = {
  planned: 'planned',
  minting: 'creating the new key',
  reconciling: 'looking for the new key',
  keeping: 'keeping the new secret',
  verifying: 'proving the new key',
  distributing: 'handing out the new secret',
  overlapping: 'both keys work',
  retiring: 'ending the old key',
  'verifying-dead': 'proving the old key dead',
  completed: 'completed',
  'rolling-back': 'rolling back',
  'rolled-back': 'rolled back',
  cancelled: 'cancelled',
  'needs-attention': 'needs attention',
};

type FactValue = ActivityEntry['facts'][string];

/** The facts of an entry in a few words each, in the order they were recorded. */
export function factWords(facts: ActivityEntry['facts']): string[] {
  return Object.entries(facts).map(([name, value]) => oneFact(name, value));
}

function oneFact(name: string, value: FactValue): string {
  const text = String(value);
  switch (name) {
    case 'error':
      return wordOr(errorWords, text);
    case 'step':
      return wordOr(stepWords, text);
    case 'from':
      return `stopped while ${wordOr(stepWords, text)}`;
    case 'keys':
      return typeof value === 'number' ? countOf(value, 'key', 'keys') : `keys: ${text}`;
    case 'pages':
      return typeof value === 'number' ? countOf(value, 'page', 'pages') : `pages: ${text}`;
    case 'keyset':
      return `in ${text}`;
    case 'before':
      return `formerly ${text}`;
    case 'part':
      return wordOr(roleWords, text).toLowerCase();
    case 'stub':
      return `${text}…`;
    case 'receipt':
      return `receipt ${text.slice(0, 12)}…`;
    case 'environment':
      return text;
    case 'intent':
      return text === 'create' ? 'as a new name' : 'over an existing name';
    case 'what':
      return text === 'attest-new' ? 'the new key works' : 'the old key is dead';
    case 'user':
      return `by ${text}`;
    case 'unreadable':
      return 'cannot be read';
    default:
      return `${name}: ${text}`;
  }
}

const wordOr = (words: Readonly<Record<string, string>>, text: string): string =>
  words[text] ?? text;
