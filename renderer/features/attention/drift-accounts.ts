import type { DriftRow } from '../../../shared/keys/drift-row.ts';
import type { ConnectionId, KeyId } from '../../../shared/lib/ids.ts';

export interface DriftedKey {
  readonly keyId: KeyId;
  readonly keyName: string;
  readonly containerName: string;
  /** Newest first. */
  readonly changes: readonly DriftRow[];
}

export interface DriftedAccount {
  readonly connectionId: ConnectionId;
  /** The newest change that is shown; what comes later is not dismissed with it. */
  readonly until: number;
  readonly keys: readonly DriftedKey[];
}

/** The changes by account and key, each in the order in which they come: newest first. */
export function driftedAccounts(rows: readonly DriftRow[]): DriftedAccount[] {
  const accounts = groupBy(rows, ({ connectionId }) => connectionId);
  return [...accounts].map(([connectionId, changes]) => ({
    connectionId,
    until: Math.max(...changes.map(({ at }) => at)),
    keys: [...groupBy(changes, ({ keyId }) => keyId)].map(([keyId, ofKey]) => ({
      keyId,
      keyName: ofKey[0]?.keyName ?? '',
      containerName: ofKey[0]?.containerName ?? '',
      changes: ofKey,
    })),
  }));
}

function groupBy<Id>(rows: readonly DriftRow[], idOf: (row: DriftRow) => Id): Map<Id, DriftRow[]> {
  const groups = new Map<Id, DriftRow[]>();
  for (const row of rows) {
    const group = groups.get(idOf(row));
    if (group === undefined) groups.set(idOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
