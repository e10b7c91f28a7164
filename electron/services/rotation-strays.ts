import { changesInPlace, type Rotation } from '../../shared/rotations/rotation.ts';
import type { ProviderKey } from './ports/provider-values.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import type { RotationRecords } from './rotation-records.ts';

/**
 * What earlier consents may have left behind after all: such keys are listed, so that none is
 * overlooked. A failed look is no reason to stop: the next sync lists them too. What it answers
 * belongs into the transaction that saves the step.
 */
export async function findStrays(
  deps: Pick<RotationDependencies, 'sessions' | 'registry' | 'activity'>,
  records: Pick<RotationRecords, 'listStray'>,
  row: Rotation,
  signal: AbortSignal,
): Promise<() => void> {
  const adapter = deps.registry.find(row.providerId);
  const findByMarker = adapter?.operations.findByMarker;
  if (adapter === null || findByMarker === undefined || changesInPlace(row)) return () => undefined;
  const strays: ProviderKey[] = [];
  for (const marker of row.formerMarkers) {
    const found = await deps.sessions.call(row.connectionId, 'findByMarker', ({ session }) =>
      findByMarker(session, row.providerContainerId, marker, signal),
    );
    if (found.ok) strays.push(...found.value.filter(({ status }) => status === 'active'));
  }
  return () => {
    for (const stray of strays) {
      const record = records.listStray(row, adapter, stray);
      deps.activity.record({
        action: 'rotation.needs-attention',
        connectionId: row.connectionId,
        keyId: record.id,
        rotationId: row.id,
        subject: record.name,
        facts: { stray: record.providerKeyId },
      });
    }
  };
}
