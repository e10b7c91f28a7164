import type {
  Connection,
  Container,
  CredentialRight,
  ScopeTarget,
} from '../../shared/connections/connection.ts';
import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { containerIdSchema, type ConnectionId, type ContainerId } from '../../shared/lib/ids.ts';
import { accountRecord } from './account-record.ts';
import { AccountSignIn, type ConnectInput } from './account-sign-in.ts';
import { ByHandAccounts } from './by-hand-accounts.ts';
import type { ActivityService } from './activity-service.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { CustodyService } from './custody-service.ts';
import type { AddressPolicy } from './ports/address-policy.ts';
import type { BrowserConsents } from './ports/browser-consents.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { SandboxAccounts } from './ports/sandbox-accounts.ts';
import type { ConnectionRecord, Stores } from './ports/stores.ts';
import { afterSignIn, keepNothing, listedContainers, sameAccount } from './same-account.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly custody: CustodyService;
  readonly sessions: ConnectionSessions;
  readonly addresses: AddressPolicy;
  readonly consents: BrowserConsents;
  readonly sandbox: SandboxAccounts;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
  readonly ids: IdSource;
}

/** The accounts that Rekey knows: tried, connected, signed in again, renamed. */
export class ConnectionService {
  private readonly deps: Dependencies;
  private readonly signIns: AccountSignIn;
  private readonly byHand: ByHandAccounts;

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.signIns = new AccountSignIn(deps);
    this.byHand = new ByHandAccounts(deps);
  }

  list(): Connection[] {
    return this.deps.stores.connections.all().map((record) => this.view(record));
  }

  containers(): Container[] {
    return [...this.deps.stores.containers.all()];
  }

  /** Signs in, reads the containers and the rights; stores nothing and changes nothing at the provider. */
  async test(input: ConnectInput): Promise<
    Result<{
      accountName: string;
      credentialExpiresAt: number | null;
      containerCount: number;
      rights: CredentialRight[];
    }>
  > {
    const byHand = this.byHand.open(input);
    if (byHand?.ok === false) return byHand;
    if (byHand !== null) {
      const { accountName, containers } = byHand.value.account;
      const containerCount = containers.length;
      return ok({ accountName, credentialExpiresAt: null, containerCount, rights: [] });
    }
    const signedIn = await this.signIns.at(input);
    if (!signedIn.ok) return signedIn;
    const { adapter, target, account } = signedIn.value;
    const { listContainers, readRights } = adapter.operations;
    const { credentialSecret, accountId } = account;
    const session = { ...target, credentialSecret, accountId: accountId ?? '', renew: keepNothing };
    const listed = await listContainers?.(session, new AbortController().signal);
    if (listed?.ok === false) return fail(afterSignIn(listed.error));
    const rights = await readRights?.(session, new AbortController().signal);
    if (rights?.ok === false) return fail(afterSignIn(rights.error));
    return ok({
      accountName: account.accountName,
      credentialExpiresAt: account.expiresAt,
      containerCount: listed?.value.length ?? 0,
      rights: [...(rights?.value ?? [])],
    });
  }

  /** What the credential of a connected account may do; read now, stored nowhere. */
  async rights(connectionId: ConnectionId): Promise<Result<CredentialRight[]>> {
    const read = await this.deps.sessions.call(
      connectionId,
      'readRights',
      ({ adapter, session }) => {
        const { readRights } = adapter.operations;
        if (readRights === undefined)
          return Promise.resolve(fail({ kind: 'not-supported', operation: 'readRights' }));
        return readRights(session, new AbortController().signal);
      },
    );
    return read.ok ? ok([...read.value]) : read;
  }

  /**
   * Connects an account, or finds it again: one that is connected keeps its label, one that was
   * forgotten keeps its id, so that activity and receipts still fit.
   */
  async connect(input: ConnectInput & { readonly label: string }): Promise<Result<Connection>> {
    const { activity, registry } = this.deps;
    const providerName = registry.find(input.providerId)?.descriptor.name ?? input.providerId;
    const label = input.label.trim();
    const kept = this.keptByHand(input, label) ?? (await this.signedInAndKept(input, label));
    if (kept.ok) return ok(this.view(kept.value));
    const subject = label === '' ? providerName : label;
    activity.recordFailure({ action: 'connection.connected', subject }, kept.error);
    return kept;
  }

  /** Signs in again; the account must be the same one. */
  async signIn(
    connectionId: ConnectionId,
    fields: Readonly<Record<string, string>>,
  ): Promise<Result<Connection>> {
    const { stores, activity } = this.deps;
    const record = stores.connections.find(connectionId);
    if (record === null) return fail({ kind: 'not-found', what: 'connection' });
    const kept = await this.signedInAgain(record, fields);
    if (kept.ok) return ok(this.view(kept.value));
    const subject = {
      action: 'connection.signed-in',
      connectionId,
      subject: record.label,
    } as const;
    activity.recordFailure(subject, kept.error);
    return kept;
  }

  /** Connects every simulated account that is not connected yet. */
  async connectSandbox(): Promise<Result<Connection[]>> {
    const connected: Connection[] = [];
    for (const account of this.deps.sandbox.all()) {
      const present = this.deps.stores.connections
        .all()
        .find((record) => record.isSandbox && record.providerId === account.providerId);
      if (present !== undefined && !this.deps.sessions.needsSignIn(present)) {
        connected.push(this.view(present));
        continue;
      }
      const name =
        this.deps.registry.find(account.providerId)?.descriptor.name ?? account.providerId;
      const result = await this.connect({ ...account, label: `${name} sandbox` });
      if (!result.ok) return result;
      connected.push(result.value);
    }
    return ok(connected);
  }

  rename(connectionId: ConnectionId, label: string): Result<Connection> {
    const { stores, activity, events } = this.deps;
    const record = stores.connections.find(connectionId);
    if (record === null) return fail({ kind: 'not-found', what: 'connection' });
    const renamed = { ...record, label: label.trim() === '' ? record.label : label.trim() };
    stores.transaction(() => {
      stores.connections.save(renamed);
      activity.record({
        action: 'connection.renamed',
        connectionId,
        subject: renamed.label,
        facts: { before: record.label },
      });
    });
    events.publish('connections.changed', {});
    return ok(this.view(renamed));
  }

  /** What a scope of a key in this container may name; read now, stored nowhere. */
  async scopeTargets(containerId: ContainerId): Promise<Result<ScopeTarget[]>> {
    const { stores, sessions } = this.deps;
    const container = stores.containers.find(containerId);
    if (container === null) return fail({ kind: 'not-found', what: 'container' });
    const { connectionId, providerContainerId } = container;
    const read = await sessions.call(connectionId, 'listScopeTargets', ({ adapter, session }) => {
      const { listScopeTargets } = adapter.operations;
      if (listScopeTargets === undefined)
        return Promise.resolve(fail({ kind: 'not-supported', operation: 'listScopeTargets' }));
      return listScopeTargets(session, providerContainerId, new AbortController().signal);
    });
    return read.ok ? ok([...read.value]) : read;
  }

  /** Ends a sign-in that waits for the person in the browser. */
  cancelSignIn(): void {
    this.signIns.cancel();
  }

  /** Creates a container at the provider. */
  async createContainer(connectionId: ConnectionId, name: string): Promise<Result<Container>> {
    const { sessions, stores, activity, ids } = this.deps;
    const subject = { action: 'container.created', connectionId, subject: name } as const;
    const created = await sessions.call(
      connectionId,
      'createContainer',
      async ({ adapter, session }) => {
        const { createContainer } = adapter.operations;
        if (createContainer === undefined)
          return fail({ kind: 'not-supported', operation: 'createContainer' });
        const problems = adapter.draftProblems({ name, scope: null });
        if (problems.length > 0) return fail({ kind: 'invalid-input', issues: [...problems] });
        return createContainer(session, name);
      },
    );
    if (!created.ok) {
      activity.recordFailure(subject, created.error);
      return created;
    }
    const container = stores.transaction(() => {
      activity.record(subject);
      // Forgotten while the provider was asked: what was made there is found when it is connected again.
      if (stores.connections.find(connectionId) === null) return null;
      return stores.containers.upsert({
        id: containerIdSchema.parse(ids.ulid()),
        connectionId,
        providerContainerId: created.value.providerContainerId,
        name: created.value.name,
      });
    });
    if (container === null) return fail({ kind: 'not-found', what: 'connection' });
    this.deps.events.publish('connections.changed', {});
    return ok(container);
  }

  private keptByHand(input: ConnectInput, label: string): Result<ConnectionRecord> | null {
    const opened = this.byHand.open(input);
    if (opened?.ok !== true) return opened;
    return ok(this.byHand.keep(opened.value, accountRecord(this.deps, opened.value, label)));
  }

  private async signedInAndKept(
    input: ConnectInput,
    label: string,
  ): Promise<Result<ConnectionRecord>> {
    const signedIn = await this.signIns.at(input);
    if (!signedIn.ok) return signedIn;
    return this.signIns.keep(signedIn.value, () => accountRecord(this.deps, signedIn.value, label));
  }

  private async signedInAgain(
    record: ConnectionRecord,
    fields: Readonly<Record<string, string>>,
  ): Promise<Result<ConnectionRecord>> {
    const { stores } = this.deps;
    const { providerId, baseUrl, dataPlaneUrl } = record;
    const signedIn = await this.signIns.at({ providerId, baseUrl, dataPlaneUrl, fields });
    if (!signedIn.ok) return signedIn;
    const listed = await listedContainers(record, signedIn.value);
    if (!listed.ok) return listed;
    const { accountId } = signedIn.value.account;
    const same = (current: ConnectionRecord | null): ConnectionRecord | null =>
      current === null ? null : sameAccount(stores, current, accountId, listed.value);
    if (same(record) === null) return otherAccount(record.accountName);
    // A second sign-in may have told meanwhile which account it is.
    return this.signIns.keep(signedIn.value, () => same(stores.connections.find(record.id)));
  }

  private view(record: ConnectionRecord): Connection {
    const { custody, sessions, stores } = this.deps;
    const whenSignedIn = custody.mode.mode === 'keychain' ? 'signed-in' : 'until-quit';
    return {
      id: record.id,
      providerId: record.providerId,
      label: record.label,
      accountName: record.accountName,
      baseUrl: record.baseUrl,
      dataPlaneUrl: record.dataPlaneUrl,
      isSandbox: record.isSandbox,
      signIn: sessions.needsSignIn(record) ? 'needed' : whenSignedIn,
      credentialExpiresAt: record.credentialExpiresAt,
      lastSyncAt: record.lastSyncAt,
      lastSyncError: record.lastSyncError,
      keyCount: stores.keys.countOf(record.id),
    };
  }
}

const otherAccount = (accountName: string): Result<never> =>
  fail({
    kind: 'invalid-input',
    issues: [
      `This signs in to another account than ${accountName}. Connect it as a new account instead.`.slice(
        0,
        300,
      ),
    ],
  });
