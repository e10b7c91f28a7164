import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { ConnectionId, PartId } from '../../shared/lib/ids.ts';
import type { ActivityService } from './activity-service.ts';
import { forgetQuestion } from './confirmation-texts.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { CustodyService } from './custody-service.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Confirmation } from './ports/host.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { SandboxAccounts } from './ports/sandbox-accounts.ts';
import type { Stores } from './ports/stores.ts';
import type { RunningWrites } from './running-writes.ts';
import type { SyncService } from './sync-service.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly custody: CustodyService;
  readonly sessions: ConnectionSessions;
  readonly sandbox: SandboxAccounts;
  readonly sync: Pick<SyncService, 'cancel'>;
  readonly activity: ActivityService;
  readonly confirmation: Confirmation;
  readonly events: EventPublisher;
  readonly writes: RunningWrites;
}

export interface ForgetImpact {
  readonly keyCount: number;
  /** Secrets that exist nowhere else. */
  readonly secretsOnlyHere: number;
  readonly openRotations: number;
}

/** Takes an account off this machine, with its secrets. Nothing changes at the provider. */
export class ForgettingService {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** What would be lost: keys, secrets that exist nowhere else, open rotations. */
  impact(connectionId: ConnectionId): Result<ForgetImpact> {
    const { stores, registry } = this.deps;
    const record = stores.connections.find(connectionId);
    if (record === null) return fail({ kind: 'not-found', what: 'connection' });
    const isReadableAgain =
      registry.find(record.providerId)?.descriptor.capabilities.readSecretAgain === true;
    const keys = stores.keys.ofConnection(connectionId);
    let secretsOnlyHere = 0;
    for (const key of keys) {
      const isAtProvider = isReadableAgain && key.status !== 'gone';
      const held = key.parts.filter(
        (part) =>
          part.nature === 'secret' &&
          (part.custody === 'in-keychain' ||
            part.custody === 'session' ||
            stores.escrow.find(part.id) !== null),
      );
      if (!isAtProvider) secretsOnlyHere += held.length;
      secretsOnlyHere += stores.vault.ofKey(key.id).filter((entry) => entry.partId !== null).length;
    }
    return ok({
      keyCount: keys.length,
      secretsOnlyHere,
      openRotations: stores.rotations.openCountOf(connectionId),
    });
  }

  /**
   * Asks, looks again whether what was asked about is still what would happen, and then removes the
   * account in one transaction with the promise to remove its secrets.
   * Errors: `conflict`, and `keychain-unavailable` before anything has changed.
   */
  async forget(connectionId: ConnectionId, typedName: string): Promise<Result<null>> {
    const { stores, custody, confirmation } = this.deps;
    const record = stores.connections.find(connectionId);
    const impact = this.impact(connectionId);
    if (record === null || !impact.ok) return fail({ kind: 'not-found', what: 'connection' });
    const refuse = (error: AppError): Result<never> => {
      const subject = { connectionId, subject: record.label };
      this.deps.activity.recordFailure({ ...subject, action: 'connection.forgotten' }, error);
      return fail(error);
    };
    if (impact.value.openRotations > 0)
      return refuse({ kind: 'conflict', reason: 'rotation-open' });
    // What is being made may come with a secret that is shown once.
    if (this.deps.writes.isRunning(connectionId))
      return refuse({ kind: 'conflict', reason: 'changed-meanwhile' });
    if (typedName !== record.label)
      return refuse({ kind: 'conflict', reason: 'typed-name-differs' });
    if (!(await confirmation.ask(forgetQuestion(record, impact.value))))
      return fail({ kind: 'cancelled' });
    const probed = await custody.probe();
    if (!probed.ok) return refuse(probed.error);
    const now = this.impact(connectionId);
    if (!now.ok) return now;
    if (now.value.openRotations > 0) return refuse({ kind: 'conflict', reason: 'rotation-open' });
    if (
      now.value.secretsOnlyHere > impact.value.secretsOnlyHere ||
      this.deps.writes.isRunning(connectionId)
    )
      return refuse({ kind: 'conflict', reason: 'changed-meanwhile' });
    this.remove(connectionId);
    // What the keychain does not give up now goes at a later start.
    await custody.finishRemovals();
    return ok(null);
  }

  private remove(connectionId: ConnectionId): void {
    const { stores, custody, sessions, sync, sandbox, activity, events } = this.deps;
    // From here on no page of a running sync is saved any more.
    sync.cancel(connectionId);
    const removed = stores.transaction(() => {
      const record = stores.connections.find(connectionId);
      if (record === null) return null;
      const { credentialId } = record;
      custody.dismiss({
        partIds: this.heldPartsOf(connectionId),
        credentialIds: credentialId === null ? [] : [credentialId],
      });
      stores.connections.remove(connectionId);
      activity.record({ action: 'connection.forgotten', connectionId, subject: record.label });
      return record;
    });
    if (removed?.isSandbox === true) sandbox.reset(removed.providerId);
    sessions.forget(connectionId);
    events.publish('connections.changed', {});
    events.publish('keys.changed', { connectionId: null });
  }

  private heldPartsOf(connectionId: ConnectionId): PartId[] {
    const { keys, vault } = this.deps.stores;
    return keys.ofConnection(connectionId).flatMap((key) => [
      // Also those of which the keychain did not say whether it took them.
      ...key.parts.filter(({ nature }) => nature === 'secret').map(({ id }) => id),
      ...vault
        .ofKey(key.id)
        .flatMap(({ id, partId }) => [...(partId === null ? [] : [partId]), ...vault.formerOf(id)]),
    ]);
  }
}
