import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { KeyIdentity, RotatedKey, Rotation } from '../../shared/rotations/rotation.ts';
import type { KeyScope } from '../../shared/scopes/key-scope.ts';
import type { Probe } from './ports/provider-values.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import type { RotationKeeping } from './rotation-keeping.ts';
import { materialOf } from './rotation-material.ts';

/** Tries a key of a rotation with one harmless request. */
export class RotationProbe {
  private readonly deps: Pick<RotationDependencies, 'stores' | 'registry'>;
  private readonly keeping: RotationKeeping;

  constructor(deps: Pick<RotationDependencies, 'stores' | 'registry'>, keeping: RotationKeeping) {
    this.deps = deps;
    this.keeping = keeping;
  }

  needsAgreement(providerId: string, isCheckAgreed: boolean): boolean {
    const { probeCountsAsTraffic } = this.deps.registry.find(providerId)?.rules ?? {};
    return probeCountsAsTraffic === true && !isCheckAgreed;
  }

  /** Tries the new key with the secret from its keeping place, so that the kept copy is what is proved. */
  async ofKept(
    row: Rotation,
    newKey: RotatedKey,
    scope: KeyScope,
    signal: AbortSignal,
  ): Promise<Result<Probe>> {
    const keptSecret = await this.keeping.kept(newKey);
    return keptSecret.ok ? this.of(row, newKey, scope, keptSecret.value, signal) : keptSecret;
  }

  async of(
    row: Rotation,
    key: KeyIdentity,
    scope: KeyScope,
    secretValue: string,
    signal: AbortSignal,
  ): Promise<Result<Probe>> {
    const { stores, registry } = this.deps;
    const connection = stores.connections.find(row.connectionId);
    const probeKey = registry.find(row.providerId)?.operations.probeKey;
    if (connection === null) return fail({ kind: 'not-found', what: 'connection' });
    if (probeKey === undefined) return ok({ kind: 'not-testable', reason: 'no-harmless-check' });
    const { baseUrl, dataPlaneUrl } = connection;
    const { providerContainerId } = row;
    const material = materialOf({ ...key, providerContainerId }, scope, secretValue);
    return probeKey({ baseUrl, dataPlaneUrl }, material, signal);
  }
}
