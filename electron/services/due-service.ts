import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { MAX_SNOOZE_MS } from '../../shared/keys/due-limits.ts';
import {
  noDuePlan,
  type DueList,
  type DuePlan,
  type DueRow,
  type KeyDue,
  type KeyRule,
} from '../../shared/keys/due-plan.ts';
import { dueOf } from '../../shared/keys/rotation-due.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { ActivityFact, ActivityService } from './activity-service.ts';
import { dueKeyOf, eachLivingKey, oldSecretRows } from './living-keys.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { KeyRow, Stores } from './ports/stores.ts';
import type { SettingsService } from './settings-service.ts';

/** More are looked at in the list of keys. */
const MAX_ROWS = 100;

interface Dependencies {
  readonly stores: Stores;
  readonly settings: SettingsService;
  readonly activity: ActivityService;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** When keys are to be rotated. It tells and remembers; no rotation ever starts from here. */
export class DueService {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  list(): DueList {
    const { stores, settings, clock } = this.deps;
    const now = clock.now();
    const policies = settings.get();
    const plans = stores.duePlans.all();
    const rows: DueRow[] = [];
    eachLivingKey(stores.keys, (row) => {
      const { id: keyId } = row.record;
      const plan = plans.get(keyId) ?? noDuePlan;
      const due = dueOf(dueKeyOf(row.record), plan, policies, now);
      if (due.state !== 'never' && due.state !== 'not-due') rows.push({ keyId, due });
      rows.push(...oldSecretRows(row, plan, now));
    });
    const loud = rows.filter(({ due }) => due.state !== 'snoozed');
    const snoozed = rows.filter(({ due }) => due.state === 'snoozed');
    return {
      rows: loud.toSorted((left, right) => dueAtOf(left) - dueAtOf(right)).slice(0, MAX_ROWS),
      total: new Set(loud.map(({ keyId }) => keyId)).size,
      snoozed: snoozed.toSorted((left, right) => untilOf(left) - untilOf(right)).slice(0, MAX_ROWS),
    };
  }

  get(keyId: KeyId): Result<KeyDue> {
    const row = this.deps.stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const { stores, settings, clock } = this.deps;
    const plan = stores.duePlans.find(keyId);
    return ok({ plan, due: dueOf(dueKeyOf(row.record), plan, settings.get(), clock.now()) });
  }

  setRule(keyId: KeyId, tags: readonly string[], rule: KeyRule): Result<KeyDue> {
    const ownTags = [...new Set(tags)];
    return this.change(keyId, (plan) => ({ ...plan, tags: ownTags, rule }), 'key.due-rule-set', {
      ...(ownTags.length === 0 ? {} : { tags: ownTags.join(', ') }),
      ...(rule === null ? {} : { days: rule }),
    });
  }

  /** Quiet until then, for a reason that the log keeps. At most 90 days: a longer one is a policy. */
  snooze(keyId: KeyId, until: number, reason: string): Result<KeyDue> {
    const at = this.deps.clock.now();
    if (until <= at || until > at + MAX_SNOOZE_MS)
      return fail({
        kind: 'invalid-input',
        issues: ['A snooze ends in the future, at most 90 days from now.'],
      });
    const { status } = this.deps.stores.keys.find(keyId)?.record ?? {};
    if (status === 'ended' || status === 'gone')
      return fail({ kind: 'conflict', reason: 'already-ended' });
    return this.change(
      keyId,
      (plan) => ({ ...plan, snooze: { at, until, reason } }),
      'key.snoozed',
      { until: new Date(until).toISOString(), reason },
    );
  }

  unsnooze(keyId: KeyId): Result<KeyDue> {
    return this.change(keyId, (plan) => ({ ...plan, snooze: null }), 'key.unsnoozed', {});
  }

  private change(
    keyId: KeyId,
    next: (plan: DuePlan) => DuePlan,
    action: ActivityFact['action'],
    facts: NonNullable<ActivityFact['facts']>,
  ): Result<KeyDue> {
    const { stores, activity, events } = this.deps;
    const row: KeyRow | null = stores.keys.find(keyId);
    if (row === null) return fail({ kind: 'not-found', what: 'key' });
    const { connectionId, name: subject } = row.record;
    stores.transaction(() => {
      stores.duePlans.save(keyId, next(stores.duePlans.find(keyId)));
      activity.record({ action, connectionId, keyId, subject, facts });
    });
    events.publish('keys.changed', { connectionId });
    return this.get(keyId);
  }
}

const dueAtOf = ({ due }: DueRow): number => due.dueAt ?? Number.POSITIVE_INFINITY;
const untilOf = ({ due }: DueRow): number => due.snooze?.until ?? Number.POSITIVE_INFINITY;
