import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { keysetFieldsV1 } from '../../../shared/scopes/keyset-fields-v1.ts';
import {
  keysetValueProblem,
  type KeysetField,
  type KeysetScope,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';
import { scopeToCopy } from '../../../shared/scopes/scope-to-copy.ts';

const fieldsByName = new Map(keysetFieldsV1.map((field) => [field.name, field]));
const MAX_UNMANAGED = 500;
const MAX_NAME_LENGTH = 200;

/** What Rekey takes from a keyset's properties; everything else is dropped with its value. */
export interface ReadProperties {
  readonly name: string | null;
  readonly scope: KeysetScope;
}

/**
 * Reads the properties of a keyset. A known property with an unusable value counts as not managed,
 * so that neither an edit nor a replacement writes a guess over it.
 */
export function readProperties(wire: Readonly<Record<string, unknown>>): ReadProperties {
  const properties: Record<string, PropertyValue> = {};
  for (const field of keysetFieldsV1) {
    const value = fromWire(field, wire[field.name]);
    if (value !== undefined) properties[field.name] = value;
  }
  const unmanaged = Object.keys(wire)
    .filter((name) => name !== 'name' && !Object.hasOwn(properties, name))
    .map((name) => name.toWellFormed().slice(0, MAX_NAME_LENGTH));
  const { name } = wire;
  return {
    name: typeof name === 'string' && name !== '' ? name : null,
    scope: {
      kind: 'keyset',
      generation: 'v1',
      properties,
      unmanaged: unmanaged.sort().slice(0, MAX_UNMANAGED),
    },
  };
}

/** As the documents say: switches are 1 and 0, although the server also takes true and false. */
export function toWire(
  properties: Readonly<Record<string, PropertyValue>>,
): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? Number(value) : value,
    ]),
  );
}

/** The properties that a scope asks for; none where no scope is given. */
export const requestedProperties = (
  scope: ScopeInput | null,
): Readonly<Record<string, PropertyValue>> => (scope?.kind === 'keyset' ? scope.properties : {});

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

/** The settings a replacement starts with: all that the old keyset shows and that can be written. */
export const copyableScope = (scope: KeyScope): ScopeInput | null =>
  scope.kind === 'keyset' ? scopeToCopy(scope) : null;

/**
 * The settings in which two keysets differ. What one of them does not show cannot be called equal;
 * "not set" and "not shown" are the same.
 */
export function scopeDifferences(before: KeyScope, after: KeyScope): string[] {
  if (before.kind !== 'keyset' || after.kind !== 'keyset') return ['properties'];
  return keysetFieldsV1
    .map(({ name }) => name)
    .filter((name) => (before.properties[name] ?? null) !== (after.properties[name] ?? null));
}

/** Undefined: not a value this property can have. */
function fromWire(field: KeysetField, wire: unknown): PropertyValue | undefined {
  if (wire === null) return null;
  const { input } = field;
  switch (input.type) {
    case 'switch':
      return flagOf(wire) ?? undefined;
    case 'integer':
      if (typeof wire === 'number') return Number.isSafeInteger(wire) ? wire : undefined;
      return typeof wire === 'string' && /^-?\d{1,15}$/.test(wire) ? Number(wire) : undefined;
    case 'text':
      return typeof wire === 'string' && wire.length <= 2_000 ? wire.toWellFormed() : undefined;
    case 'choice':
      return input.values.find((value) => value === wire);
  }
}

/** Documents say 0 and 1, the official client sends true and false, old answers hold "0" and "1". */
export function flagOf(wire: unknown): boolean | null {
  if (wire === 1 || wire === true || wire === '1') return true;
  return wire === 0 || wire === false || wire === '0' ? false : null;
}
