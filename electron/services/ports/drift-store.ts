import type { DriftChange } from '../../../shared/keys/key-drift.ts';
import type { DriftKind, DriftRow } from '../../../shared/keys/drift-row.ts';
import type { ConnectionId, KeyId } from '../../../shared/lib/ids.ts';

export interface NewDrift extends DriftChange {
  readonly keyId: KeyId;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Changes that syncs and single looks found and nobody has dismissed yet. They go with their account. */
export interface DriftStore {
  /** Keeps the newest 2,000 of an account. */
  add(connectionId: ConnectionId, found: readonly NewDrift[]): void;
  /** By account, newest first. */
  all(): readonly DriftRow[];
  /** What was found later than `until` stays: nobody has seen it. */
  dismiss(connectionId: ConnectionId, until: number): void;
  /** What was found of these kinds later than `since` was Rekey's own doing; answers whether there was any. */
  dropOwn(keyId: KeyId, since: number, kinds: readonly DriftKind[]): boolean;
}
