import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import type { ActivityService } from './activity-service.ts';
import { endKeyAt } from './key-end-operation.ts';
import { endQuestion } from './confirmation-texts.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { KeyReader } from './key-reader.ts';
import { dropOwnDrift } from './own-changes.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Confirmation } from './ports/host.ts';
import type { KeyRow, Stores } from './ports/stores.ts';
import { listContainerKeys } from './rotation-looks.ts';
import { isAnswerLost } from './answer-lost.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly activity: ActivityService;
  readonly reader: KeyReader;
  readonly confirmation: Confirmation;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** How a key is ended, in the provider's own word. */
export type KeyEndingKind = NonNullable<ProviderDescriptor['capabilities']['end']>;

const actionOf = {
  disable: 'key.disabled',
  revoke: 'key.revoked',
  delete: 'key.deleted',
} as const satisfies Record<KeyEndingKind, string>;

/** Ends keys at the provider, for good. */
export class KeyEnding {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * Ended is what the provider shows as ended, or no longer shows, not what it answered.
   * Errors: `not-supported` where the provider does it in another way, `conflict`, what the provider
   * answers, and `outcome-unknown` where the key's status could not be seen afterwards.
   */
  async end(keyId: KeyId, kind: KeyEndingKind, typedName: string): Promise<Result<null>> {
    const { stores, activity } = this.deps;
    const row = stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const { connectionId, name } = row.record;
    const subject = { action: actionOf[kind], connectionId, keyId, subject: name } as const;
    const conflict = conflictOf(row, typedName);
    const call = { isSent: false };
    const own = this.deps.reader.ownChange(row.record, { status: 'ended' });
    const answer = conflict === null ? await this.send(row, kind, call) : fail(conflict);
    if (!call.isSent || !mayHaveEnded(answer)) {
      const error: AppError = answer.ok ? { kind: 'cancelled' } : answer.error;
      activity.recordFailure(subject, error);
      return fail(error);
    }
    const seen = await this.deps.reader.refresh(keyId, own);
    const isEnded = seen.ok
      ? seen.value.record.status === 'ended'
      : await this.isGone(row, kind, seen.error, own.since);
    if (isEnded) {
      activity.record(subject);
      return ok(null);
    }
    const error = seen.ok ? this.contradiction(row, answer) : this.unseen(keyId);
    activity.recordFailure({ ...subject, facts: { accepted: answer.ok } }, error);
    return fail(error);
  }

  /**
   * Deleted or revoked means that a fresh and complete list no longer has it, or shows it as ended;
   * "not found" by id alone proves nothing. A disabled key stays listed. The record stays, as ended.
   */
  private async isGone(
    { record: { id: keyId, connectionId, providerKeyId, containerId }, providerId }: KeyRow,
    kind: KeyEndingKind,
    error: AppError,
    since: number,
  ): Promise<boolean> {
    const { stores, events, clock } = this.deps;
    const container = stores.containers.find(containerId);
    if (kind === 'disable' || error.kind !== 'not-found' || container === null) return false;
    const { providerContainerId } = container;
    const place = { connectionId, providerId, providerContainerId };
    const listed = await listContainerKeys(this.deps, place, new AbortController().signal);
    if (!listed.ok) return false;
    const shown = listed.value.find((key) => key.providerKeyId === providerKeyId);
    if (shown !== undefined && shown.status !== 'ended') return false;
    const record = stores.keys.find(keyId)?.record;
    if (record === undefined) return false;
    const parts = record.parts.map((part) => ({ ...part, state: 'ended' as const }));
    stores.keys.save({ ...record, status: 'ended', asOf: clock.now(), parts });
    dropOwnDrift(this.deps, keyId, since);
    events.publish('keys.changed', { connectionId: record.connectionId });
    return true;
  }

  private send(row: KeyRow, kind: KeyEndingKind, call: { isSent: boolean }): Promise<Result<null>> {
    const { stores, sessions, confirmation } = this.deps;
    const { record, containerName } = row;
    return sessions.call(record.connectionId, 'endKey', async ({ adapter, session }) => {
      if (adapter.descriptor.capabilities.end !== kind)
        return fail({ kind: 'not-supported', operation: `${kind}Key` });
      const isConfirmed = await confirmation.ask(
        endQuestion(kind, {
          name: record.name,
          providerName: adapter.descriptor.name,
          containerName,
          consequence: adapter.descriptor.words.end ?? '',
        }),
      );
      if (!isConfirmed) return fail({ kind: 'cancelled' });
      // The question may have stood there for long.
      const now = stores.keys.find(record.id);
      const conflict = now === null ? null : conflictOf(now, record.name);
      if (now === null) return fail({ kind: 'not-found', what: 'key' });
      if (conflict !== null) return fail(conflict);
      call.isSent = true;
      return endKeyAt(adapter, session, record.providerKeyId);
    });
  }

  /** It said yes, that there is no such key, or nothing, and shows the key as alive. */
  private contradiction({ providerId }: KeyRow, answer: Result<null>): AppError {
    if (!answer.ok && answer.error.kind !== 'not-found') return answer.error;
    const code = answer.ok ? 'key-still-enabled' : 'key-unknown-but-enabled';
    return { kind: 'provider-rejected', providerId, code, message: null };
  }

  /** Neither "active" nor "ended" would be true: the next sync tells. */
  private unseen(keyId: KeyId): AppError {
    const { stores, events } = this.deps;
    const record = stores.keys.find(keyId)?.record;
    if (record?.status === 'active') {
      stores.keys.save({ ...record, status: 'unknown' });
      events.publish('keys.changed', { connectionId: record.connectionId });
    }
    return { kind: 'outcome-unknown', rotationId: null };
  }
}

/** What is in the way of ending this key, whoever does it. */
export function conflictOf({ record, openRotationId }: KeyRow, typedName: string): AppError | null {
  if (openRotationId !== null) return { kind: 'conflict', reason: 'rotation-open' };
  if (record.status === 'ended' || record.status === 'gone')
    return { kind: 'conflict', reason: 'already-ended' };
  return typedName === record.name ? null : { kind: 'conflict', reason: 'typed-name-differs' };
}

/** "Not found" may be the second no of a key that has ended, or about a key that goes on: a look tells. */
const mayHaveEnded = (answer: Result<null>): boolean =>
  answer.ok || answer.error.kind === 'not-found' || isAnswerLost(answer.error);
