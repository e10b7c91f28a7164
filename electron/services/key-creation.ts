import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { Container } from '../../shared/connections/connection.ts';
import type { Environment, Part } from '../../shared/keys/key.ts';
import { partIdSchema, type ContainerId, type KeyId } from '../../shared/lib/ids.ts';
import type { ScopeInput } from '../../shared/scopes/key-scope.ts';
import type { ActivityService } from './activity-service.ts';
import type { ConnectionSessions } from './connection-session.ts';
import { CreatedSecrets } from './created-secrets.ts';
import type { CustodyService } from './custody-service.ts';
import type { KeyReader } from './key-reader.ts';
import { LostCreates } from './lost-creates.ts';
import { dropOwnDrift } from './own-changes.ts';
import type { RunningWrites } from './running-writes.ts';
import { partOfSecret } from './secret-parts.ts';
import { sentDifferences } from './sent-differences.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderRegistry } from './ports/provider-adapter.ts';
import type {
  ProviderKey,
  ProviderKeyWithSecrets,
  ProviderSecret,
} from './ports/provider-values.ts';
import type { ConnectionRecord, KeyRecord, Stores } from './ports/stores.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly custody: CustodyService;
  readonly activity: ActivityService;
  readonly reader: KeyReader;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly registry: ProviderRegistry;
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

/** Enough to see that the key is not what was asked for; names of resources may be long. */
const SHOWN_DIFFERENCES = 100;

interface Created {
  readonly record: KeyRecord;
  /** In what the key differs from what was sent. */
  readonly scopeDifferences: readonly string[];
}

/** What is sent, and which keys there were before. */
interface Sending {
  readonly connection: ConnectionRecord;
  readonly container: Container;
  readonly input: NewKey;
  readonly knownIds: ReadonlySet<string>;
}

/** Creates keys at the provider and keeps their secrets. */
export class KeyCreation {
  private readonly deps: Dependencies;
  private readonly keeping: CreatedSecrets;
  private readonly lost: LostCreates;

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.keeping = new CreatedSecrets(deps);
    this.lost = new LostCreates(deps);
  }

  /**
   * Sent at most once. The key is saved as soon as it exists, with its secret in escrow, because a
   * provider may show it this once; only then the secret goes to the keychain.
   * Errors: `conflict` for a name whose create has no answer yet (`create-running`), or whose last
   * answer was lost, until somebody looked (`look-first`).
   */
  async create(input: NewKey): Promise<Result<Created>> {
    const { stores, writes } = this.deps;
    const container = stores.containers.find(input.containerId);
    if (container === null) return fail({ kind: 'not-found', what: 'container' });
    const connection = stores.connections.find(container.connectionId);
    if (connection === null) return fail({ kind: 'not-found', what: 'connection' });
    const knownIds = stores.keys.providerIds(connection.id);
    const sending = { connection, container, input, knownIds };
    return this.lost.alone(container.id, input.name, () =>
      writes.during(connection.id, () => this.createIn(sending)),
    );
  }

  /** Whether a key is there although the answer that named it was lost; see `LostCreates`. */
  lookForCreated(containerId: ContainerId, name: string): Promise<Result<readonly KeyId[]>> {
    return this.lost.look(containerId, name);
  }

  private async createIn(sending: Sending): Promise<Result<Created>> {
    const { stores, activity } = this.deps;
    const { connection, container, input, knownIds } = sending;
    const subject = {
      action: 'key.created',
      connectionId: connection.id,
      subject: input.name,
    } as const;
    const sent = this.lost.isUnresolved(container, input.name)
      ? fail({ kind: 'conflict', reason: 'look-first' })
      : await this.send(sending);
    const created = sent.ok ? await this.completed(sending, sent.value) : sent;
    if (!created.ok) {
      if (created.error.kind === 'outcome-unknown')
        this.lost.note(container.id, input.name, knownIds);
      activity.recordFailure(subject, created.error);
      return created;
    }
    const { scopeDifferences, ...complete } = created.value;
    const record = stores.transaction(() => {
      const saved = this.save(container, complete, input.isPublic);
      const facts = { environment: input.environment };
      activity.record({ ...subject, keyId: saved?.id ?? null, facts });
      return saved;
    });
    if (record === null) return fail({ kind: 'not-found', what: 'container' });
    await this.keeping.keep(record.id);
    const looked =
      complete.secrets.length > 0 && scopeDifferences.length > 0
        ? await this.lookedAt(sending, record)
        : null;
    this.deps.events.publish('keys.changed', { connectionId: connection.id });
    return ok(looked ?? { record, scopeDifferences });
  }

  /**
   * The answer to a create may tell less than a read. Only once the secret is in its place: the network
   * may take its time, and the secret was shown this once. Null: the answer stands.
   */
  private async lookedAt({ connection, container, input }: Sending, record: KeyRecord) {
    const { stores, reader } = this.deps;
    const read = await reader.read(connection.id, record.providerKeyId);
    if (!read.ok || read.value.key.providerContainerId !== container.providerContainerId)
      return null;
    const { key } = read.value;
    const current = stores.keys.find(record.id)?.record;
    if (current === undefined) return null;
    const { containerId, connectionId, parts } = current;
    const merged = reader.merged(key, { connectionId, containerId }, current);
    const saved = { ...merged, parts };
    stores.keys.save(saved);
    return { record: saved, scopeDifferences: this.differences(connection, input, key) };
  }

  private async send({
    connection,
    container,
    input,
  }: Sending): Promise<Result<ProviderKeyWithSecrets>> {
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
      this.lost.forget(container.id, name);
      return createKey(session, { providerContainerId, name, environment, scope });
    });
  }

  /**
   * Some providers answer a create without the secret: one read by id completes it. An answer that names a key we knew before, or one in another place, tells nothing
   * about the one we asked for.
   */
  private async completed(
    { connection, container, input, knownIds }: Sending,
    created: ProviderKeyWithSecrets,
  ): Promise<Result<ProviderKeyWithSecrets & Pick<Created, 'scopeDifferences'>>> {
    const isOurs = ({ key }: ProviderKeyWithSecrets): boolean =>
      key.providerContainerId === container.providerContainerId && !knownIds.has(key.providerKeyId);
    const unknown = fail({ kind: 'outcome-unknown', rotationId: null });
    const differencesOf = ({ key }: ProviderKeyWithSecrets): readonly string[] =>
      this.differences(connection, input, key);
    if (!isOurs(created)) return unknown;
    const scopeDifferences = differencesOf(created);
    if (created.secrets.length > 0) return ok({ ...created, scopeDifferences });
    const read = await this.deps.reader.read(connection.id, created.key.providerKeyId);
    // The key exists either way; without the read its secret stays at the provider until asked for.
    if (!read.ok) return ok({ ...created, scopeDifferences });
    if (!isOurs(read.value)) return unknown;
    return ok({ ...read.value, scopeDifferences: differencesOf(read.value) });
  }

  private differences(
    { providerId }: ConnectionRecord,
    { environment, scope }: NewKey,
    { environment: shownEnvironment, scope: shownScope }: ProviderKey,
  ): readonly string[] {
    const adapter = this.deps.registry.find(providerId);
    const ofScope = adapter === null ? [] : sentDifferences(adapter, scope, shownScope);
    const all = [...(environment === shownEnvironment ? [] : ['environment']), ...ofScope];
    return all.slice(0, SHOWN_DIFFERENCES).map((name) => name.slice(0, 120));
  }

  /** Null: the account was forgotten meanwhile; the key is found when it is connected again. */
  private save(
    container: Container,
    created: ProviderKeyWithSecrets,
    isPublic: boolean,
  ): KeyRecord | null {
    const { stores, reader } = this.deps;
    const { key } = created;
    const { id: containerId, connectionId } = container;
    if (stores.containers.find(containerId) === null) return null;
    const known = stores.keys.findByProviderId(connectionId, key.providerKeyId)?.record ?? null;
    const merged = reader.merged(key, { connectionId, containerId }, known);
    const placed = this.placed(merged.parts, created);
    const record = {
      ...{ ...merged, parts: placed.parts },
      annotations: { ...merged.annotations, isPublic },
    };
    stores.keys.save(record);
    dropOwnDrift(this.deps, record.id);
    for (const { part, secretValue } of placed.secrets) {
      stores.escrow.put(record.id, part.id, part.role, secretValue);
      stores.fingerprints.save(part.id, stores.fingerprints.of(secretValue));
    }
    return record;
  }

  /** Each secret with its part; one that the key as it was shown has no part for gets its own. */
  private placed(
    merged: readonly Part[],
    { secrets }: ProviderKeyWithSecrets,
  ): { parts: Part[]; secrets: { part: Part; secretValue: string }[] } {
    const parts = [...merged];
    const taken = new Set<Part>();
    const placed = secrets.map((secret) => {
      const free = parts.filter((part) => !taken.has(part));
      let part = partOfSecret(free, secret);
      if (part === null) {
        part = this.partFor(secret);
        parts.push(part);
      }
      taken.add(part);
      return { part, secretValue: secret.secretValue };
    });
    return { parts, secrets: placed };
  }

  private partFor({ role, stub }: ProviderSecret): Part {
    return {
      id: partIdSchema.parse(this.deps.ids.ulid()),
      ...({ role, nature: 'secret', custody: 'not-held', state: 'current' } as const),
      ...{ value: null, stub: stub ?? null, expiresAt: null },
    };
  }
}
