import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { ActivityService } from './activity-service.ts';
import { disableQuestion } from './confirmation-texts.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { KeyReader } from './key-reader.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Confirmation } from './ports/host.ts';
import type { KeyRow, Stores } from './ports/stores.ts';
import { isAnswerLost } from './rotation-outcome.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly activity: ActivityService;
  readonly reader: KeyReader;
  readonly confirmation: Confirmation;
  readonly events: EventPublisher;
}

/** Ends keys at the provider, for good. */
export class KeyEnding {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * Ended is what the provider shows as ended, not what it answered.
   * Errors: `conflict`, what the provider answers, and `outcome-unknown` where the key's status
   * could not be seen afterwards.
   */
  async disable(keyId: KeyId, typedName: string): Promise<Result<null>> {
    const { stores, activity } = this.deps;
    const row = stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const { connectionId, name } = row.record;
    const subject = { action: 'key.disabled', connectionId, keyId, subject: name } as const;
    const conflict = conflictOf(row, typedName);
    const call = { isSent: false };
    const answer = conflict === null ? await this.send(row, call) : fail(conflict);
    if (!call.isSent || !mayHaveEnded(answer)) {
      const error: AppError = answer.ok ? { kind: 'cancelled' } : answer.error;
      activity.recordFailure(subject, error);
      return fail(error);
    }
    const seen = await this.deps.reader.refresh(keyId);
    if (seen.ok && seen.value.record.status === 'ended') {
      activity.record(subject);
      return ok(null);
    }
    const error = seen.ok ? this.contradiction(row, answer) : this.unseen(keyId);
    activity.recordFailure({ ...subject, facts: { accepted: answer.ok } }, error);
    return fail(error);
  }

  private send(row: KeyRow, call: { isSent: boolean }): Promise<Result<null>> {
    const { stores, sessions, confirmation } = this.deps;
    const { record, containerName } = row;
    return sessions.call(record.connectionId, 'disableKey', async ({ adapter, session }) => {
      const { disableKey } = adapter.operations;
      if (disableKey === undefined) return fail({ kind: 'not-supported', operation: 'disableKey' });
      const isConfirmed = await confirmation.ask(
        disableQuestion({
          name: record.name,
          providerName: adapter.descriptor.name,
          containerName,
          consequence: adapter.descriptor.words.disable ?? '',
        }),
      );
      if (!isConfirmed) return fail({ kind: 'cancelled' });
      // The question may have stood there for long.
      const now = stores.keys.find(record.id);
      const conflict = now === null ? null : conflictOf(now, record.name);
      if (now === null) return fail({ kind: 'not-found', what: 'key' });
      if (conflict !== null) return fail(conflict);
      call.isSent = true;
      return disableKey(session, record.providerKeyId);
    });
  }

  /** It said yes, or nothing, and shows the key as alive. */
  private contradiction(row: KeyRow, answer: Result<null>): AppError {
    if (!answer.ok) return answer.error;
    const { providerId } = row;
    return { kind: 'provider-rejected', providerId, code: 'key-still-enabled', message: null };
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

function conflictOf({ record, openRotationId }: KeyRow, typedName: string): AppError | null {
  if (openRotationId !== null) return { kind: 'conflict', reason: 'rotation-open' };
  if (record.status === 'ended' || record.status === 'gone')
    return { kind: 'conflict', reason: 'already-ended' };
  return typedName === record.name ? null : { kind: 'conflict', reason: 'typed-name-differs' };
}

const mayHaveEnded = (answer: Result<null>): boolean => answer.ok || isAnswerLost(answer.error);
