import type { AppStatus } from '../../shared/ipc/contract.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { EventPublisher } from '../services/ports/event-publisher.ts';
import type { FileWriter } from '../services/ports/file-writer.ts';
import type {
  Clipboard,
  Confirmation,
  ExternalLinks,
  FilePicker,
  Notifications,
} from '../services/ports/host.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type { Keychain } from '../services/ports/keychain.ts';
import type { Logger } from '../services/ports/logger.ts';
import type { PreferenceStore } from '../services/ports/preference-store.ts';
import type { SecretCommand } from '../services/ports/secret-command.ts';
import type { SecretFiles } from '../services/ports/secret-files.ts';

/** Everything a host gives; the services are built from it and know no host. */
export interface HostPorts {
  readonly host: AppStatus['host'];
  readonly version: string;
  readonly platform: string;
  /** Who is signed in to this machine, for receipts; null where the system does not say. */
  readonly userName: string | null;
  readonly profileDir: string;
  /** Plain http to this machine's own addresses: for sandboxes and tests, never in a packaged app. */
  readonly allowLoopback: boolean;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
  readonly events: EventPublisher;
  readonly confirmation: Confirmation;
  readonly filePicker: FilePicker;
  readonly fileWriter: FileWriter;
  readonly secretFiles: SecretFiles;
  readonly secretCommand: SecretCommand;
  readonly clipboard: Clipboard;
  readonly links: ExternalLinks;
  readonly notifications: Notifications;
  readonly preferences: PreferenceStore;
  /** The network: the platform's fetch, or a session's in Electron. */
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>;
  readonly keychain: Keychain;
}
