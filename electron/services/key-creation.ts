import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { Container } from '../../shared/connections/connection.ts';
import type { Environment } from '../../shared/keys/key.ts';
import type { ContainerId } from '../../shared/lib/ids.ts';
import type { ScopeInput } from '../../shared/scopes/key-scope.ts';
import type { ActivityService } from './activity-service.ts';
import type { ConnectionSessions } from './connection-session.ts';
import { CreatedSecrets } from './created-secrets.ts';
import type { CustodyService } from './custody-service.ts';
import type { KeyReader } from './key-reader.ts';
import { dropOwnDrift } from './own-changes.ts';
import type { RunningWrites } from './running-writes.ts';
import { partOfSecret } from './secret-parts.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { ProviderKeyWithSecrets } from './ports/provider-values.ts';
import type { ConnectionRecord, KeyRecord, Stores } from './ports/stores.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly custody: CustodyService;
  readonly activity: ActivityService;
  readonly reader: KeyReader;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly writes: RunningWrites;
}

export interface NewKey {
  readonly containerId: ContainerId;
  readonly name: string;
  readonly environment: Environment;
  readonly scope: ScopeInput | null;
  /** Kept here, as what a person knows of it; the provider is not told. */
  readonly isPublic: boolean;
}

/** Creates keys at the provider and keeps their secrets. */
export class KeyCreation {
  private readonly deps: Dependencies;
  private readonly keeping: CreatedSecrets;

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.keeping = new CreatedSecrets(deps);
  }

  /**
   * Sent at most once. The key is saved as soon as it exists, with its secret in escrow, because a
   * provider may show it this once; only then the secret goes to the keychain.
   */
  async create(input: NewKey): Promise<Result<KeyRecord>> {
    const { stores, writes } = this.deps;
    const container = stores.containers.find(input.containerId);
    if (container === null) return fail({ kind: 'not-found', what: 'container' });
    const connection = stores.connections.find(container.connectionId);
    if (connection === null) return fail({ kind: 'not-found', what: 'connection' });
    return writes.during(connection.id, () => this.createIn(connection, container, input));
  }

  private async createIn(
    connection: ConnectionRecord,
    container: Container,
    input: NewKey,
  ): Promise<Result<KeyRecord>> {
    const { stores, activity, clock } = this.deps;
    const subject = {
      action: 'key.created',
      connectionId: connection.id,
      subject: input.name,
    } as const;
    const startedAt = clock.now();
    const sent = await this.send(connection, container, input);
    const created = sent.ok
      ? await this.completed(connection, container, sent.value, startedAt)
      : sent;
    if (!created.ok) {
      activity.recordFailure(subject, created.error);
      return created;
    }
    const complete = created.value;
    const record = stores.transaction(() => {
      const saved = this.save(container, complete, input.isPublic);
      if (saved !== null) this.putInEscrow(saved, complete);
      const facts = { environment: input.environment };
      activity.record({ ...subject, keyId: saved?.id ?? null, facts });
      return saved;
    });
    if (record === null) return fail({ kind: 'not-found', what: 'container' });
    await this.keeping.keep(record.id);
    this.deps.events.publish('keys.changed', { connectionId: connection.id });
    return ok(record);
  }

  private async send(
    connection: ConnectionRecord,
    container: Container,
    input: NewKey,
  ): Promise<Result<ProviderKeyWithSecrets>> {
    const { stores, sessions, custody } = this.deps;
    const place = custody.placeFor(connection);
    if (!place.ok) return place;
    return sessions.call(connection.id, 'createKey', async ({ adapter, session }) => {
      const { createKey } = adapter.operations;
      if (createKey === undefined) return fail({ kind: 'not-supported', operation: 'createKey' });
      const problems = adapter.draftProblems(input);
      if (problems.length > 0) return fail({ kind: 'invalid-input', issues: [...problems] });
      const writable = stores.checkWritable();
      if (!writable.ok) return writable;
      const { providerContainerId } = container;
      const { name, environment, scope } = input;
      return createKey(session, { providerContainerId, name, environment, scope });
    });
  }

  /**
   * Some providers answer a create without the secret: one read by id completes it. An answer that
   * names a key we knew before, or one in another place, tells nothing about the one we asked for.
   */
  private async completed(
    connection: ConnectionRecord,
    container: Container,
    created: ProviderKeyWithSecrets,
    startedAt: number,
  ): Promise<Result<ProviderKeyWithSecrets>> {
    const isOurs = ({ key }: ProviderKeyWithSecrets): boolean => {
      const known = this.deps.stores.keys.findByProviderId(connection.id, key.providerKeyId);
      return (
        key.providerContainerId === container.providerContainerId &&
        (known === null || known.record.firstSeenAt >= startedAt)
      );
    };
    const unknown = fail({ kind: 'outcome-unknown', rotationId: null });
    if (!isOurs(created)) return unknown;
    if (created.secrets.length > 0) return ok(created);
    const read = await this.deps.reader.read(connection.id, created.key.providerKeyId);
    // The key exists either way; without the read its secret stays at the provider until asked for.
    if (!read.ok) return ok(created);
    return isOurs(read.value) ? read : unknown;
  }

  /** Null: the account was forgotten meanwhile; the key is found when it is connected again. */
  private save(
    container: Container,
    { key }: ProviderKeyWithSecrets,
    isPublic: boolean,
  ): KeyRecord | null {
    const { stores, reader } = this.deps;
    const { id: containerId, connectionId } = container;
    if (stores.containers.find(containerId) === null) return null;
    const known = stores.keys.findByProviderId(connectionId, key.providerKeyId)?.record ?? null;
    const merged = reader.merged(key, { connectionId, containerId }, known);
    const record = { ...merged, annotations: { ...merged.annotations, isPublic } };
    stores.keys.save(record);
    dropOwnDrift(this.deps, record.id);
    return record;
  }

  private putInEscrow(record: KeyRecord, created: ProviderKeyWithSecrets): void {
    const { escrow, fingerprints } = this.deps.stores;
    for (const secret of created.secrets) {
      const part = partOfSecret(record.parts, secret);
      if (part === null) continue;
      escrow.put(record.id, part.id, part.role, secret.secretValue);
      fingerprints.save(part.id, fingerprints.of(secret.secretValue));
    }
  }
}
