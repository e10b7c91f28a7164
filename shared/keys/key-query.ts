import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/duration.ts';
import { keyAge } from './age.ts';
import type { KeySummary } from './key.ts';
import {
  choiceFields,
  choices,
  endedWords,
  textFields,
  type ChoiceField,
  type TextField,
} from './key-query-fields.ts';

/**
 * The search grammar of the key list. Words are joined by "and"; `-` before one excludes; a comma
 * in a value means "or"; quotes keep spaces together:
 *
 *     orders status:active,unknown env:production age:>90d -owner:"Team A" is:attention
 *
 * What is no filter is searched as text; a half-typed filter (`status:`, `age:>`) hides nothing.
 */

/** The words behind ids that a person may type. */
export interface KeyQueryNames {
  readonly providerName: (providerId: string) => string;
  readonly accountLabel: (connectionId: string) => string;
}

/** A row with everything that is searched in lower case, so that a keystroke compares only. */
export interface IndexedKey {
  readonly key: KeySummary;
  readonly haystack: string;
  readonly fields: Readonly<Record<TextField, string>>;
}

type DurationField = 'age' | 'rotated';
const comparisons = ['>', '>=', '<', '<='] as const;
type Comparison = (typeof comparisons)[number];

type KeyTest =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'contains'; readonly field: TextField; readonly values: readonly string[] }
  | { readonly kind: 'choice'; readonly field: ChoiceField; readonly values: readonly string[] }
  | {
      readonly kind: 'duration';
      readonly field: DurationField;
      readonly comparison: Comparison;
      readonly durationMs: number;
    }
  | { readonly kind: 'never-rotated' }
  | { readonly kind: 'is'; readonly states: readonly IsState[] }
  /** A filter that is still being typed: hides nothing. */
  | { readonly kind: 'unfinished' };

export interface KeyTerm {
  readonly test: KeyTest;
  readonly isNegated: boolean;
  /** As typed, without the spaces around it. */
  readonly source: string;
}

const isStates = ['attention', 'rotating'] as const;
type IsState = (typeof isStates)[number];

const durationUnitsMs: Readonly<Record<string, number>> = {
  min: MINUTE_MS,
  h: HOUR_MS,
  d: DAY_MS,
  w: 7 * DAY_MS,
  m: 30 * DAY_MS,
  y: 365 * DAY_MS,
};

const searchable = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Prepares one row for `keyPredicate`. */
export function indexKey(key: KeySummary, names: KeyQueryNames): IndexedKey {
  const fields = {
    provider: searchable(`${key.providerId}\n${names.providerName(key.providerId)}`),
    app: searchable(key.containerName),
    account: searchable(names.accountLabel(key.connectionId)),
    name: searchable(key.name),
    owner: searchable(key.owner),
    purpose: searchable(key.purpose),
    scope: searchable(key.scopeWords.join('\n')),
    id: searchable(key.providerKeyId),
  };
  const haystack = [...Object.values(fields), key.environment, key.status].join('\n');
  return { key, haystack, fields };
}

/** Reads what was typed. Never fails: what is no filter is text. */
export function parseKeyQuery(text: string): KeyTerm[] {
  return splitWords(text).map((source) => {
    const isNegated = source.length > 1 && source.startsWith('-');
    return { source, isNegated, test: parseTest(isNegated ? source.slice(1) : source) };
  });
}

/** Whether a row fits all terms. `now` is needed for ages; milliseconds since 1970. */
export function keyPredicate(
  terms: readonly KeyTerm[],
  now: number,
): (indexed: IndexedKey) => boolean {
  const finished = terms.filter((term) => term.test.kind !== 'unfinished');
  return (indexed) => finished.every((term) => passes(term.test, indexed, now) !== term.isNegated);
}

/** Whether exactly this filter, such as `status:active`, stands in the text. */
export function hasFilter(text: string, filter: string): boolean {
  return splitWords(text).includes(filter);
}

/** Adds the filter at the end, or takes it out when it is there. */
export function toggleFilter(text: string, filter: string): string {
  const words = splitWords(text);
  const without = words.filter((word) => word !== filter);
  return (without.length < words.length ? without : [...words, filter]).join(' ');
}

/** Whether a value of a filter needs quotes, and the value with them. */
export function quotedFilterValue(value: string): string {
  const plain = value.replaceAll('"', '');
  return /[\s,]/.test(plain) || plain === '' ? `"${plain}"` : plain;
}

/** Splits at white space outside quotes; a quote that is not closed runs to the end. */
function splitWords(text: string): string[] {
  return text.match(/(?:"[^"]*(?:"|$)|[^\s"])+/gu) ?? [];
}

function parseTest(word: string): KeyTest {
  const colon = word.indexOf(':');
  const field = colon > 0 ? word.slice(0, colon).toLowerCase() : '';
  const values = splitValues(word.slice(colon + 1));
  return parseFilter(field, values) ?? { kind: 'text', text: searchable(unquoted(word)) };
}

/** Null: not a filter after all. */
function parseFilter(field: string, values: readonly string[]): KeyTest | null {
  const textField = Object.hasOwn(textFields, field) ? textFields[field] : undefined;
  if (textField !== undefined)
    return values.length === 0
      ? { kind: 'unfinished' }
      : { kind: 'contains', field: textField, values };
  const choiceField = Object.hasOwn(choiceFields, field) ? choiceFields[field] : undefined;
  if (choiceField !== undefined) return parseChoice(choiceField, values);
  if (field === 'age' || field === 'rotated') return parseDuration(field, values);
  if (field === 'is') return parseIs(values);
  return null;
}

function parseChoice(field: ChoiceField, values: readonly string[]): KeyTest | null {
  if (values.length === 0) return { kind: 'unfinished' };
  const known = values.flatMap((value) =>
    choices[field].filter((choice) => startsLike(choice, value)),
  );
  if (known.length === 0) return null;
  return {
    kind: 'choice',
    field,
    values: known.map((choice) => (endedWords.has(choice) ? 'ended' : choice)),
  };
}

/** `keychain` finds `in-keychain`, `prod` finds `production`. */
function startsLike(choice: string, typed: string): boolean {
  return choice.startsWith(typed) || choice.split('-').some((part) => part.startsWith(typed));
}

function parseIs(values: readonly string[]): KeyTest | null {
  if (values.length === 0) return { kind: 'unfinished' };
  const states = isStates.filter((state) => values.some((value) => state.startsWith(value)));
  return states.length === 0 ? null : { kind: 'is', states };
}

function parseDuration(field: DurationField, values: readonly string[]): KeyTest | null {
  const value = values[0] ?? '';
  if (field === 'rotated' && value === 'never') return { kind: 'never-rotated' };
  const match = /^(>=|<=|>|<)?(\d{0,6})([a-z]*)$/u.exec(value);
  if (match === null) return null;
  const [, sign = '>=', digits = '', unit = ''] = match;
  const comparison = comparisons.find((known) => known === sign) ?? '>=';
  if (digits === '') return isBeginning(field, unit) ? { kind: 'unfinished' } : null;
  const unitMs = durationUnitsMs[unit === '' ? 'd' : unit];
  if (unitMs !== undefined)
    return { kind: 'duration', field, comparison, durationMs: Number(digits) * unitMs };
  const isHalfTyped = Object.keys(durationUnitsMs).some((known) => known.startsWith(unit));
  return isHalfTyped ? { kind: 'unfinished' } : null;
}

/** Letters without a number: nothing typed yet, or the beginning of `rotated:never`. */
function isBeginning(field: DurationField, letters: string): boolean {
  return letters === '' || (field === 'rotated' && 'never'.startsWith(letters));
}

/** The values between commas, in lower case, without quotes and without empty ones. */
function splitValues(text: string): string[] {
  return (text.match(/(?:"[^"]*(?:"|$)|[^,"])+/gu) ?? [])
    .map((value) => searchable(unquoted(value)))
    .filter((value) => value !== '');
}

const unquoted = (text: string): string => text.replaceAll('"', '');

function passes(test: KeyTest, indexed: IndexedKey, now: number): boolean {
  switch (test.kind) {
    case 'text':
      return indexed.haystack.includes(test.text);
    case 'contains':
      return test.values.some((value) => contains(indexed, test.field, value));
    case 'choice':
      return choicesOf(indexed.key, test.field).some((choice) => test.values.includes(choice));
    case 'duration':
      return passesDuration(test, indexed.key, now);
    case 'never-rotated':
      return indexed.key.lastRotatedAt === null;
    case 'is':
      return test.states.every((state) => isInState(indexed.key, state));
    case 'unfinished':
      return true;
  }
}

/** `scope:*` finds what is open to everybody or names a wildcard. */
function contains(indexed: IndexedKey, field: TextField, value: string): boolean {
  const text = indexed.fields[field];
  if (field === 'scope' && value === '*') return text.includes('*') || text.includes('open access');
  return text.includes(value);
}

function choicesOf(key: KeySummary, field: ChoiceField): readonly string[] {
  switch (field) {
    case 'status':
      return [key.status];
    case 'environment':
      return [key.environment];
    case 'custody':
      return [key.custody];
    case 'attention':
      return key.attention;
  }
}

function isInState(key: KeySummary, state: IsState): boolean {
  return state === 'attention' ? key.attention.length > 0 : key.openRotationId !== null;
}

/** A key without the provider's date is only known to be at least so old: it is never "younger than". */
function passesDuration(
  test: Extract<KeyTest, { kind: 'duration' }>,
  key: KeySummary,
  now: number,
): boolean {
  if (test.field === 'rotated' && key.lastRotatedAt === null) return false;
  const { ageMs, isAtLeast } =
    key.lastRotatedAt !== null && test.field === 'rotated'
      ? { ageMs: now - key.lastRotatedAt, isAtLeast: false }
      : keyAge(key, now);
  switch (test.comparison) {
    case '>':
      return ageMs > test.durationMs;
    case '>=':
      return ageMs >= test.durationMs;
    case '<':
      return !isAtLeast && ageMs < test.durationMs;
    case '<=':
      return !isAtLeast && ageMs <= test.durationMs;
  }
}
