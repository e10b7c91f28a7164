import { noDuePlan } from '../../shared/keys/due-plan.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/lib/duration.ts';
import { remindersOf, type TimedReminder } from './due-reminders.ts';
import { eachLivingKey } from './living-keys.ts';
import { overlapReminders } from './overlap-reminders.ts';
import type { Clock } from './ports/clock.ts';
import type { EventPublisher } from './ports/event-publisher.ts';
import type { Logger } from './ports/logger.ts';
import { storageErrorOf } from './ports/storage-failure.ts';
import type { Stores } from './ports/stores.ts';
import type { RemindOnce } from './remind-once.ts';
import type { SettingsService } from './settings-service.ts';

/** The list is on the screen before the keys are gone through. */
const FIRST_LOOK_MS = 10 * SECOND_MS;
/** A machine that slept is behind by no more than this. */
const TICK_MS = MINUTE_MS;
/** Keys and policies change in between. */
const LOOK_MS = HOUR_MS;

interface Dependencies {
  readonly stores: Stores;
  readonly settings: SettingsService;
  readonly remindOnce: RemindOnce;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Tells of keys that become due and of secrets that end. Between two looks it keeps a time only. */
export class ReminderService {
  private readonly deps: Dependencies;
  private cancelTick: (() => void) | null = null;
  private isStopped = false;
  private nextAt = Number.POSITIVE_INFINITY;
  private lookedAt = 0;
  private lookedAtMs = 0;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  start(): void {
    if (this.isStopped || this.cancelTick !== null) return;
    this.cancelTick = this.deps.clock.after(FIRST_LOOK_MS, () => {
      this.look();
    });
  }

  stop(): void {
    this.isStopped = true;
    this.cancelTick?.();
    this.cancelTick = null;
  }

  /** Time may jump, so it is asked again and again instead of slept through. */
  private tick(): void {
    const { clock, events } = this.deps;
    const now = clock.now();
    const isOver = clock.monotonicMs() - this.lookedAtMs >= LOOK_MS;
    const isReached = now >= this.nextAt;
    // What is on the screen was read before.
    if (isReached) events.publish('keys.changed', { connectionId: null });
    if (isOver || isReached || now < this.lookedAt) this.look();
    else {
      // A rotation may have begun since the last look, and its overlap may be short.
      this.safely(() => {
        this.remindOnce(this.current(overlapReminders(this.deps.stores.rotations), now));
      });
      this.wait();
    }
  }

  private look(): void {
    const { clock } = this.deps;
    this.lookedAt = clock.now();
    this.lookedAtMs = clock.monotonicMs();
    this.nextAt = Number.POSITIVE_INFINITY;
    this.safely(() => {
      this.remind(this.lookedAt);
    });
    this.wait();
  }

  private safely(look: () => void): void {
    const { logger } = this.deps;
    try {
      look();
    } catch (cause) {
      const error = storageErrorOf(cause);
      if (error === null) logger.bug('reminders.look', cause);
      else logger.warn('reminders.not-read', { error: error.kind });
    }
  }

  private remind(now: number): void {
    const { stores, settings } = this.deps;
    const plans = stores.duePlans.all();
    const policies = settings.get();
    const found = overlapReminders(stores.rotations);
    eachLivingKey(stores.keys, (row) => {
      const plan = plans.get(row.record.id) ?? noDuePlan;
      found.push(...remindersOf(row, plan, policies, now));
    });
    this.remindOnce(this.current(found, now));
  }

  /** What is to be told now; the next of the others is noted. */
  private current(reminders: readonly TimedReminder[], now: number): TimedReminder[] {
    for (const { at } of reminders) if (at > now) this.nextAt = Math.min(this.nextAt, at);
    return reminders.filter(({ at, until }) => at <= now && now < until);
  }

  private remindOnce(reminders: readonly TimedReminder[]): void {
    // An end comes by itself; a key that is due waits.
    this.deps.remindOnce.show(
      reminders.toSorted((left, right) => left.until - right.until || right.at - left.at),
    );
  }

  private wait(): void {
    const { clock } = this.deps;
    const untilNextMs = Math.max(1, this.nextAt - clock.now());
    this.cancelTick = clock.after(Math.min(TICK_MS, untilNextMs), () => {
      this.tick();
    });
  }
}
