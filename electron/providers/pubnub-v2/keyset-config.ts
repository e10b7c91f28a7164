import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { keysetFieldsV2 } from '../../../shared/scopes/keyset-fields-v2.ts';
import {
  keysetRuleProblems,
  keysetValueProblem,
  type KeysetField,
  type KeysetScope,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';
import { scopeToCopy } from '../../../shared/scopes/scope-to-copy.ts';

type Properties = Readonly<Record<string, PropertyValue>>;

const fieldsByName = new Map(keysetFieldsV2.map((field) => [field.name, field]));
const knownSections = new Set(keysetFieldsV2.map(({ name }) => sectionOf(name)));
const MAX_UNMANAGED = 500;
const MAX_NAME_LENGTH = 200;

/** Whether an answer is a configuration at all: with no section that is known it is something else. */
export const isConfig = (wire: unknown): boolean =>
  isObject(wire) && Object.keys(wire).some((section) => knownSections.has(section));

/**
 * Reads a nested configuration into dotted names. Sections and fields nobody here knows, and known
 * ones with an unusable value, are named and dropped with their value: neither an edit nor a
 * replacement writes a guess over them.
 */
export function readConfig(wire: Readonly<Record<string, unknown>>): KeysetScope {
  const properties: Record<string, PropertyValue> = {};
  const unmanaged: string[] = [];
  for (const [section, fields] of Object.entries(wire)) {
    if (!knownSections.has(section) || !isObject(fields)) {
      unmanaged.push(section);
      continue;
    }
    for (const [name, value] of Object.entries(fields)) {
      const field = fieldsByName.get(`${section}.${name}`);
      const read = field === undefined ? undefined : fromWire(field, value);
      if (field !== undefined && read !== undefined) properties[field.name] = read;
      else unmanaged.push(`${section}.${name}`);
    }
  }
  return {
    kind: 'keyset',
    generation: 'v2',
    properties,
    unmanaged: unmanaged
      .map((name) => name.toWellFormed().slice(0, MAX_NAME_LENGTH))
      .sort()
      .slice(0, MAX_UNMANAGED),
  };
}

/** Only the named fields, nested again: the server keeps what is not sent. */
export function toWire(properties: Properties): Record<string, Record<string, PropertyValue>> {
  const wire: Record<string, Record<string, PropertyValue>> = {};
  for (const { name } of keysetFieldsV2) {
    const value = properties[name];
    if (value === undefined) continue;
    const section = sectionOf(name);
    (wire[section] ??= {})[name.slice(section.length + 1)] = value;
  }
  return wire;
}

/** The settings that a scope asks for; none where no scope is given. */
export const requestedProperties = (scope: ScopeInput | null): Properties =>
  scope?.kind === 'keyset' ? scope.properties : {};

/** Why this scope would be refused, in words. */
export function scopeProblems(scope: ScopeInput | null): string[] {
  if (scope !== null && scope.kind !== 'keyset')
    return ['A keyset has settings; this is the scope of another provider.'];
  return Object.entries(requestedProperties(scope)).flatMap(([name, value]) => {
    const field = fieldsByName.get(name);
    if (field === undefined) return [`${name.slice(0, 80)} is not a setting that Rekey manages.`];
    return keysetValueProblem(field, value) ?? [];
  });
}

/** What a new keyset would lack, in words; a change cannot be judged so, because the rest is not sent. */
export const newScopeProblems = (scope: ScopeInput | null): string[] =>
  Object.values(keysetRuleProblems('v2', requestedProperties(scope)));

/** The settings a replacement starts with: all that the old keyset shows and that can be written. */
export const copyableScope = (scope: KeyScope): ScopeInput | null =>
  scope.kind === 'keyset' ? scopeToCopy(scope) : null;

/**
 * The settings in which two keysets differ. What one of them does not show cannot be called equal,
 * but for fields without effect: the API may answer null for those of a section that is off. Files
 * of push services can only be read, so no replacement has them: they belong to the comparison.
 */
export function scopeDifferences(before: KeyScope, after: KeyScope): string[] {
  if (before.kind !== 'keyset' || after.kind !== 'keyset') return ['properties'];
  return keysetFieldsV2
    .filter(({ name, requires }) => {
      const [old, now] = [before.properties[name] ?? null, after.properties[name] ?? null];
      if (old === now) return false;
      const isIdle =
        requires !== null &&
        before.properties[requires] === false &&
        after.properties[requires] === false;
      return !(isIdle && (old === null || now === null));
    })
    .map(({ name }) => name);
}

/** Undefined: not a value this field can have. */
function fromWire(field: KeysetField, wire: unknown): PropertyValue | undefined {
  if (wire === null) return null;
  switch (field.input.type) {
    case 'switch':
      return typeof wire === 'boolean' ? wire : undefined;
    case 'integer':
      return Number.isSafeInteger(wire) ? Number(wire) : undefined;
    case 'choice':
      if (field.input.unit === null) return textOf(wire, 200);
      return Number.isSafeInteger(wire) ? Number(wire) : undefined;
    case 'text':
      return textOf(wire, 2_000);
  }
}

const textOf = (wire: unknown, maxLength: number): string | undefined =>
  typeof wire === 'string' && wire.length <= maxLength ? wire.toWellFormed() : undefined;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function sectionOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
