import type { Result } from '../../shared/errors/app-error.ts';
import type { KeyDetails } from '../../shared/keys/key.ts';
import type { ContainerId, KeyId, PartId } from '../../shared/lib/ids.ts';
import type { VaultEntry } from '../../shared/vault/vault-entry.ts';
import type { ActivityService } from './activity-service.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { CustodyService } from './custody-service.ts';
import type { IssuedPlans } from './issued-plans.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { FailPoints } from './ports/fail-points.ts';
import type { FileWriter } from './ports/file-writer.ts';
import type { Confirmation, FilePicker } from './ports/host.ts';
import type { IdSource } from './ports/id-source.ts';
import type { Logger } from './ports/logger.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { SecretCommand } from './ports/secret-command.ts';
import type { SecretFiles } from './ports/secret-files.ts';
import type { ServerClocks } from './ports/server-clocks.ts';
import type { KeyRecord, Stores } from './ports/stores.ts';

/** Of `ByHandService`; named here because that one leads back to rotations. */
interface PreparesByHand {
  prepare(input: {
    readonly containerId: ContainerId;
    readonly name: string;
    readonly description: string;
    readonly tokenSecret: string | null;
  }): Result<{ readonly record: KeyRecord }>;
}

/** Of `SecretExpiryService`. */
interface ExtendsSecrets {
  extend(partId: PartId, expiresAt: number): Promise<Result<KeyDetails>>;
}

/** Of `VaultService`. */
interface PutsIntoVault {
  list(
    keyId: KeyId,
    refresh: boolean,
  ): Promise<Result<{ readonly entries: readonly Pick<VaultEntry, 'name' | 'presence'>[] }>>;
  put(input: {
    readonly keyId: KeyId;
    readonly name: string;
    readonly secretValue: string;
    readonly intent: 'create' | 'replace';
  }): Promise<Result<unknown>>;
}

/** What rotations are run with; the parts of `RotationService` share it. */
export interface RotationDependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly sessions: Pick<ConnectionSessions, 'call' | 'budgetOf'>;
  readonly serverClocks: ServerClocks;
  readonly custody: Pick<
    CustodyService,
    'mode' | 'placeFor' | 'probe' | 'storeSecret' | 'readSecret' | 'removeSecret' | 'readCredential'
  >;
  readonly byHand: PreparesByHand;
  readonly issuedPlans: IssuedPlans;
  readonly expiry: ExtendsSecrets;
  readonly activity: Pick<ActivityService, 'record' | 'recordFailure'>;
  readonly confirmation: Confirmation;
  readonly picker: Pick<FilePicker, 'resolve'>;
  readonly files: Pick<FileWriter, 'writeOnce'>;
  readonly secretFiles: SecretFiles;
  readonly secretCommand: SecretCommand;
  /** Who is signed in to this machine; null where it does not say. */
  readonly userName: string | null;
  readonly vault: PutsIntoVault;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  readonly failPoints: FailPoints;
}
