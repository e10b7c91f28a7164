import type { Container } from '../../shared/connections/connection.ts';
import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import { isFixedKey, supportRequestOf } from '../../shared/keys/by-hand-key.ts';
import {
  noAnnotations,
  type KeyAnnotations,
  type KeyDetails,
  type Part,
} from '../../shared/keys/key.ts';
import { keyIdSchema, partIdSchema, type ContainerId, type KeyId } from '../../shared/lib/ids.ts';
import type { RotationTrigger } from '../../shared/rotations/rotation-strategy.ts';
import type { ActivityService } from './activity-service.ts';
import type { ClipboardService } from './clipboard-service.ts';
import { CreatedSecrets } from './created-secrets.ts';
import type { CustodyService } from './custody-service.ts';
import { conflictOf } from './key-ending.ts';
import type { KeyService } from './key-service.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderAdapter, ProviderRegistry } from './ports/provider-adapter.ts';
import type { SecretFacts } from './ports/provider-values.ts';
import type { ConnectionRecord, KeyRecord, KeyRow, Stores } from './ports/stores.ts';

/** The longest description that fits the key's purpose; a longer one goes into the notes. */
const PURPOSE_MAX = 200;

interface Dependencies {
  readonly stores: Stores;
  readonly registry: ProviderRegistry;
  readonly custody: CustodyService;
  readonly keys: Pick<KeyService, 'get'>;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly clipboard: Pick<ClipboardService, 'copyText'>;
}

/** A key that a person made in the provider's console. */
export interface KeyByHand {
  readonly containerId: ContainerId;
  readonly name: string;
  readonly description: string;
  /** Null: it is entered without, and can be brought later under the same name. */
  readonly tokenSecret: string | null;
}

interface Place {
  readonly container: Container;
  readonly connection: ConnectionRecord;
  readonly adapter: ProviderAdapter;
}

/** Keeps the list of keys where only a provider's console makes and ends them. Asks no provider. */
export class ByHandService {
  private readonly deps: Dependencies;
  private readonly keeping: CreatedSecrets;

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.keeping = new CreatedSecrets(deps);
  }

  /**
   * Enters a key, or brings the token of one that was entered without. The token is in escrow with
   * the key's record before it goes to the keychain.
   * Errors: `not-supported`, `invalid-input` by the console's rules or when the token names another
   * key, `conflict` (`name-taken`), `no-place-for-secret`.
   */
  async add(input: KeyByHand): Promise<Result<KeyDetails>> {
    const { stores, activity, events, keys } = this.deps;
    const place = this.placeOf(input.containerId);
    if (!place.ok) return place;
    const connectionId = place.value.connection.id;
    const subject = {
      ...({ action: 'key.created', connectionId, subject: input.name } as const),
      facts: { by: 'hand' },
    };
    const tokenSecret = input.tokenSecret?.trim() ?? null;
    const prepared = this.prepare({ ...input, tokenSecret });
    if (!prepared.ok) {
      activity.recordFailure(subject, prepared.error);
      return prepared;
    }
    const { record } = prepared.value;
    stores.transaction(() => {
      stores.keys.save(record);
      if (tokenSecret !== null) this.putInEscrow(record, tokenSecret);
      activity.record({ ...subject, keyId: record.id });
    });
    await this.keeping.keep(record.id);
    events.publish('keys.changed', { connectionId });
    events.publish('connections.changed', {});
    return keys.get(record.id);
  }

  /** The record of such a key, not yet saved. Errors: as `add`. */
  prepare(input: KeyByHand): Result<{ readonly record: KeyRecord }> {
    const place = this.placeOf(input.containerId);
    if (!place.ok) return place;
    const { tokenSecret } = input;
    const facts = tokenSecret === null ? null : factsOf(place.value.adapter, tokenSecret);
    const problem = this.problemOf(place.value, input, facts);
    return problem === null
      ? ok({ record: this.recordOf(place.value, input, facts) })
      : fail(problem);
  }

  /**
   * Notes that a person ended the key in the console: attested, not seen.
   * Errors: `conflict`, and `invalid-input` with the request to support for a key that the console
   * does not end.
   */
  end(keyId: KeyId, typedName: string, note: string): Result<KeyDetails> {
    const { stores, activity, events, keys, clock } = this.deps;
    const row = stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const { connectionId, name } = row.record;
    const subject = {
      ...({ action: 'key.disabled', connectionId, keyId, subject: name } as const),
      facts: { by: 'hand', attested: true, ...(note.trim() === '' ? {} : { note: note.trim() }) },
    };
    const problem = this.endProblemOf(row) ?? conflictOf(row, typedName);
    if (problem !== null) {
      activity.recordFailure(subject, problem);
      return fail(problem);
    }
    stores.transaction(() => {
      const parts = row.record.parts.map((part) => ({ ...part, state: 'ended' as const }));
      stores.keys.save({ ...row.record, status: 'ended', asOf: clock.now(), parts });
      activity.record(subject);
    });
    events.publish('keys.changed', { connectionId });
    return keys.get(keyId);
  }

  /** Puts the request to support about such a key into the clipboard: names, and no secret. */
  async copySupportRequest(
    keyId: KeyId,
    trigger: RotationTrigger,
  ): Promise<Result<{ clearsAfterMs: null }>> {
    const row = this.deps.stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const guided = this.guideTo(row);
    if (guided === null || !isFixedKey(guided.guide, guided.named))
      return fail({ kind: 'not-supported', operation: 'supportRequest' });
    const { subject, message } = supportRequestOf(guided.guide, guided.named, trigger);
    return this.deps.clipboard.copyText(`${subject}\n\n${message}`);
  }

  private placeOf(containerId: ContainerId): Result<Place> {
    const { stores, registry } = this.deps;
    const container = stores.containers.find(containerId);
    if (container === null) return fail({ kind: 'not-found', what: 'container' });
    const connection = stores.connections.find(container.connectionId);
    if (connection === null) return fail({ kind: 'not-found', what: 'connection' });
    const adapter = registry.find(connection.providerId);
    return adapter?.descriptor.capabilities.byHand === true
      ? ok({ container, connection, adapter })
      : fail({ kind: 'not-supported', operation: 'addByHand' });
  }

  private problemOf(
    { connection, adapter }: Place,
    { name, tokenSecret }: KeyByHand,
    facts: SecretFacts | null,
  ): AppError | null {
    const { stores, custody } = this.deps;
    const issues = adapter.draftProblems({ name, scope: null });
    if (issues.length > 0) return { kind: 'invalid-input', issues: [...issues] };
    if (tokenSecret === '') return { kind: 'invalid-input', issues: ['The token is empty.'] };
    // What the token says is not shown: it may be the name of a key in somebody else's project.
    if (facts !== null && facts.name !== name)
      return { kind: 'invalid-input', issues: ['This token belongs to a key with another name.'] };
    const known = stores.keys.findByProviderId(connection.id, name)?.record ?? null;
    if (known !== null && (tokenSecret === null || !this.lacksToken(known)))
      return { kind: 'conflict', reason: 'name-taken' };
    const place = tokenSecret === null ? ok(null) : custody.placeFor(connection);
    const writable = place.ok ? stores.checkWritable() : place;
    return writable.ok ? null : writable.error;
  }

  private lacksToken({ status, parts }: KeyRecord): boolean {
    const { escrow } = this.deps.stores;
    return (
      status !== 'ended' &&
      parts.every(({ id, custody }) => custody === 'not-held' && escrow.find(id) === null)
    );
  }

  /** Requests name keys by nothing else, so the name is the key's id at the provider. */
  private recordOf(
    { container, connection }: Place,
    { name, description }: KeyByHand,
    facts: SecretFacts | null,
  ): KeyRecord {
    const { stores, clock, ids } = this.deps;
    const now = clock.now();
    const known = stores.keys.findByProviderId(connection.id, name)?.record ?? null;
    const formerId = stores.keys.formerIds(connection.id).get(name);
    const part: Part = {
      id: partIdSchema.parse(ids.ulid()),
      ...({ role: 'token', nature: 'secret', custody: 'not-held', state: 'current' } as const),
      ...{ value: null, stub: null, expiresAt: facts?.expiresAt ?? null },
    };
    return {
      ...{ id: known?.id ?? formerId ?? keyIdSchema.parse(ids.ulid()) },
      ...{ connectionId: connection.id, containerId: container.id, providerKeyId: name, name },
      ...({ environment: 'unset', status: 'active', scope: { kind: 'project' } } as const),
      createdAt: known?.createdAt ?? pastOnly(facts?.createdAt ?? null, now),
      ...{ firstSeenAt: known?.firstSeenAt ?? now, asOf: now, seenInSync: null },
      lastRotatedAt: known?.lastRotatedAt ?? null,
      parts: [part],
      annotations: described(known?.annotations ?? null, description.trim()),
      ...{ replaces: known?.replaces ?? null, replacedBy: known?.replacedBy ?? null },
    };
  }

  private putInEscrow({ id, parts: [part] }: KeyRecord, tokenSecret: string): void {
    const { escrow, fingerprints } = this.deps.stores;
    if (part === undefined) return;
    escrow.put(id, part.id, part.role, tokenSecret);
    fingerprints.save(part.id, fingerprints.of(tokenSecret));
  }

  private guideTo({ record, providerId }: KeyRow) {
    const { stores, registry } = this.deps;
    const guide = registry.find(providerId)?.descriptor.guide ?? null;
    const container = stores.containers.find(record.containerId)?.providerContainerId ?? '';
    return guide === null ? null : { guide, named: { key: record.name, container } };
  }

  private endProblemOf(row: KeyRow): AppError | null {
    const guided = this.guideTo(row);
    if (guided === null) return { kind: 'not-supported', operation: 'endByHand' };
    const { guide, named } = guided;
    if (!isFixedKey(guide, named)) return null;
    const { subject, message } = supportRequestOf(guide, named, 'planned');
    const lines = [subject, ...message.split('\n')];
    const issues = [guide.fixedKeyReason, ...lines.filter((line) => line !== '')];
    return { kind: 'invalid-input', issues: issues.map((issue) => issue.slice(0, 300)) };
  }
}

const factsOf = ({ operations }: ProviderAdapter, tokenSecret: string): SecretFacts | null =>
  operations.readByHandSecret?.(tokenSecret) ?? null;

const pastOnly = (at: number | null, now: number): number | null =>
  at !== null && at <= now ? at : null;

function described(known: KeyAnnotations | null, description: string): KeyAnnotations {
  const annotations = known ?? noAnnotations;
  if (description === '') return annotations;
  return description.length <= PURPOSE_MAX
    ? { ...annotations, purpose: description }
    : { ...annotations, notes: description };
}
