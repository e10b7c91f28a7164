import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { storageErrorOf } from '../services/ports/storage-failure.ts';
import type { Stores } from '../services/ports/stores.ts';
import { SqliteActivityStore } from './activity-store.ts';
import { SqliteConnectionStore } from './connection-store.ts';
import { SqliteContainerStore } from './container-store.ts';
import { SqliteDriftStore } from './drift-store.ts';
import { SqliteDuePlanStore } from './due-plan-store.ts';
import { SqliteEscrowStore } from './escrow-store.ts';
import { SqliteFileUndoStore } from './file-undo-store.ts';
import { SqliteKeyDestinationStore } from './key-destination-store.ts';
import { SqliteFingerprintStore } from './fingerprint-store.ts';
import { SqliteKeyStore } from './key-store.ts';
import { SqliteKeychainIndexStore } from './keychain-index-store.ts';
import { SqliteRotationStore } from './rotation-store.ts';
import { SqliteSealedStore } from './sealed-store.ts';
import { SqliteSandboxStateStore } from './sandbox-state-store.ts';
import { SqliteShownReminderStore } from './shown-reminder-store.ts';
import type { SqlConnection } from './sql-connection.ts';
import { SqliteSyncRunStore } from './sync-run-store.ts';
import { SqliteVaultStore } from './vault-store.ts';

/** All stores over one open database, which closes with them. */
export function storesOver(connection: SqlConnection, fingerprintKey: Uint8Array): Stores {
  return {
    connections: new SqliteConnectionStore(connection),
    containers: new SqliteContainerStore(connection),
    keys: new SqliteKeyStore(connection),
    syncRuns: new SqliteSyncRunStore(connection),
    drift: new SqliteDriftStore(connection),
    duePlans: new SqliteDuePlanStore(connection),
    shownReminders: new SqliteShownReminderStore(connection),
    vault: new SqliteVaultStore(connection),
    rotations: new SqliteRotationStore(connection),
    escrow: new SqliteEscrowStore(connection),
    fileUndo: new SqliteFileUndoStore(connection),
    keyDestinations: new SqliteKeyDestinationStore(connection),
    fingerprints: new SqliteFingerprintStore(connection, fingerprintKey),
    activity: new SqliteActivityStore(connection),
    sandboxStates: new SqliteSandboxStateStore(connection),
    sealed: new SqliteSealedStore(connection),
    keychainIndex: new SqliteKeychainIndexStore(connection),
    transaction: (action) => connection.transaction(action),
    checkWritable: () => checkWritable(connection),
    close: () => {
      connection.close();
    },
  };
}

function checkWritable(connection: SqlConnection): Result<null> {
  try {
    connection.reserveRoom();
    return ok(null);
  } catch (cause) {
    const error = storageErrorOf(cause);
    if (error === null) throw cause;
    return fail(error);
  }
}
