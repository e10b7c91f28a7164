import type { ActivityAction, ActivityEntry } from '../../shared/activity/activity-entry.ts';
import type { AppError } from '../../shared/errors/app-error.ts';
import type { ConnectionId, KeyId, RotationId } from '../../shared/lib/ids.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { ActivityStore } from './ports/stores.ts';

export interface ActivityFact {
  readonly action: ActivityAction;
  readonly outcome?: ActivityEntry['outcome'];
  readonly connectionId?: ConnectionId | null;
  readonly keyId?: KeyId | null;
  readonly rotationId?: RotationId | null;
  /** The name of what it was done to. */
  readonly subject: string;
  readonly facts?: ActivityEntry['facts'];
}

/** Records every action and refusal in the hash-chained log. Callers never pass secrets. */
export class ActivityService {
  private readonly store: ActivityStore;
  private readonly clock: Clock;
  private readonly events: EventPublisher;

  constructor(deps: { store: ActivityStore; clock: Clock; events: EventPublisher }) {
    this.store = deps.store;
    this.clock = deps.clock;
    this.events = deps.events;
  }

  /** Appends one entry and answers it; inside a transaction it is saved with the rest. */
  record(fact: ActivityFact): ActivityEntry {
    const entry = this.store.append({
      at: this.clock.now(),
      action: fact.action,
      outcome: fact.outcome ?? 'done',
      connectionId: fact.connectionId ?? null,
      keyId: fact.keyId ?? null,
      rotationId: fact.rotationId ?? null,
      subject: fact.subject.slice(0, 10_000),
      facts: fact.facts ?? {},
    });
    this.events.publish('activity.appended', {});
    return entry;
  }

  /** A failure of `fact`'s action: refused when a rule or a person said no, else failed. */
  recordFailure(fact: ActivityFact, error: AppError): void {
    if (error.kind === 'cancelled') return;
    const isRefusal =
      error.kind === 'conflict' ||
      error.kind === 'invalid-input' ||
      error.kind === 'no-place-for-secret';
    this.record({
      ...fact,
      outcome: isRefusal ? 'refused' : 'failed',
      facts: { ...fact.facts, error: error.kind },
    });
  }

  page(beforeSeq: number | null, limit: number): { entries: ActivityEntry[]; total: number } {
    return { entries: [...this.store.page(beforeSeq, limit)], total: this.store.count() };
  }

  /** The whole log as JSON lines, oldest first. */
  exportLines(): { text: string; entryCount: number } {
    const lines: string[] = [];
    this.store.each((entry) => lines.push(JSON.stringify(entry)));
    return { text: lines.map((line) => `${line}\n`).join(''), entryCount: lines.length };
  }

  /** Every entry, oldest first; for verifying the chain. */
  each(visit: (entry: ActivityEntry) => void): void {
    this.store.each(visit);
  }
}
