import type { ActivityService } from './activity-service.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { CustodyService } from './custody-service.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { FailPoints } from './ports/fail-points.ts';
import type { FileWriter } from './ports/file-writer.ts';
import type { Confirmation, FilePicker } from './ports/host.ts';
import type { IdSource } from './ports/id-source.ts';
import type { Logger } from './ports/logger.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { Stores } from './ports/stores.ts';

/** What rotations are run with; the parts of `RotationService` share it. */
export interface RotationDependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly sessions: Pick<ConnectionSessions, 'call'>;
  readonly custody: Pick<
    CustodyService,
    'mode' | 'placeFor' | 'probe' | 'storeSecret' | 'readSecret' | 'removeSecret'
  >;
  readonly activity: Pick<ActivityService, 'record' | 'recordFailure'>;
  readonly confirmation: Confirmation;
  readonly picker: Pick<FilePicker, 'resolve'>;
  readonly files: Pick<FileWriter, 'writeOnce'>;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  readonly failPoints: FailPoints;
}
