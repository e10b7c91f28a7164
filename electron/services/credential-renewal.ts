import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { credentialIdSchema, type ConnectionId, type CredentialId } from '../../shared/lib/ids.ts';
import type { CustodyService } from './custody-service.ts';
import type { IdSource } from './ports/id-source.ts';
import type { RenewedCredential } from './ports/provider-values.ts';
import type { RunningWrites } from './running-writes.ts';
import type { ConnectionStore } from './ports/stores.ts';

interface Dependencies {
  readonly connections: ConnectionStore;
  readonly custody: CustodyService;
  readonly ids: IdSource;
  readonly writes: RunningWrites;
}

/**
 * Renews the credentials that a provider lets run out, such as OAuth tokens. One at a time per
 * account, because a refresh token is good for one exchange.
 */
export class CredentialRenewal {
  private readonly deps: Dependencies;
  private readonly queues = new Map<ConnectionId, Promise<unknown>>();
  /**
   * Renewed credentials that the keychain did not take: the old one is spent, so these are used until
   * Rekey quits, as long as nobody signs in again.
   */
  private readonly unkept = new Map<
    ConnectionId,
    { readonly replacesId: CredentialId; readonly credentialSecret: string }
  >();

  /** Which credential each renewed one came from; ids only. */
  private readonly renewedFrom = new Map<CredentialId, CredentialId>();

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * `usedSecret` is what the caller had: where another one is kept by now, that one is the answer.
   * Errors: what `exchange` answers; `not-found` when the account was forgotten; the keychain's.
   */
  async renew(
    connectionId: ConnectionId,
    usedSecret: string,
    exchange: () => Promise<Result<RenewedCredential>>,
  ): Promise<Result<string>> {
    const before = this.queues.get(connectionId) ?? Promise.resolve();
    const mine = before.then(() =>
      this.deps.writes.during(connectionId, () =>
        this.renewNow(connectionId, usedSecret, exchange),
      ),
    );
    const settled = mine.catch(() => undefined);
    this.queues.set(connectionId, settled);
    try {
      return await mine;
    } finally {
      if (this.queues.get(connectionId) === settled) this.queues.delete(connectionId);
    }
  }

  /** Whether `now` is `earlier` or was renewed from it: the same consent, with the same rights. */
  isSameLine(earlier: CredentialId | null, now: CredentialId | null): boolean {
    if (earlier === null || now === null) return earlier === now;
    for (let id: CredentialId | undefined = now; id !== undefined; id = this.renewedFrom.get(id))
      if (id === earlier) return true;
    return false;
  }

  /** The credential to use now: the kept one, or what it was renewed to where that could not be kept. */
  current(connectionId: ConnectionId, credentialId: CredentialId): Promise<Result<string | null>> {
    const unkept = this.unkept.get(connectionId);
    if (unkept?.replacesId === credentialId) return Promise.resolve(ok(unkept.credentialSecret));
    this.unkept.delete(connectionId);
    return this.deps.custody.readCredential(credentialId);
  }

  private async renewNow(
    connectionId: ConnectionId,
    usedSecret: string,
    exchange: () => Promise<Result<RenewedCredential>>,
  ): Promise<Result<string>> {
    const { connections, custody, ids } = this.deps;
    const credentialId = connections.find(connectionId)?.credentialId ?? null;
    if (credentialId === null) return fail({ kind: 'not-found', what: 'connection' });
    const kept = await this.current(connectionId, credentialId);
    if (!kept.ok) return kept;
    if (kept.value !== null && kept.value !== usedSecret) return ok(kept.value);
    const renewed = await exchange();
    if (!renewed.ok) return renewed;
    const newId = credentialIdSchema.parse(ids.ulid());
    const { credentialSecret, expiresAt } = renewed.value;
    const stored = await custody.storeCredential(newId, credentialSecret);
    const current = connections.find(connectionId);
    if (!stored.ok || current?.credentialId !== credentialId) {
      // It may be there all the same, and nobody will ask for it: the account was signed in again or forgotten.
      custody.dismiss({ credentialIds: [newId] });
      if (current?.credentialId !== credentialId) return goneMeanwhile;
      this.unkept.set(connectionId, { replacesId: credentialId, credentialSecret });
      return ok(credentialSecret);
    }
    this.unkept.delete(connectionId);
    this.renewedFrom.set(newId, credentialId);
    connections.save({ ...current, credentialId: newId, credentialExpiresAt: expiresAt });
    custody.dismiss({ credentialIds: [credentialId] });
    await custody.finishRemovals('background');
    return ok(credentialSecret);
  }
}

const goneMeanwhile = fail({ kind: 'not-found', what: 'connection' } as const);
