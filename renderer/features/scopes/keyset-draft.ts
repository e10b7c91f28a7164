import type { Environment } from '../../../shared/keys/key.ts';
import {
  keysetChanges,
  keysetFields,
  keysetValueProblem,
  type KeysetField,
  type KeysetScope,
  type PropertyChange,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';

export type Properties = Readonly<Record<string, PropertyValue>>;

/** What a form holds before it is saved. A number field that was emptied holds null. */
export interface KeysetDraft {
  readonly name: string;
  readonly environment: Environment;
  readonly properties: Properties;
}

/** What would be sent: null and absent mean "as it is". */
export interface DraftChanges {
  readonly name: string | null;
  readonly environment: Environment | null;
  readonly properties: readonly PropertyChange[];
  readonly count: number;
}

export function draftChanges(
  original: KeysetDraft,
  scope: KeysetScope | null,
  draft: KeysetDraft,
): DraftChanges {
  const name = draft.name === original.name ? null : draft.name;
  const environment = draft.environment === original.environment ? null : draft.environment;
  const properties = scope === null ? [] : keysetChanges(scope, draft.properties);
  return {
    name,
    environment,
    properties,
    count: properties.length + (name === null ? 0 : 1) + (environment === null ? 0 : 1),
  };
}

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

/** The changes whose saving may destroy data. */
export const dangerousChanges = (changes: DraftChanges): readonly PropertyChange[] =>
  changes.properties.filter(({ field }) => field.danger !== null);

/** Known properties of an answer that were not part of the request, with the values that came back. */
export function returnedDefaults(
  scope: KeysetScope,
  sent: Properties,
): readonly { readonly field: KeysetField; readonly value: PropertyValue }[] {
  return keysetFields(scope.generation).flatMap((field) => {
    const value = scope.properties[field.name];
    return value === undefined || Object.hasOwn(sent, field.name) ? [] : [{ field, value }];
  });
}
