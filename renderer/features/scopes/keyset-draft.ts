import {
  keysetFields,
  keysetLockReason,
  keysetRuleProblems,
  keysetValueProblem,
  type KeysetField,
  type KeysetScope,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';
import type { ScopeDraft } from '../../parts/scope-draft.ts';
import { readKeysetText, type Properties } from './keyset-document.ts';

export type { Properties } from './keyset-document.ts';

/**
 * Problems by property name. Only what was changed is checked: an odd value that the provider sent
 * is the provider's, and no reason to refuse another change.
 */
export function propertyProblems(
  fields: readonly KeysetField[],
  original: Properties,
  properties: Properties,
): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const value = properties[field.name];
    if (value === undefined || value === original[field.name]) continue;
    const problem = keysetValueProblem(field, value);
    if (problem !== null) problems[field.name] = problem;
  }
  return problems;
}

/**
 * All problems of a draft by property name: wrong values, changed locks, and what a switch that is
 * on needs. `shown` is empty for a new keyset; what it lacks itself is the provider's.
 */
export function keysetProblems(
  generation: KeysetScope['generation'],
  shown: Properties,
  properties: Properties,
): Readonly<Record<string, string>> {
  const fields = keysetFields(generation);
  const lackedBefore = keysetRuleProblems(generation, shown);
  const lacks = Object.entries(keysetRuleProblems(generation, properties)).filter(
    ([name]) => lackedBefore[name] === undefined,
  );
  return {
    ...Object.fromEntries(lacks),
    ...propertyProblems(fields, shown, properties),
    ...Object.fromEntries(
      fields.flatMap((field) => {
        const isChanged =
          properties[field.name] !== undefined && properties[field.name] !== shown[field.name];
        const reason = isChanged ? keysetLockReason(field, shown[field.name]) : null;
        return reason === null ? [] : [[field.name, reason]];
      }),
    ),
  };
}

/** Why the document of a keyset cannot be read now, in words; empty when it can. */
export function keysetDocumentProblems(
  generation: KeysetScope['generation'],
  { text }: ScopeDraft,
): readonly string[] {
  if (text === null) return [];
  const reading = readKeysetText(generation, text);
  return reading.kind === 'read' ? [] : reading.problems;
}

/** The document was typed in: the settings follow as soon as it can be read. What it leaves out is as shown. */
export function withKeysetDocument(
  draft: ScopeDraft,
  generation: KeysetScope['generation'],
  shown: Properties,
  text: string,
): ScopeDraft {
  const reading = readKeysetText(generation, text);
  return reading.kind === 'read'
    ? { input: { kind: 'keyset', properties: { ...shown, ...reading.properties } }, text }
    : { ...draft, text };
}

/** Why a setting has no effect now: the switch it depends on is off. Null when it has. */
export function idleReason(
  field: KeysetField,
  fields: readonly KeysetField[],
  properties: Properties,
): string | null {
  if (field.requires === null || properties[field.requires] !== false) return null;
  const switchField = fields.find(({ name }) => name === field.requires);
  return `Has no effect while ${switchField?.label ?? field.requires} is off.`;
}

/** Known properties of an answer that were not part of the request, with the values that were chosen. */
export function returnedDefaults(
  scope: KeysetScope,
  sent: Properties,
): readonly { readonly field: KeysetField; readonly value: PropertyValue }[] {
  return keysetFields(scope.generation).flatMap((field) => {
    const value = scope.properties[field.name];
    const isChosen = value !== undefined && value !== null && !Object.hasOwn(sent, field.name);
    return isChosen ? [{ field, value }] : [];
  });
}

/**
 * One setting changed in the form; what was typed in the document gives way. An emptied field that
 * has no value at the provider is as it was, not a text of no letters.
 */
export function withProperty(
  draft: ScopeDraft,
  shown: Properties,
  name: string,
  value: PropertyValue,
): ScopeDraft {
  if (draft.input.kind !== 'keyset') return draft;
  const { properties } = draft.input;
  const isEmptied = value === '' && (shown[name] ?? null) === null;
  const next = isEmptied ? shown[name] : value;
  const changed =
    next === undefined
      ? Object.fromEntries(Object.entries(properties).filter(([other]) => other !== name))
      : { ...properties, [name]: next };
  return { input: { kind: 'keyset', properties: changed }, text: null };
}
