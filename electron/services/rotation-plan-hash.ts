import { createHash } from 'node:crypto';
import type { RotationPlan } from '../../shared/rotations/rotation-view.ts';
import type { KeyScope } from '../../shared/scopes/key-scope.ts';
import type { ProviderKey } from './ports/provider-adapter.ts';

/** What of a scope goes into a plan: all that is known of it, and the names of what is not managed. */
export function describedScope(scope: KeyScope): {
  properties: unknown;
  unmanaged: readonly string[];
} {
  return scope.kind === 'keyset'
    ? { properties: scope.properties, unmanaged: scope.unmanaged }
    : { properties: scope, unmanaged: [] };
}

/** SHA-256 over the calls, what they depend on and the state of the key they replace. */
export function planHashOf(plan: Omit<RotationPlan, 'hash'>, shown: ProviderKey): string {
  const { keyId, connectionId, strategy, newName, marker, calls, verification } = plan;
  const facts = {
    keyId,
    connectionId,
    strategy,
    newName,
    marker,
    calls,
    verification,
    key: {
      id: shown.providerKeyId,
      containerId: shown.providerContainerId,
      name: shown.name,
      environment: shown.environment,
      status: shown.status,
      ...describedScope(shown.scope),
    },
  };
  return createHash('sha256').update(canonicalJson(facts)).digest('hex');
}

/** JSON with sorted names, so that equal facts give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(
          Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)),
        )
      : entry,
  );
}
