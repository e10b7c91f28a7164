import { assertNever } from '../lib/assert-never.ts';
import { channelScopeProblems } from './channel-scope.ts';
import type { KeyScope, ScopeInput } from './key-scope.ts';
import { keysetFields, keysetValueProblem, type KeysetScope } from './keyset-scope.ts';

/**
 * What another key is asked for to have the same scope: all of it that can be written. Null where it
 * cannot be asked for: a copy must never reach more than the key it is taken from.
 */
export function scopeToCopy(scope: KeyScope): ScopeInput | null {
  switch (scope.kind) {
    case 'keyset':
      return { kind: 'keyset', properties: writableProperties(scope) };
    case 'capability':
      return {
        kind: 'capability',
        capability: scope.capability,
        revocableTokens: scope.revocableTokens,
      };
    case 'channels':
      return channelScopeProblems(scope).length === 0 ? scope : null;
    case 'project':
    case 'unknown':
      return null;
    default:
      return assertNever(scope);
  }
}

/** In v2 null stands for "not set" and is not sent; in v1 some properties are set to null. */
function writableProperties({ generation, properties }: KeysetScope): KeysetScope['properties'] {
  return Object.fromEntries(
    keysetFields(generation).flatMap((field) => {
      const value = properties[field.name];
      const isUnset = value === undefined || (generation === 'v2' && value === null);
      return isUnset || keysetValueProblem(field, value) !== null
        ? []
        : [[field.name, value] as const];
    }),
  );
}
