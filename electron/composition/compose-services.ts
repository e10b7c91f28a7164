import type { AppStatus } from '../../shared/ipc/contract.ts';
import type { KeychainReason } from '../../shared/errors/app-error.ts';
import { MemoryKeychain } from '../platform/keychain/memory-keychain.ts';
import { LoopbackConsents } from '../platform/node/loopback-consents.ts';
import { RunningWrites } from '../services/running-writes.ts';
import { routeConsents } from './browser-consents.ts';
import { createGuardedFetch } from '../providers/guarded-fetch.ts';
import { ObservedServerClocks } from '../providers/observed-server-clocks.ts';
import { createProviderHttp } from '../providers/provider-http.ts';
import { createProviderRegistry } from '../providers/provider-registry.ts';
import { createAddressPolicy } from '../providers/server-address.ts';
import { ActivityService } from '../services/activity-service.ts';
import { AppStatusService } from '../services/app-status-service.ts';
import { ByHandService } from '../services/by-hand-service.ts';
import { ClipboardService } from '../services/clipboard-service.ts';
import { ConnectionService } from '../services/connection-service.ts';
import { ConnectionSessions } from '../services/connection-session.ts';
import { CustodyService, type CustodyMode } from '../services/custody-service.ts';
import { DestinationPlaces } from '../services/destination-places.ts';
import { DueService } from '../services/due-service.ts';
import { ExportService } from '../services/export-service.ts';
import { ForgettingService } from '../services/forgetting-service.ts';
import { IssuedPlans } from '../services/issued-plans.ts';
import { KeyCheckService } from '../services/key-check-service.ts';
import { KeyReader } from '../services/key-reader.ts';
import { KeyService } from '../services/key-service.ts';
import { LineageService } from '../services/lineage-service.ts';
import { noFailPoints, type FailPoints } from '../services/ports/fail-points.ts';
import type { AddressPolicy } from '../services/ports/address-policy.ts';
import type { Keychain } from '../services/ports/keychain.ts';
import type { ProviderRegistry } from '../services/ports/provider-adapter.ts';
import type { ServerClocks } from '../services/ports/server-clocks.ts';
import type { Stores } from '../services/ports/stores.ts';
import { ReceiptService } from '../services/receipt-service.ts';
import { RemindOnce } from '../services/remind-once.ts';
import { ReminderService } from '../services/reminder-service.ts';
import { RotationService } from '../services/rotation-service.ts';
import { SavedPlanService } from '../services/saved-plan-service.ts';
import { SandboxConsoleService } from '../services/sandbox-console-service.ts';
import { ScopeService } from '../services/scope-service.ts';
import { SecretExpiryService } from '../services/secret-expiry-service.ts';
import { SecretService } from '../services/secret-service.ts';
import type { Services } from '../services/services.ts';
import { SettingsService } from '../services/settings-service.ts';
import { SyncService } from '../services/sync-service.ts';
import { TokenRevocationService } from '../services/token-revocation-service.ts';
import { VaultService } from '../services/vault-service.ts';
import { openMemoryStores } from '../storage/memory-stores.ts';
import { openProfile } from '../storage/profile.ts';
import type { HostPorts } from './host-ports.ts';
import { openSandbox, type AppSandbox } from './sandbox-accounts.ts';
import { endServices, startBackgroundWork } from './service-life.ts';

/** How long quitting waits for what runs before it takes the keychain away. */
export interface RunningServices {
  readonly kind: 'running';
  readonly services: Services;
  /** Lets a host make the simulated network fail; real accounts are out of its reach. */
  readonly replaceSandboxFaults: AppSandbox['replaceFaults'];
  /** Resumes rotations and reads the accounts; called once a page can be shown. */
  startBackgroundWork(): void;
  /** Ends everything that runs and closes the profile; what was saved stays. */
  stop(): Promise<void>;
}

/** Another Rekey has this profile open. */
export interface ProfileInUse {
  readonly kind: 'in-use';
}

/** What the profile turned out to be, and what that means for this session. */
interface Ground {
  readonly stores: Stores;
  readonly keychain: Keychain;
  readonly profileId: string;
  readonly mode: CustodyMode;
  readonly database: AppStatus['database'];
  readonly databaseWaits: boolean;
  close(): void;
}

/** Builds every service. The only place that says which implementation stands behind a port. */
export async function composeServices(
  ports: HostPorts,
  options: { readonly failPoints?: FailPoints } = {},
): Promise<RunningServices | ProfileInUse> {
  const ground = await openGround(ports);
  if (ground === null) {
    await ports.keychain.close();
    return { kind: 'in-use' };
  }
  const sandbox = openSandbox(ground.stores.sandboxStates, ports.clock);
  const { services, custody, writes } = buildServices(ports, ground, sandbox, options);
  dismissLeftovers(ground.stores, custody);
  let background: Promise<void> = Promise.resolve();
  let stopping: Promise<void> | null = null;
  return {
    kind: 'running',
    services,
    replaceSandboxFaults: (rules) => {
      sandbox.replaceFaults(rules);
    },
    startBackgroundWork: () => {
      background = startBackgroundWork(services, custody, ports.logger);
    },
    stop: () => (stopping ??= endServices({ services, writes }, ground, ports, () => background)),
  };
}

/** A sign-in that a crash cut short has left its token behind. */
function dismissLeftovers(stores: Stores, custody: CustodyService): void {
  custody.dismissCredentialsExcept(
    stores.connections.all().flatMap(({ credentialId }) => credentialId ?? []),
  );
}

function buildServices(
  ports: HostPorts,
  ground: Ground,
  sandbox: AppSandbox,
  options: { readonly failPoints?: FailPoints },
): { services: Services; custody: CustodyService; writes: RunningWrites } {
  const shared = buildShared(ports, ground, sandbox);
  const { activity, clipboard, custody, settings } = shared;
  const keys = new KeyService(shared);
  const secrets = new SecretService(shared);
  const failPoints = options.failPoints ?? noFailPoints;
  const sync = new SyncService(shared);
  const byHand = new ByHandService({ ...shared, keys });
  const secretExpiry = new SecretExpiryService({ ...shared, keys });
  const vault = new VaultService({ ...shared, secrets });
  const issuedPlans = new IssuedPlans();
  const rotations = new RotationService({
    ...{ ...shared, failPoints, byHand, issuedPlans, vault },
    ...{ secretFiles: ports.secretFiles, secretCommand: ports.secretCommand },
    userName: ports.userName,
    expiry: secretExpiry,
  });
  const services: Services = {
    activity,
    app: new AppStatusService({ ...ports, ...ground, custody }),
    byHand,
    checks: new KeyCheckService({ ...shared, secrets }),
    clipboard,
    connections: new ConnectionService(shared),
    destinationPlaces: new DestinationPlaces({ ...shared, secretFiles: ports.secretFiles }),
    due: new DueService(shared),
    exports: new ExportService(shared),
    filePicker: ports.filePicker,
    forgetting: new ForgettingService({ ...shared, sync }),
    keys,
    lineage: new LineageService(shared),
    links: ports.links,
    registry: shared.registry,
    reminders: new ReminderService(shared),
    rotations,
    receipts: new ReceiptService({ ...shared, rotations }),
    savedPlans: new SavedPlanService({ ...shared, issuedPlans, reader: ports.secretFiles }),
    sandboxConsole: new SandboxConsoleService(shared),
    scopes: new ScopeService({ ...shared, keys }),
    secretExpiry,
    secrets,
    settings,
    sync,
    tokenRevocation: new TokenRevocationService({ ...shared, secrets }),
    vault,
  };
  return { services, custody, writes: shared.writes };
}

/** What most services need: the ports, and the services that others build on. */
function buildShared(ports: HostPorts, ground: Ground, sandbox: AppSandbox) {
  const { clock, events, ids, logger, confirmation } = ports;
  const { stores, keychain, profileId, mode } = ground;
  const settings = new SettingsService({ preferences: ports.preferences, events });
  const { registry, addresses, serverClocks } = buildProviders(ports, sandbox, settings);
  const { connections, keychainIndex: index, sealed } = stores;
  const writes = new RunningWrites();
  const custody = new CustodyService({ keychain, index, sealed, profileId, mode });
  const sessions = new ConnectionSessions({
    connections,
    registry,
    custody,
    events,
    ids,
    clock,
    writes,
  });
  return {
    stores,
    registry,
    serverClocks,
    addresses,
    consents: routeConsents(sandbox, new LoopbackConsents({ links: ports.links, clock, ids })),
    custody,
    sessions,
    writes,
    reader: new KeyReader({ stores, sessions, registry, events, clock, ids }),
    activity: new ActivityService({ store: stores.activity, clock, events }),
    remindOnce: new RemindOnce({
      notifications: ports.notifications,
      shownReminders: stores.shownReminders,
      clock,
    }),
    settings,
    clipboard: new ClipboardService({ clipboard: ports.clipboard, clock, events }),
    sandbox: sandbox.accounts,
    picker: ports.filePicker,
    files: ports.fileWriter,
    confirmation,
    events,
    logger,
    clock,
    ids,
  };
}

/** Simulated accounts are reached inside this process, every other address over the network. */
function buildProviders(
  { allowLoopback, clock, ids, logger, fetch }: HostPorts,
  sandbox: AppSandbox,
  settings: SettingsService,
): { registry: ProviderRegistry; addresses: AddressPolicy; serverClocks: ServerClocks } {
  const serverClocks = new ObservedServerClocks(clock);
  const transport = serverClocks.watching((url, init) =>
    sandbox.transport.handles(url) ? sandbox.transport.fetch(url, init) : fetch(url, init),
  );
  const http = createProviderHttp({ transport, clock, ids, allowLoopback, logger });
  const options = { pubnubVersion: () => settings.get().pubnubVersion };
  const registry = createProviderRegistry({
    http,
    clock,
    ids,
    options,
    fetch: createGuardedFetch({ transport, clock, allowLoopback, logger }),
  });
  return { registry, serverClocks, addresses: createAddressPolicy(registry, { allowLoopback }) };
}

/** Null when another Rekey has the profile. Whatever else is wrong, the app starts and says it. */
async function openGround(ports: HostPorts): Promise<Ground | null> {
  const { profileDir, keychain, clock, ids, logger } = ports;
  const opening = await openProfile({ profileDir, keychain, clock, ids, logger });
  switch (opening.kind) {
    case 'open':
      return {
        stores: opening.stores,
        keychain,
        profileId: opening.profileId,
        mode: { mode: 'keychain' },
        database: { state: 'open' },
        databaseWaits: false,
        close: () => {
          opening.close();
        },
      };
    case 'keychain':
      return sessionGround(ports, opening, opening.reason, {
        database: { state: 'in-memory' },
        databaseWaits: opening.hasDatabase,
      });
    case 'database': {
      const { reason, fileName } = opening;
      if (reason === 'in-use') {
        opening.release();
        return null;
      }
      return sessionGround(ports, opening, 'session-only', {
        database: { state: 'unavailable', reason, fileName },
        databaseWaits: true,
      });
    }
  }
}

/** Nothing is written but preferences: the database and the keychain are in memory. */
function sessionGround(
  { clock, ids }: HostPorts,
  profile: { release(): void },
  reason: KeychainReason,
  state: Pick<Ground, 'database' | 'databaseWaits'>,
): Ground {
  const stores = openMemoryStores({ clock, ids });
  return {
    ...state,
    stores,
    keychain: new MemoryKeychain(),
    profileId: ids.ulid(),
    mode: { mode: 'session-only', reason },
    close: () => {
      stores.close();
      profile.release();
    },
  };
}
