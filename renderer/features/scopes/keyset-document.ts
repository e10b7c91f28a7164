import {
  keysetFields,
  type KeysetScope,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';
import { repeatedKeys } from '../../../shared/scopes/repeated-keys.ts';

export type Properties = Readonly<Record<string, PropertyValue>>;

type Generation = KeysetScope['generation'];

/** A keyset's document read: its settings, or why it is none, in words. */
export type KeysetReading =
  | { readonly kind: 'read'; readonly properties: Properties }
  | { readonly kind: 'unreadable'; readonly problems: readonly string[] };

/** The settings as the provider writes them: v1 flat, v2 in sections. In the order of the table. */
export function keysetText(generation: Generation, properties: Properties): string {
  const document: Record<string, unknown> = {};
  for (const { name } of keysetFields(generation)) {
    const value = properties[name];
    if (value === undefined) continue;
    const [section = name, leaf] = name.split('.');
    if (leaf === undefined) document[name] = value;
    else document[section] = { ...(document[section] ?? {}), [leaf]: value };
  }
  return JSON.stringify(document, null, 2);
}

/** Reads a document. Settings that Rekey does not manage are refused by name: they would not be sent. */
export function readKeysetText(generation: Generation, text: string): KeysetReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable(['This is not JSON.']);
  }
  if (!isObject(value)) return unreadable(['The document is an object of settings.']);
  const known = new Set(keysetFields(generation).map(({ name }) => name));
  const leaves =
    generation === 'v1' ? Object.entries(value) : Object.entries(value).flatMap(leavesOf);
  const problems = [
    ...repeatedKeys(text).map(
      (name) => `“${name}” stands more than once in one place; only the last would count.`,
    ),
    ...leaves.flatMap(([name, leaf]) => {
      if (!known.has(name)) return [`Rekey does not manage “${name}” and would not send it.`];
      return isPropertyValue(leaf) ? [] : [`“${name}” is on, off, a whole number, a text or null.`];
    }),
  ];
  return problems.length > 0
    ? unreadable(problems)
    : { kind: 'read', properties: Object.fromEntries(leaves.filter(isSetting)) };
}

/** `{presence: {enabled: true}}` as `presence.enabled`. */
function leavesOf([section, value]: [string, unknown]): [string, unknown][] {
  return isObject(value)
    ? Object.entries(value).map(([leaf, inner]) => [`${section}.${leaf}`, inner])
    : [[section, value]];
}

const unreadable = (problems: readonly string[]): KeysetReading => ({
  kind: 'unreadable',
  problems,
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPropertyValue = (value: unknown): value is PropertyValue =>
  value === null ||
  typeof value === 'boolean' ||
  typeof value === 'string' ||
  (typeof value === 'number' && Number.isSafeInteger(value));

const isSetting = (entry: [string, unknown]): entry is [string, PropertyValue] =>
  isPropertyValue(entry[1]);
