import type { Container } from '../../shared/connections/connection.ts';
import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import type { ConnectionId, ContainerId, KeyId } from '../../shared/lib/ids.ts';
import type { ConnectionSessions } from './connection-session.ts';
import type { KeyReader } from './key-reader.ts';
import { dropOwnDrift } from './own-changes.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { ProviderKey } from './ports/provider-values.ts';
import type { Stores } from './ports/stores.ts';
import { listContainerKeys } from './rotation-looks.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sessions: ConnectionSessions;
  readonly reader: KeyReader;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

interface LostCreate {
  /** The provider ids of all keys that were known when it was sent. */
  readonly knownIds: ReadonlySet<string>;
  readonly isLookedFor: boolean;
}

/** Entries of the activity log among which an earlier run's lost answer is looked for. */
const RECENT_ENTRIES = 500;

/**
 * Creates whose answer was lost: the key may be there, and no call tells the same request from a
 * second one. Until somebody has looked, the same name is not sent again. Those of an earlier run
 * are in the activity log, and count until a sync has completed since.
 */
export class LostCreates {
  private readonly deps: Dependencies;
  private readonly lost = new Map<string, LostCreate>();
  private readonly running = new Set<string>();

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** One create of a name at a time, whatever a look shows meanwhile. Errors: `conflict` (`create-running`). */
  async alone<T>(
    containerId: ContainerId,
    name: string,
    create: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const id = idOf(containerId, name);
    if (this.running.has(id)) return fail({ kind: 'conflict', reason: 'create-running' });
    this.running.add(id);
    try {
      return await create();
    } finally {
      this.running.delete(id);
    }
  }

  note(containerId: ContainerId, name: string, knownIds: ReadonlySet<string>): void {
    this.lost.set(idOf(containerId, name), { knownIds, isLookedFor: false });
  }

  isUnresolved(container: Container, name: string): boolean {
    return this.lostCreateOf(container, name)?.isLookedFor === false;
  }

  /** A person decided to send it again; that call has its own answer. */
  forget(containerId: ContainerId, name: string): void {
    this.lost.set(idOf(containerId, name), { knownIds: new Set(), isLookedFor: true });
  }

  /**
   * Lists the container afresh. Every key of that name which was not known when the create was sent
   * may be the one: it is put on the list, and answered. Changes nothing at the provider.
   * Errors: whatever the list answers; then the name stays refused.
   */
  async look(containerId: ContainerId, name: string): Promise<Result<readonly KeyId[]>> {
    const { stores, sessions, events } = this.deps;
    const container = stores.containers.find(containerId);
    if (container === null) return fail({ kind: 'not-found', what: 'container' });
    const connection = stores.connections.find(container.connectionId);
    if (connection === null) return fail({ kind: 'not-found', what: 'connection' });
    const id = idOf(containerId, name);
    const lost = this.lostCreateOf(container, name);
    const { providerContainerId } = container;
    const place = { connectionId: connection.id, providerId: connection.providerId };
    const listed = await listContainerKeys(
      { sessions },
      { ...place, providerContainerId },
      new AbortController().signal,
    );
    if (!listed.ok) return listed;
    const candidates = listed.value.filter(
      (key) =>
        key.providerContainerId === providerContainerId &&
        key.name.trim() === name.trim() &&
        key.status !== 'ended' &&
        lost?.knownIds.has(key.providerKeyId) !== true,
    );
    const found = stores.transaction(() => this.listed(container, candidates));
    if (found === null) return fail({ kind: 'not-found', what: 'container' });
    // The create may have been sent once more while this look ran: that one is not looked for yet.
    if (lost !== undefined && (this.lost.get(id) ?? lost) === lost)
      this.lost.set(id, { ...lost, isLookedFor: true });
    if (found.length > 0) events.publish('keys.changed', { connectionId: connection.id });
    return ok(found);
  }

  private lostCreateOf({ id, connectionId }: Container, name: string): LostCreate | undefined {
    return this.lost.get(idOf(id, name)) ?? this.recalled(connectionId, name);
  }

  private recalled(connectionId: ConnectionId, name: string): LostCreate | undefined {
    const { activity, connections, keys } = this.deps.stores;
    const lastSyncAt = connections.find(connectionId)?.lastSyncAt ?? 0;
    const last = activity.page(null, RECENT_ENTRIES).find(
      (entry) =>
        entry.action === 'key.created' &&
        // A refusal says nothing of what was sent before it.
        entry.outcome !== 'refused' &&
        entry.connectionId === connectionId &&
        entry.subject.trim() === name.trim(),
    );
    if (last?.facts['error'] !== 'outcome-unknown' || last.at < lastSyncAt) return undefined;
    const before = keys
      .ofConnection(connectionId)
      .filter(({ firstSeenAt }) => firstSeenAt < last.at);
    return {
      knownIds: new Set(before.map(({ providerKeyId }) => providerKeyId)),
      isLookedFor: false,
    };
  }

  /** Null: the account was forgotten meanwhile. */
  private listed(container: Container, candidates: readonly ProviderKey[]): KeyId[] | null {
    const { stores, reader } = this.deps;
    const { id: containerId, connectionId } = container;
    if (stores.containers.find(containerId) === null) return null;
    return candidates.map((key) => {
      const known = stores.keys.findByProviderId(connectionId, key.providerKeyId)?.record ?? null;
      const record = reader.merged(key, { connectionId, containerId }, known);
      stores.keys.save(record);
      dropOwnDrift(this.deps, record.id);
      return record.id;
    });
  }
}

const idOf = (containerId: ContainerId, name: string): string => `${containerId} ${name.trim()}`;
