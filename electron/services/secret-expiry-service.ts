import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { KeyDetails, Part } from '../../shared/keys/key.ts';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { KeyId, PartId } from '../../shared/lib/ids.ts';
import type { ActivityFact, ActivityService } from './activity-service.ts';
import { earlierEndQuestion, endSecretQuestion } from './confirmation-texts.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { KeyReader } from './key-reader.ts';
import type { KeyService } from './key-service.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Confirmation } from './ports/host.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type { KeyRow, Stores } from './ports/stores.ts';
import { isAnswerLost } from './answer-lost.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly reader: KeyReader;
  readonly keys: KeyService;
  readonly registry: Pick<ProviderRegistry, 'find'>;
  readonly confirmation: Confirmation;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
}

/** A secret that was rotated away and that the provider still takes for a while. */
interface ExpiringSecret {
  readonly row: KeyRow;
  readonly part: Part;
  /** All that names it at the provider. */
  readonly stub: string;
}

/** Moves the end of secrets that have one. A secret without an end ends with its key only. */
export class SecretExpiryService {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * Asks the provider which secrets a key has, where its list of keys does not tell. Nothing else of
   * the key is taken over: a sync has to see what changed there.
   */
  async look(keyId: KeyId): Promise<Result<KeyDetails>> {
    const { stores, reader, keys, events } = this.deps;
    const before = stores.keys.find(keyId)?.record;
    if (before === undefined) return fail({ kind: 'not-found', what: 'key' });
    const read = await reader.read(before.connectionId, before.providerKeyId);
    if (!read.ok) return read;
    const current = stores.keys.find(keyId)?.record;
    if (current === undefined) return fail({ kind: 'not-found', what: 'key' });
    const { parts } = reader.merged(read.value.key, current, current);
    stores.keys.save({ ...current, parts });
    events.publish('keys.changed', { connectionId: current.connectionId });
    return keys.get(keyId);
  }

  /**
   * `expiresAt` may also be earlier than before, once the host has confirmed it: that ends a secret.
   * Errors: `conflict` where this secret has ended or has no end, `cancelled`, `invalid-input` with
   * the provider's bounds in words, and what the provider answers.
   */
  async extend(partId: PartId, expiresAt: number): Promise<Result<KeyDetails>> {
    const found = this.find(partId, 'extendSecret');
    if (!found.ok) return found;
    const { row, stub } = found.value;
    const { connectionId, providerKeyId, id: keyId } = row.record;
    const subject = subjectOf(found.value, 'secret.extended', {
      until: new Date(expiresAt).toISOString(),
    });
    if (!(await this.confirmsEnd(found.value, expiresAt)))
      return this.failed(subject, { kind: 'cancelled' });
    const sent = await this.deps.sessions.call(
      connectionId,
      'extendSecret',
      async ({ adapter, session }) => {
        const { extendSecret } = adapter.operations;
        return extendSecret === undefined
          ? fail({ kind: 'not-supported', operation: 'extendSecret' })
          : extendSecret(session, providerKeyId, stub, expiresAt);
      },
    );
    const seen = isWorthALook(sent) ? await this.deps.reader.refresh(keyId) : sent;
    const endNow = this.partNow(found.value)?.expiresAt ?? 0;
    // The provider may keep whole seconds only.
    const isSeen = isLost(sent) && seen.ok && Math.abs(endNow - expiresAt) < SECOND_MS;
    if (!sent.ok && !isSeen) return this.failed(subject, sent.error);
    this.deps.activity.record(subject);
    return this.deps.keys.get(keyId);
  }

  /**
   * Final. Ended is what a fresh look no longer shows, not what the provider answered.
   * Errors: as above, and `outcome-unknown` where the provider could not be looked at afterwards.
   */
  async end(partId: PartId, typedName: string): Promise<Result<KeyDetails>> {
    const found = this.find(partId, 'endSecret');
    if (!found.ok) return found;
    const { row } = found.value;
    const { id: keyId } = row.record;
    const subject = subjectOf(found.value, 'secret.ended', {});
    const conflict = conflictOf(row, typedName);
    if (conflict !== null) return this.failed(subject, conflict);
    const call = { isSent: false };
    const answer = await this.send(found.value, call);
    if (!call.isSent || !isWorthALook(answer)) {
      const error: AppError = answer.ok ? { kind: 'cancelled' } : answer.error;
      return this.failed(subject, error);
    }
    const seen = await this.deps.reader.refresh(keyId);
    // Somebody else was faster: it has ended, though not by this call.
    if (!answer.ok && !isLost(answer)) return this.failed(subject, answer.error);
    if (!seen.ok) return this.failed(subject, { kind: 'outcome-unknown', rotationId: null });
    const isThere = this.partNow(found.value)?.state === 'expiring';
    if (isThere) return this.failed(subject, this.contradiction(row, answer));
    this.deps.activity.record(subject);
    return this.deps.keys.get(keyId);
  }

  private async confirmsEnd(
    { row, part, stub }: ExpiringSecret,
    expiresAt: number,
  ): Promise<boolean> {
    if (part.expiresAt !== null && expiresAt >= part.expiresAt) return true;
    const { record, containerName, providerId } = row;
    const providerName = this.deps.registry.find(providerId)?.descriptor.name ?? providerId;
    return this.deps.confirmation.ask(
      earlierEndQuestion({ keyName: record.name, stub, containerName, providerName }, expiresAt),
    );
  }

  private send(secret: ExpiringSecret, call: { isSent: boolean }): Promise<Result<null>> {
    const { sessions, confirmation } = this.deps;
    const { row, stub } = secret;
    const { connectionId, providerKeyId, name } = row.record;
    return sessions.call(connectionId, 'endSecret', async ({ adapter, session }) => {
      const { endSecret } = adapter.operations;
      if (endSecret === undefined) return fail({ kind: 'not-supported', operation: 'endSecret' });
      const isConfirmed = await confirmation.ask(
        endSecretQuestion({
          ...{ keyName: name, stub, containerName: row.containerName },
          providerName: adapter.descriptor.name,
        }),
      );
      if (!isConfirmed) return fail({ kind: 'cancelled' });
      // The question may have stood there for long.
      const now = this.find(secret.part.id, 'endSecret');
      if (!now.ok) return now;
      const conflict = conflictOf(now.value.row, now.value.row.record.name);
      if (conflict !== null) return fail(conflict);
      call.isSent = true;
      return endSecret(session, providerKeyId, stub);
    });
  }

  private find(partId: PartId, operation: 'extendSecret' | 'endSecret'): Result<ExpiringSecret> {
    const row = this.deps.stores.keys.findByPart(partId);
    const part = row?.record.parts.find(({ id }) => id === partId);
    if (row === null || part?.nature !== 'secret')
      return fail({ kind: 'not-found', what: 'secret' });
    const { status } = row.record;
    if (part.state === 'ended' || status === 'ended' || status === 'gone')
      return fail({ kind: 'conflict', reason: 'already-ended' });
    return part.state === 'current' || part.stub === null
      ? fail({ kind: 'not-supported', operation })
      : ok({ row, part, stub: part.stub });
  }

  private partNow({ part }: ExpiringSecret): Part | undefined {
    return this.deps.stores.keys.findByPart(part.id)?.record.parts.find(({ id }) => id === part.id);
  }

  /** It said yes, or nothing, and still shows the secret. */
  private contradiction({ providerId }: KeyRow, answer: Result<null>): AppError {
    return answer.ok
      ? { kind: 'provider-rejected', providerId, code: 'secret-still-listed', message: null }
      : answer.error;
  }

  private failed(subject: ActivityFact, error: AppError): Result<never> {
    this.deps.activity.recordFailure(subject, error);
    return fail(error);
  }
}

const subjectOf = (
  { row, part, stub }: ExpiringSecret,
  action: 'secret.extended' | 'secret.ended',
  facts: Readonly<Record<string, string>>,
): ActivityFact => ({
  action,
  connectionId: row.record.connectionId,
  keyId: row.record.id,
  subject: row.record.name,
  facts: { part: part.role, stub, ...facts },
});

function conflictOf({ record, openRotationId }: KeyRow, typedName: string): AppError | null {
  if (openRotationId !== null) return { kind: 'conflict', reason: 'rotation-open' };
  return typedName === record.name ? null : { kind: 'conflict', reason: 'typed-name-differs' };
}

const isLost = (answer: Result<null>): boolean => !answer.ok && isAnswerLost(answer.error);

/** Done, perhaps done, or no longer there: in each case the picture kept here may be old. */
const isWorthALook = (answer: Result<null>): boolean =>
  answer.ok || isAnswerLost(answer.error) || answer.error.kind === 'not-found';
