import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { credentialIdSchema, type CredentialId } from '../../shared/lib/ids.ts';
import type { ActivityService } from './activity-service.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { CustodyService } from './custody-service.ts';
import type { AddressPolicy } from './ports/address-policy.ts';
import type { BrowserConsents } from './ports/browser-consents.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderAdapter, ProviderRegistry } from './ports/provider-adapter.ts';
import type { ProviderTarget, SignedIn } from './ports/provider-values.ts';
import type { ConnectionRecord, Stores } from './ports/stores.ts';

/** What the connect form gives; used once. */
export interface ConnectInput {
  readonly providerId: string;
  readonly baseUrl: string;
  readonly dataPlaneUrl: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** An account whose token is not kept yet. */
export interface SignedInAccount {
  readonly adapter: ProviderAdapter;
  readonly target: ProviderTarget;
  readonly account: SignedIn;
}

interface Dependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly custody: CustodyService;
  readonly sessions: ConnectionSessions;
  readonly addresses: AddressPolicy;
  readonly consents: BrowserConsents;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
  readonly ids: IdSource;
}

/** Passes a password to one request and forgets it; the token that comes back is kept in the keychain. */
export class AccountSignIn {
  private readonly deps: Dependencies;
  private waiting: AbortController | null = null;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** Checks the addresses and the form, then asks once. */
  async at(input: ConnectInput): Promise<Result<SignedInAccount>> {
    const canSignIn = this.deps.registry.find(input.providerId)?.descriptor.capabilities.signIn;
    if (canSignIn !== true) return fail({ kind: 'not-supported', operation: 'signIn' });
    const checked = checkedTarget(this.deps, input);
    if (!checked.ok) return checked;
    const { adapter, target } = checked.value;
    const account = await this.ask(adapter, target, input.fields);
    return account.ok ? ok({ adapter, target, account: account.value }) : account;
  }

  /** Ends the sign-in that waits for the person in the browser, if one does. */
  cancel(): void {
    this.waiting?.abort();
  }

  /** By the typed fields, else by consent in the browser; a second consent ends the first. */
  private async ask(
    adapter: ProviderAdapter,
    target: ProviderTarget,
    fields: ConnectInput['fields'],
  ): Promise<Result<SignedIn>> {
    const { signIn, signInWithBrowser } = adapter.operations;
    if (signIn !== undefined) return signIn(target, fields, new AbortController().signal);
    if (signInWithBrowser === undefined)
      return fail({ kind: 'not-supported', operation: 'signIn' });
    this.cancel();
    const waiting = new AbortController();
    this.waiting = waiting;
    try {
      return await this.deps.consents.with(target.baseUrl, (consent) =>
        signInWithBrowser(target, consent, waiting.signal),
      );
    } finally {
      if (this.waiting === waiting) this.waiting = null;
    }
  }

  /**
   * The new token is stored and read back before the old one goes. `recordOf` is asked after that:
   * a sync, a rename or a second sign-in may have changed the record meanwhile.
   */
  async keep(
    { account }: SignedInAccount,
    recordOf: () => ConnectionRecord | null,
  ): Promise<Result<ConnectionRecord>> {
    const { stores, custody, sessions, events, ids } = this.deps;
    const credentialId = credentialIdSchema.parse(ids.ulid());
    const stored = await custody.storeCredential(credentialId, account.credentialSecret);
    if (!stored.ok) {
      // It may be there all the same, and nobody will ever ask for it.
      custody.dismiss({ credentialIds: [credentialId] });
      return stored;
    }
    const saved = stores.transaction(() => {
      const record = recordOf();
      if (record === null) custody.dismiss({ credentialIds: [credentialId] });
      return record === null ? null : this.saveCredential(record, account, credentialId);
    });
    if (saved !== null) sessions.signedIn(saved.id);
    // A leftover token is harmless and goes at a later start; its failure must not undo the sign-in.
    await custody.finishRemovals('background');
    if (saved === null) return fail({ kind: 'not-found', what: 'connection' });
    events.publish('connections.changed', {});
    return ok(saved);
  }

  private saveCredential(
    record: ConnectionRecord,
    account: SignedIn,
    credentialId: CredentialId,
  ): ConnectionRecord {
    const { stores, custody, activity } = this.deps;
    const { lastSyncError } = record;
    const isNew = stores.connections.find(record.id) === null;
    const saved: ConnectionRecord = {
      ...record,
      accountName: account.accountName,
      credentialId,
      credentialExpiresAt: account.expiresAt,
      credentialProven: false,
      lastSyncError: lastSyncError?.kind === 'provider-unauthorized' ? null : lastSyncError,
    };
    stores.connections.save(saved);
    if (record.credentialId !== null) custody.dismiss({ credentialIds: [record.credentialId] });
    activity.record({
      action: isNew ? 'connection.connected' : 'connection.signed-in',
      connectionId: saved.id,
      subject: saved.label,
    });
    return saved;
  }
}

/** Which provider is meant and where it is spoken to; refuses addresses and fields left empty. */
export function checkedTarget(
  { registry, addresses }: Pick<Dependencies, 'registry' | 'addresses'>,
  input: ConnectInput,
): Result<Pick<SignedInAccount, 'adapter' | 'target'>> {
  const adapter = registry.find(input.providerId);
  if (adapter === null) return fail({ kind: 'not-found', what: 'provider' });
  const baseUrl = addresses.check(adapter.id, input.baseUrl, 'admin');
  if (!baseUrl.ok) return baseUrl;
  const dataPlaneUrl = addresses.check(adapter.id, input.dataPlaneUrl, 'data');
  if (!dataPlaneUrl.ok) return dataPlaneUrl;
  const missing = adapter.descriptor.connect.fields.filter(
    (field) => (input.fields[field.name] ?? '').trim() === '',
  );
  if (missing.length > 0) {
    const issues = missing.map((field) => `${field.label} is missing.`);
    return fail({ kind: 'invalid-input', issues });
  }
  const target = { baseUrl: baseUrl.value, dataPlaneUrl: dataPlaneUrl.value };
  return ok({ adapter, target });
}
