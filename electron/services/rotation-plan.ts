import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import { markName } from '../../shared/rotations/marker.ts';
import type { RotatedKey, Rotation } from '../../shared/rotations/rotation.ts';
import type { PreflightFinding, RotationPlan } from '../../shared/rotations/rotation-view.ts';
import type {
  KeyDraft,
  ProviderAdapter,
  ProviderKey,
  ProviderKeyWithSecrets,
} from './ports/provider-adapter.ts';
import type { ConnectionRecord, KeyRecord } from './ports/stores.ts';
import {
  blocks,
  failedProbeReason,
  reasonOf,
  untestableReasons,
  warns,
} from './rotation-findings.ts';
import { mergeKey } from './key-merge.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import { describedScope, planHashOf } from './rotation-plan-hash.ts';
import { identityOf, materialOf, oldSecretOf, secretPartOf } from './rotation-material.ts';

/** A plan with the facts it was made from; the facts stay in the main process. */
export interface MadePlan {
  readonly plan: RotationPlan;
  readonly connection: ConnectionRecord;
  readonly oldKey: Rotation['oldKey'];
  readonly containerId: KeyRecord['containerId'];
  readonly providerContainerId: string;
}

type Findings = PreflightFinding[];
type Dependencies = Pick<
  RotationDependencies,
  'stores' | 'registry' | 'sessions' | 'custody' | 'clock' | 'ids'
>;

/** Looks at everything a replacement depends on and writes the exact calls down. Changes nothing. */
export class RotationPlanner {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * A plan under this marker. The same world gives the same hash.
   * Errors: `not-found` for an unknown key, `not-supported` where the provider cannot replace.
   */
  async make(keyId: KeyId, marker: string, signal: AbortSignal): Promise<Result<MadePlan>> {
    const { stores, registry, clock } = this.deps;
    const row = stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const { record } = row;
    const connection = stores.connections.find(record.connectionId);
    const container = stores.containers.find(record.containerId);
    const adapter = registry.find(row.providerId);
    if (connection === null || container === null) return fail({ kind: 'not-found', what: 'key' });
    if (adapter?.descriptor.capabilities.rotate !== 'replace')
      return fail({ kind: 'not-supported', operation: 'rotate' });

    const findings: Findings = [];
    if (stores.rotations.openOf(keyId) !== null)
      findings.push(blocks('rotation-open', { kind: 'conflict', reason: 'rotation-open' }));
    await this.lookAtCustody(connection, findings);
    const fresh = await this.readOld(record, findings, signal);
    const shown = fresh?.key ?? shownOf(record, container.providerContainerId);
    const known = fresh === null ? record : this.withSecretParts(record, fresh);
    const secretPartId = secretPartOf(known.parts)?.id ?? null;
    const oldKey = { ...identityOf(known, shown), secretPartId };
    compareWithRecord(record, shown, adapter, findings);
    const canProbe =
      fresh === null
        ? adapter.operations.probeKey !== undefined
        : await this.probeOld(adapter, connection, oldKey, fresh, findings, signal);

    const draft = draftOf(adapter, shown, marker, findings);
    const { unmanaged } = describedScope(shown.scope);
    if (unmanaged.length > 0) findings.push(warns('unmanaged-not-carried'));
    const calls = adapter.plannedReplacement({
      providerKeyId: shown.providerKeyId,
      draft,
      canProbe,
    });
    const plan: Omit<RotationPlan, 'hash'> = {
      keyId,
      connectionId: connection.id,
      strategy: 'replace',
      keyName: shown.name,
      containerName: container.name,
      environment: shown.environment,
      newName: draft.name,
      marker,
      calls: [...calls],
      notCarriedOver: [...adapter.descriptor.words.notCarriedOver],
      unmanaged: [...unmanaged],
      verification: canProbe ? 'probe' : 'attest',
      findings,
      madeAt: clock.now(),
    };
    return ok({
      plan: { ...plan, hash: planHashOf(plan, shown) },
      connection,
      oldKey: { ...oldKey, environment: shown.environment, scope: shown.scope },
      containerId: container.id,
      providerContainerId: container.providerContainerId,
    });
  }

  private async lookAtCustody(connection: ConnectionRecord, findings: Findings): Promise<void> {
    const { custody, stores } = this.deps;
    const place = custody.placeFor(connection);
    const probed = place.ok ? await custody.probe() : place;
    if (!probed.ok) findings.push(blocks('keychain-unavailable', probed.error));
    const writable = stores.checkWritable();
    if (!writable.ok) findings.push(blocks('database-read-only', writable.error));
  }

  /**
   * Some lists do not tell which secrets a key has. Its death is proved with its secret, so what the
   * look shows of it is remembered, as when a person opens the key.
   */
  private withSecretParts(record: KeyRecord, fresh: ProviderKeyWithSecrets): KeyRecord {
    const { stores, clock, ids } = this.deps;
    if (secretPartOf(record.parts) !== null || fresh.secrets.length === 0) return record;
    const { connectionId, containerId } = record;
    const { parts } = mergeKey(fresh.key, {
      ...{ known: record, connectionId, containerId, syncId: null, now: clock.now(), ids },
      providerCustody: 'not-held',
    });
    stores.keys.save({ ...record, parts });
    return { ...record, parts };
  }

  private async readOld(
    record: KeyRecord,
    findings: Findings,
    signal: AbortSignal,
  ): Promise<ProviderKeyWithSecrets | null> {
    const read = await this.deps.sessions.call(
      record.connectionId,
      'readKey',
      async ({ adapter, session }) => {
        const { readKey } = adapter.operations;
        return readKey === undefined
          ? fail({ kind: 'not-supported', operation: 'readKey' })
          : readKey(session, record.providerKeyId, signal);
      },
    );
    if (!read.ok) {
      const reason = reasonOf(read.error);
      // A locked keychain is one finding, not two: it holds the session as well.
      if (!findings.some((finding) => finding.reason === reason))
        findings.push(blocks(reason, read.error));
      return null;
    }
    if (read.value.key.status !== 'active')
      findings.push(blocks('key-not-active', { kind: 'conflict', reason: 'already-ended' }));
    return read.value;
  }

  /** Tries the old key once: only a key that answers now can be shown to be dead later. */
  private async probeOld(
    adapter: ProviderAdapter,
    connection: ConnectionRecord,
    oldKey: Pick<Rotation['oldKey'], keyof RotatedKey>,
    fresh: ProviderKeyWithSecrets,
    findings: Findings,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { probeKey } = adapter.operations;
    if (probeKey === undefined) {
      findings.push(warns('no-harmless-check'));
      return false;
    }
    const oldSecret = await oldSecretOf(this.deps.custody, oldKey.secretPartId, fresh);
    if (oldSecret === null) {
      findings.push(warns('secret-not-held'));
      return false;
    }
    const { baseUrl, dataPlaneUrl } = connection;
    const probe = await probeKey(
      { baseUrl, dataPlaneUrl },
      materialOf(oldKey, fresh.key.scope, oldSecret),
      signal,
    );
    if (!probe.ok) {
      findings.push(warns(failedProbeReason(probe.error), probe.error));
      return true;
    }
    if (probe.value.kind === 'not-testable') {
      findings.push(warns(untestableReasons[probe.value.reason]));
      return false;
    }
    return true;
  }
}

/** The draft of the replacement: the same copyable scope and environment under a marked name. */
export function draftOf(
  adapter: ProviderAdapter,
  old: Pick<ProviderKey, 'providerContainerId' | 'name' | 'environment' | 'scope'>,
  marker: string,
  findings: Findings = [],
): KeyDraft {
  const marked = markName(old.name, marker, adapter.rules.keyNameMax);
  if (marked.isCut) findings.push(warns('name-will-be-cut'));
  const draft: KeyDraft = {
    providerContainerId: old.providerContainerId,
    name: marked.name,
    environment: old.environment,
    scope: adapter.copyableScope(old.scope),
  };
  const problems = [
    ...adapter.draftProblems(draft),
    // A key that may do something unknown cannot be replaced by one that provably may do the same.
    ...(draft.scope === null && adapter.descriptor.scope !== null
      ? ['What this key may do is not known, so it cannot be copied.']
      : []),
  ];
  if (problems.length > 0)
    findings.push(
      blocks('not-supported', {
        kind: 'invalid-input',
        issues: problems.slice(0, 30).map((problem) => problem.slice(0, 300)),
      }),
    );
  return draft;
}

/** Why a plan may not be started; null when it may. */
export function blockerOf(plan: RotationPlan): AppError | null {
  const blocking = plan.findings.find(({ weight }) => weight === 'blocks');
  if (blocking === undefined) return null;
  return blocking.error ?? { kind: 'conflict', reason: 'changed-meanwhile' };
}

/** The key as the last sync saw it, for a plan that cannot be started but can be read. */
function shownOf(record: KeyRecord, providerContainerId: string): ProviderKey {
  const { providerKeyId, name, environment, status, createdAt, scope } = record;
  return {
    providerKeyId,
    providerContainerId,
    name,
    environment,
    status: status === 'gone' ? 'unknown' : status,
    createdAt,
    scope,
    parts: record.parts.map(({ role, nature, value, stub }) => ({ role, nature, value, stub })),
  };
}

function compareWithRecord(
  record: KeyRecord,
  shown: ProviderKey,
  adapter: ProviderAdapter,
  findings: Findings,
): void {
  const hasChanged =
    record.name !== shown.name ||
    record.environment !== shown.environment ||
    adapter.scopeDifferences(record.scope, shown.scope).length > 0;
  if (hasChanged) findings.push(warns('key-changed-since-sync'));
}
