import { DAY_MS } from '../../shared/lib/duration.ts';
import type { Clock } from './ports/clock.ts';
import type { ShownReminderStore } from './ports/due-stores.ts';
import type { Notifications } from './ports/host.ts';

/** One thing that a person is told of by the system, when Rekey is not in front of them. */
export interface Reminder {
  /** Names the occasion and is remembered for ever: the same id is never shown twice. */
  readonly id: string;
  readonly title: string;
  /** Names only: no identifier and no secret, because it shows on a locked screen. */
  readonly body: string;
  /** Waiting costs something: it is never summed up with others. */
  readonly isUrgent?: boolean;
}

/** More than so many in a day become one. */
const MAX_SINGLE = 5;

interface Dependencies {
  readonly notifications: Notifications;
  readonly shownReminders: ShownReminderStore;
  readonly clock: Clock;
}

/**
 * Shows each reminder once, over restarts too. It is noted before it is shown: a crash between the
 * two loses a reminder, which the screen still tells, and never repeats one.
 */
export class RemindOnce {
  private readonly deps: Dependencies;
  /** When the single ones of this start were shown, in milliseconds that never jump. */
  private shownAt: number[] = [];

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** The most urgent come first in `reminders`; what goes beyond five a day is summed up in one. */
  show(reminders: readonly Reminder[]): void {
    const { notifications, shownReminders, clock } = this.deps;
    const ids = reminders.map(({ id }) => id);
    const newIds = shownReminders.claim(ids, clock.now());
    const fresh = reminders.filter(({ id }) => newIds.has(id));
    const elapsedMs = clock.monotonicMs();
    this.shownAt = this.shownAt.filter((shownAt) => elapsedMs - shownAt < DAY_MS);
    const urgent = fresh.filter(({ isUrgent }) => isUrgent === true);
    for (const { title, body } of urgent) notifications.show({ title, body });
    const calm = fresh.filter(({ isUrgent }) => isUrgent !== true);
    const single = calm.slice(0, MAX_SINGLE - this.shownAt.length);
    for (const { title, body } of single) {
      this.shownAt.push(elapsedMs);
      notifications.show({ title, body });
    }
    const rest = calm.length - single.length;
    if (rest > 0)
      notifications.show({
        title: rest === 1 ? 'One more reminder' : `${String(rest)} more reminders`,
        body: 'Open Attention in Rekey to see them all.',
      });
  }
}
