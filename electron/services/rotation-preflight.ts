import { fail } from '../../shared/errors/app-error.ts';
import type { RotatedKey, Rotation } from '../../shared/rotations/rotation.ts';
import type { RotationStrategy } from '../../shared/rotations/rotation-strategy.ts';
import type { PlannedCall, PreflightFinding } from '../../shared/rotations/rotation-view.ts';
import type { ProviderAdapter } from './ports/provider-adapter.ts';
import type { ProviderKey, ProviderKeyWithSecrets } from './ports/provider-values.ts';
import type { ConnectionRecord, KeyRecord } from './ports/stores.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import {
  blocks,
  failedProbeReason,
  unread,
  untestableReasons,
  warns,
} from './rotation-findings.ts';
import { materialOf, oldSecretOf } from './rotation-material.ts';
import { clockAheadMs, clockFindings, quotaFindings } from './rotation-surroundings.ts';

export type Findings = PreflightFinding[];
type Dependencies = Pick<
  RotationDependencies,
  'stores' | 'registry' | 'sessions' | 'serverClocks' | 'custody' | 'clock'
>;

/** Looks at what a rotation depends on, and writes down what it finds. Changes nothing anywhere. */
export class RotationPreflight {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  async lookAtCustody(connection: ConnectionRecord, findings: Findings): Promise<void> {
    const { custody, stores } = this.deps;
    const place = custody.placeFor(connection);
    const probed = place.ok ? await custody.probe() : place;
    if (!probed.ok) findings.push(blocks('keychain-unavailable', probed.error));
    const writable = stores.checkWritable();
    if (!writable.ok) findings.push(blocks('database-read-only', writable.error));
  }

  /** The key as it is now; null when it cannot be read, and then the findings say why. */
  async readOld(
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
      pushOnce(findings, unread(read.error));
      return null;
    }
    if (read.value.key.status !== 'active')
      findings.push(blocks('key-not-active', { kind: 'conflict', reason: 'already-ended' }));
    return read.value;
  }

  /** What the provider itself would object to, as far as reading tells. */
  async lookForObstacles(
    record: KeyRecord,
    about: { readonly strategy: RotationStrategy; readonly providerContainerId: string },
    findings: Findings,
    signal: AbortSignal,
  ): Promise<void> {
    const checked = await this.deps.sessions.call(
      record.connectionId,
      'checkRotation',
      async ({
        adapter,
        session,
      }): ReturnType<NonNullable<ProviderAdapter['operations']['checkRotation']>> => {
        const { checkRotation } = adapter.operations;
        const { providerKeyId } = record;
        return checkRotation === undefined
          ? { ok: true, value: [] }
          : checkRotation(session, { ...about, providerKeyId }, signal);
      },
    );
    if (!checked.ok) {
      pushOnce(findings, unread(checked.error));
      return;
    }
    for (const { weight, reason, detail } of checked.value)
      findings.push(
        weight === 'warns'
          ? warns(reason, null, detail)
          : blocks(reason, { kind: 'invalid-input', issues: [detail] }, detail),
      );
  }

  /** Whether Rekey signs in with the very secret that is to be replaced: it would cut itself off. */
  async lookAtOwnCredential(
    connection: ConnectionRecord,
    { secretPartId }: Pick<Rotation['oldKey'], 'secretPartId'>,
    findings: Findings,
  ): Promise<void> {
    const { stores, custody } = this.deps;
    if (secretPartId === null || connection.credentialId === null) return;
    const fingerprint = stores.fingerprints.find(secretPartId);
    if (fingerprint === null) return;
    const credential = await custody.readCredential(connection.credentialId);
    if (!credential.ok || credential.value === null) return;
    if (stores.fingerprints.of(credential.value) === fingerprint)
      findings.push(
        blocks('own-credential', { kind: 'not-supported', operation: 'rotateOwnCredential' }),
      );
  }

  /** What is measured by the way: the clocks, and how much more may be asked. */
  surroundings(
    connection: ConnectionRecord,
    strategy: RotationStrategy,
    calls: readonly PlannedCall[],
  ): readonly PreflightFinding[] {
    const { serverClocks, sessions } = this.deps;
    return [
      ...clockFindings(clockAheadMs(serverClocks, connection), strategy),
      ...quotaFindings(sessions.budgetOf(connection), calls),
    ];
  }

  /** Tries the old key once: only a key that answers now can be shown to be dead later. */
  async probeOld(
    adapter: ProviderAdapter,
    connection: ConnectionRecord,
    oldKey: Pick<Rotation['oldKey'], keyof RotatedKey> & { readonly providerContainerId: string },
    fresh: ProviderKeyWithSecrets,
    findings: Findings,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { probeKey } = adapter.operations;
    if (probeKey === undefined) {
      findings.push(warns('no-harmless-check'));
      return false;
    }
    const oldSecret = await oldSecretOf(this.deps.custody, oldKey, fresh);
    if (!oldSecret.ok || oldSecret.value === null) {
      findings.push(warns('secret-not-held', oldSecret.ok ? null : oldSecret.error));
      return false;
    }
    const { baseUrl, dataPlaneUrl } = connection;
    const probe = await probeKey(
      { baseUrl, dataPlaneUrl },
      materialOf(oldKey, fresh.key.scope, oldSecret.value),
      signal,
    );
    if (!probe.ok) {
      const isClockTold = clockAheadMs(this.deps.serverClocks, connection) !== null;
      findings.push(warns(failedProbeReason(probe.error, isClockTold), probe.error));
      return true;
    }
    switch (probe.value.kind) {
      case 'works':
        return true;
      case 'refused':
        findings.push(warns('old-already-refused'));
        return false;
      case 'not-testable':
        findings.push(warns(untestableReasons[probe.value.reason]));
        return false;
    }
  }
}

/** A locked keychain is one finding, not two: it holds the session as well. */
function pushOnce(findings: Findings, found: PreflightFinding): void {
  if (!findings.some(({ reason }) => reason === found.reason)) findings.push(found);
}

/** The key as it is against what the last sync saw. */
export function compareWithRecord(
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

/** The chosen overlap against the provider's bounds. */
export function lookAtOverlap(
  bounds: { readonly minMs: number; readonly maxMs: number } | null,
  overlapMs: number | null,
  findings: Findings,
): void {
  if (overlapMs === null || bounds === null) return;
  if (overlapMs >= bounds.minMs && overlapMs <= bounds.maxMs) return;
  const issue = 'The overlap is outside what the provider takes.';
  findings.push(blocks('overlap-out-of-bounds', { kind: 'invalid-input', issues: [issue] }));
}
