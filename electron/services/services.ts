import type { ActivityService } from './activity-service.ts';
import type { AppStatusService } from './app-status-service.ts';
import type { ByHandService } from './by-hand-service.ts';
import type { ClipboardService } from './clipboard-service.ts';
import type { ConnectionService } from './connection-service.ts';
import type { ExportService } from './export-service.ts';
import type { ForgettingService } from './forgetting-service.ts';
import type { KeyCheckService } from './key-check-service.ts';
import type { KeyService } from './key-service.ts';
import type { ExternalLinks, FilePicker } from './ports/host.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { RotationService } from './rotation-service.ts';
import type { SandboxConsoleService } from './sandbox-console-service.ts';
import type { ScopeService } from './scope-service.ts';
import type { SecretExpiryService } from './secret-expiry-service.ts';
import type { SecretService } from './secret-service.ts';
import type { SettingsService } from './settings-service.ts';
import type { SyncService } from './sync-service.ts';
import type { TokenRevocationService } from './token-revocation-service.ts';
import type { VaultService } from './vault-service.ts';

/** Every use case, as the transports see them. */
export interface Services {
  readonly app: AppStatusService;
  readonly activity: ActivityService;
  readonly byHand: ByHandService;
  readonly checks: KeyCheckService;
  readonly clipboard: ClipboardService;
  readonly connections: ConnectionService;
  readonly exports: ExportService;
  readonly forgetting: ForgettingService;
  readonly filePicker: FilePicker;
  readonly keys: KeyService;
  readonly links: ExternalLinks;
  readonly registry: ProviderRegistry;
  readonly rotations: RotationService;
  readonly sandboxConsole: SandboxConsoleService;
  readonly scopes: ScopeService;
  readonly secretExpiry: SecretExpiryService;
  readonly secrets: SecretService;
  readonly settings: SettingsService;
  readonly sync: SyncService;
  readonly tokenRevocation: TokenRevocationService;
  readonly vault: VaultService;
}
