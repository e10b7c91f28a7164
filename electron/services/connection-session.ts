import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { ConnectionId } from '../../shared/lib/ids.ts';
import { CredentialRenewal } from './credential-renewal.ts';
import type { CustodyService } from './custody-service.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderAdapter, ProviderRegistry } from './ports/provider-adapter.ts';
import type { ProviderSession } from './ports/provider-values.ts';
import type { RequestBudget } from './ports/request-budget.ts';
import type { ConnectionRecord, ConnectionStore } from './ports/stores.ts';
import type { RunningWrites } from './running-writes.ts';
import { RequestBudgets } from './request-budgets.ts';

/** An account ready to be called. */
export interface OpenSession {
  readonly connection: ConnectionRecord;
  readonly adapter: ProviderAdapter;
  readonly session: ProviderSession;
}

/** Calls that every account may make; a 403 on them may mean that a session that worked is over. */
const ownReads: ReadonlySet<string> = new Set(['listContainers', 'listKeys', 'readKey']);

/**
 * Opens sessions and decides what 401 and 403 mean. A session that ended asks once to sign in;
 * the same answer to the same call after a fresh sign-in is a missing right. So is every 403, with
 * the right that the provider named, except where a provider's sessions end with one.
 */
export class ConnectionSessions {
  private readonly connections: ConnectionStore;
  private readonly registry: ProviderRegistry;
  private readonly events: EventPublisher;
  private readonly renewal: CredentialRenewal;
  private readonly budgets: RequestBudgets;
  private readonly signInNeeded = new Set<ConnectionId>();
  private readonly workedBefore = new Map<ConnectionId, Set<string>>();
  private readonly provenIds = new Set<ConnectionRecord['credentialId']>();
  /** Calls that asked for a sign-in, by connection: asking again would be a loop. */
  private readonly askedFor = new Map<ConnectionId, Set<string>>();

  constructor(deps: {
    connections: ConnectionStore;
    registry: ProviderRegistry;
    custody: CustodyService;
    events: EventPublisher;
    ids: IdSource;
    clock: Clock;
    writes: RunningWrites;
  }) {
    this.connections = deps.connections;
    this.registry = deps.registry;
    this.events = deps.events;
    this.renewal = new CredentialRenewal(deps);
    this.budgets = new RequestBudgets(deps.clock);
  }

  /** The account with its token from the keychain; `provider-unauthorized` when there is none. */
  async open(connectionId: ConnectionId): Promise<Result<OpenSession>> {
    const connection = this.connections.find(connectionId);
    if (connection === null) return fail({ kind: 'not-found', what: 'connection' });
    const adapter = this.registry.find(connection.providerId);
    if (adapter === null) return fail({ kind: 'not-found', what: 'provider' });
    const unauthorized = {
      kind: 'provider-unauthorized',
      providerId: connection.providerId,
    } as const;
    if (this.isByHand(connection)) return fail({ kind: 'not-supported', operation: 'signIn' });
    if (connection.credentialId === null) return fail(unauthorized);
    const credential = await this.renewal.current(connectionId, connection.credentialId);
    if (!credential.ok) return credential;
    const credentialSecret = credential.value;
    if (credentialSecret === null) return fail(unauthorized);
    const { baseUrl, dataPlaneUrl, accountId } = connection;
    const budget = this.budgetOf(connection);
    return ok({
      connection,
      adapter,
      session: {
        baseUrl,
        dataPlaneUrl,
        accountId,
        credentialSecret,
        renew: (exchange) => this.renewal.renew(connectionId, credentialSecret, exchange),
        ...(budget === null ? {} : { budget }),
      },
    });
  }

  /**
   * Runs one provider call by name and interprets its refusal.
   * Errors: whatever the call answers, with 401 and 403 told apart as above.
   */
  async call<T>(
    connectionId: ConnectionId,
    operation: string,
    run: (open: OpenSession) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const opened = await this.open(connectionId);
    if (!opened.ok) {
      if (opened.error.kind === 'provider-unauthorized') this.askToSignIn(connectionId);
      return opened;
    }
    return this.callWith(opened.value, operation, run);
  }

  /** As `call`, for many calls with one opened session: the token is not read from the keychain each time. */
  async callWith<T>(
    open: OpenSession,
    operation: string,
    run: (open: OpenSession) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const result = await run(open);
    if (result.ok) {
      this.noteSuccess(open.connection, operation);
      return result;
    }
    return fail(this.interpret(open.connection, operation, result.error));
  }

  /** What counts this account's requests; null where nothing is counted. */
  budgetOf(connection: ConnectionRecord): RequestBudget | null {
    const adapter = this.registry.find(connection.providerId);
    return this.budgets.of(connection, adapter?.rules.requestRate ?? null);
  }

  /** A fresh sign-in succeeded: the next refusal of a call that asked for it is final. */
  signedIn(connectionId: ConnectionId): void {
    this.signInNeeded.delete(connectionId);
  }

  /** Whether no sign-in belongs to this account: its keys are kept by hand, nothing is read. */
  isByHand({ providerId }: ConnectionRecord): boolean {
    return this.registry.find(providerId)?.operations.openByHand !== undefined;
  }

  needsSignIn(connection: ConnectionRecord): boolean {
    if (this.isByHand(connection)) return false;
    return (
      connection.credentialId === null ||
      this.signInNeeded.has(connection.id) ||
      connection.lastSyncError?.kind === 'provider-unauthorized'
    );
  }

  forget(connectionId: ConnectionId): void {
    this.signInNeeded.delete(connectionId);
    this.workedBefore.delete(connectionId);
    this.askedFor.delete(connectionId);
  }

  private interpret(connection: ConnectionRecord, operation: string, error: AppError): AppError {
    if (error.kind !== 'provider-unauthorized' && error.kind !== 'provider-forbidden') return error;
    const credentialId = this.connections.find(connection.id)?.credentialId ?? null;
    if (!this.renewal.isSameLine(connection.credentialId, credentialId)) {
      // Refused with a token that was replaced, or forgotten, meanwhile: says nothing about the new one.
      return { kind: 'provider-unauthorized', providerId: connection.providerId };
    }
    const asked = this.askedFor.get(connection.id)?.has(operation) === true;
    const mayBeOver =
      error.kind === 'provider-unauthorized' || this.mayEndWith403(connection, operation);
    const isStillSignedOut = this.signInNeeded.has(connection.id);
    if (mayBeOver && (!asked || isStillSignedOut)) {
      setOf(this.askedFor, connection.id).add(operation);
      this.askToSignIn(connection.id);
      return { kind: 'provider-unauthorized', providerId: connection.providerId };
    }
    return error.kind === 'provider-forbidden'
      ? error
      : { kind: 'provider-forbidden', providerId: connection.providerId, permission: null };
  }

  private mayEndWith403(connection: ConnectionRecord, operation: string): boolean {
    const rules = this.registry.find(connection.providerId)?.rules;
    if (rules?.sessionEndsWith403 !== true) return false;
    return (
      this.workedBefore.get(connection.id)?.has(operation) === true ||
      (connection.credentialProven && ownReads.has(operation))
    );
  }

  private noteSuccess(connection: ConnectionRecord, operation: string): void {
    setOf(this.workedBefore, connection.id).add(operation);
    this.askedFor.get(connection.id)?.delete(operation);
    if (connection.credentialProven || this.provenIds.has(connection.credentialId)) return;
    this.provenIds.add(connection.credentialId);
    const current = this.connections.find(connection.id);
    if (current !== null && current.credentialId === connection.credentialId) {
      this.connections.save({ ...current, credentialProven: true });
    }
  }

  private askToSignIn(connectionId: ConnectionId): void {
    if (this.signInNeeded.has(connectionId)) return;
    this.signInNeeded.add(connectionId);
    this.events.publish('connections.changed', {});
  }
}

function setOf(map: Map<ConnectionId, Set<string>>, id: ConnectionId): Set<string> {
  const found = map.get(id);
  if (found !== undefined) return found;
  const created = new Set<string>();
  map.set(id, created);
  return created;
}
