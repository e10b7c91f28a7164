import type { KeysetScope, PropertyValue } from './keyset-scope-schema.ts';

/** What both generations of keysets have, under the name each gives it. */
const names = {
  v1: {
    accessManager: 'uls',
    history: 'history',
    historyDays: 'message_storage_ttl',
    presence: 'presence',
    appContext: 'objects',
    files: 'files_enabled',
    wildcards: 'wildcardsubscribe',
  },
  v2: {
    accessManager: 'accessManager.enabled',
    history: 'messagePersistence.enabled',
    historyDays: 'messagePersistence.retention',
    presence: 'presence.enabled',
    appContext: 'appContext.enabled',
    files: 'files.enabled',
    wildcards: 'streamController.wildcardSubscribe',
  },
} as const;

/** PubNub keeps messages for at most 365 days in v1, where the maximum reads as "for ever". */
const LONGEST_HISTORY_DAYS = 365;

/** A setting that both generations know; undefined where the provider did not send it. */
export const keysetSetting = (
  { generation, properties }: Pick<KeysetScope, 'generation' | 'properties'>,
  setting: keyof (typeof names)['v1'],
): PropertyValue | undefined => properties[names[generation][setting]];

/** Only an Access Manager known to be off counts; a property the provider did not send does not. */
export const isOpenToEverybody = (scope: KeysetScope): boolean =>
  keysetSetting(scope, 'accessManager') === false;

/** In v2 a retention of 0 days means unlimited. */
export function keepsHistoryForever(scope: KeysetScope): boolean {
  if (keysetSetting(scope, 'history') !== true) return false;
  const days = keysetSetting(scope, 'historyDays');
  return (
    typeof days === 'number' &&
    (days >= LONGEST_HISTORY_DAYS || (scope.generation === 'v2' && days === 0))
  );
}

/** The scope in a few words, most telling first. */
export function keysetScopeWords(scope: KeysetScope): string[] {
  const words: string[] = [];
  if (keysetSetting(scope, 'accessManager') === false) words.push('open access');
  if (keysetSetting(scope, 'accessManager') === true) words.push('access manager');
  if (keysetSetting(scope, 'history') === true) words.push(historyWord(scope));
  if (keysetSetting(scope, 'presence') === true) words.push('presence');
  if (keysetSetting(scope, 'appContext') === true) words.push('app context');
  if (keysetSetting(scope, 'files') === true) words.push('files');
  if (keysetSetting(scope, 'wildcards') === true) words.push('wildcards');
  return words;
}

function historyWord(scope: KeysetScope): string {
  const days = keysetSetting(scope, 'historyDays');
  if (typeof days !== 'number') return 'history';
  return scope.generation === 'v2' && days === 0
    ? 'history unlimited'
    : `history ${String(days)} d`;
}
