import type { RotationPlan } from '../../shared/rotations/rotation-view.ts';
import type { KeyScope } from '../../shared/scopes/key-scope.ts';
import { digestOf } from './canonical-digest.ts';
import type { ProviderKey } from './ports/provider-values.ts';

/** What of a scope goes into a plan: all that is known of it, and the names of what is not managed. */
export function describedScope(scope: KeyScope): {
  properties: unknown;
  unmanaged: readonly string[];
} {
  return scope.kind === 'keyset'
    ? { properties: scope.properties, unmanaged: scope.unmanaged }
    : { properties: scope, unmanaged: [] };
}

/**
 * SHA-256 over what changes something, what it depends on, and the state of the key. Reads and checks
 * are left out: which of them are possible may differ between writing a plan and using it.
 */
export function planHashOf(plan: Omit<RotationPlan, 'hash'>, shown: ProviderKey): string {
  const { keyId, connectionId, strategy, trigger, overlapMs, newName, marker, listedStubs } = plan;
  const facts = {
    ...{ keyId, connectionId, strategy, trigger, overlapMs, newName, marker, listedStubs },
    calls: plan.calls.filter(({ mutates }) => mutates),
    key: {
      id: shown.providerKeyId,
      containerId: shown.providerContainerId,
      name: shown.name,
      environment: shown.environment,
      status: shown.status,
      ...describedScope(shown.scope),
    },
  };
  return digestOf(facts);
}
