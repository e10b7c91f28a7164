import type { KeysetField, KeysetFieldGroup } from './keyset-field.ts';
import { keysetFieldsV1 } from './keyset-fields-v1.ts';
import { keysetFieldsV2 } from './keyset-fields-v2.ts';
import type { KeysetScope, PropertyValue } from './keyset-scope-schema.ts';

export type { KeysetField, KeysetFieldGroup };
// The page uses the tables of fields, and its policy refuses what zod does when a schema is made.
export type { KeysetScope, PropertyValue };

const fieldsByGeneration = { v1: keysetFieldsV1, v2: keysetFieldsV2 } as const;

/** The fields of a scope's generation, in the order in which they are shown. */
export function keysetFields(generation: KeysetScope['generation']): readonly KeysetField[] {
  return fieldsByGeneration[generation];
}

/** Why a value is refused for a field, in words; null when it is fine. */
export function keysetValueProblem(field: KeysetField, value: PropertyValue): string | null {
  const { input } = field;
  if (field.locked === 'read-only') return `${field.label} can only be read.`;
  switch (input.type) {
    case 'switch':
      if (value === null && input.nullable === true) return null;
      if (typeof value !== 'boolean') return `${field.label} is on or off.`;
      return input.onlyOn === true && !value ? `${field.label} cannot be turned off here.` : null;
    case 'integer': {
      if (typeof value !== 'number' || !Number.isInteger(value))
        return `${field.label} is a whole number of ${input.unit}.`;
      if (value < input.min || (input.max !== null && value > input.max)) {
        const range = input.max === null ? `${input.min} or more` : `${input.min} to ${input.max}`;
        return `${field.label}: ${range} ${input.unit}.`;
      }
      return null;
    }
    case 'choice':
      return (typeof value === 'number' || typeof value === 'string') &&
        input.values.includes(value)
        ? null
        : `${field.label}: one of ${input.values.map((one) => choiceText(field, one)).join(', ')}.`;
    case 'text':
      if (value === null && input.nullable) return null;
      if (typeof value !== 'string' || value.trim() === '')
        return field.isNeverCleared === true
          ? `${field.label} cannot be cleared: the provider documents no way.`
          : `${field.label} must be filled in.`;
      return value.length > input.maxLength
        ? `${field.label}: at most ${input.maxLength} characters.`
        : null;
  }
}

/**
 * Why a field cannot be set to anything else, in words; null when it can. `shown` is what the
 * provider has: a region stays for ever once it is set (PubNub Admin API v2, "Create a new keyset").
 */
export function keysetLockReason(
  field: KeysetField,
  shown: PropertyValue | undefined,
): string | null {
  if (field.locked === 'read-only') return 'The provider sets it; it can only be read here.';
  if (field.locked !== 'once-set' || shown === null || shown === undefined) return null;
  return 'The provider does not let it be changed once it is set.';
}

/**
 * What a whole configuration lacks, in words by field: some fields need a value while their switch
 * is on. For a new keyset these are the settings that are sent, for a changed one all it will have.
 */
export function keysetRuleProblems(
  generation: KeysetScope['generation'],
  properties: Readonly<Record<string, PropertyValue>>,
): Readonly<Record<string, string>> {
  const fields = keysetFields(generation);
  const lacking = fields.filter(
    ({ name, requires, neededWhenOn }) =>
      neededWhenOn === true &&
      requires !== null &&
      properties[requires] === true &&
      (properties[name] ?? null) === null,
  );
  return Object.fromEntries(
    lacking.map(({ name, label, requires }) => {
      const owner = fields.find((other) => other.name === requires)?.label ?? requires ?? '';
      return [name, `${label} must be chosen when ${owner} is on.`];
    }),
  );
}

/** One changed property, for the diff before saving. */
export interface PropertyChange {
  readonly field: KeysetField;
  /** Undefined: the provider did not send this property before. */
  readonly before: PropertyValue | undefined;
  readonly after: PropertyValue;
}

/** The known properties in which two configurations differ, in the order of the field table. */
export function keysetChanges(
  before: KeysetScope,
  after: Readonly<Record<string, PropertyValue>>,
): PropertyChange[] {
  const changes: PropertyChange[] = [];
  for (const field of keysetFields(before.generation)) {
    const next = after[field.name];
    const previous = before.properties[field.name];
    if (next !== undefined && next !== previous)
      changes.push({ field, before: previous, after: next });
  }
  return changes;
}

/** A value as a person reads it: "on", "30 days", "aws-iad-1", "not set". */
export function keysetValueText(field: KeysetField, value: PropertyValue | undefined): string {
  if (value === undefined) return 'not sent by the provider';
  if (value === null) return 'not set';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return choiceText(field, value);
}

function choiceText({ input }: KeysetField, value: number | string): string {
  if (typeof value === 'string') return value;
  if (input.type === 'choice' && value === 0 && input.zeroMeans !== undefined)
    return input.zeroMeans;
  const unit = input.type === 'integer' || input.type === 'choice' ? input.unit : null;
  if (unit === null) return String(value);
  // Every unit of the tables is an English plural in "s".
  return `${value} ${value === 1 ? unit.slice(0, -1) : unit}`;
}
