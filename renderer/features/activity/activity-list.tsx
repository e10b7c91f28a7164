import type { ActivityEntry } from '../../../shared/activity/activity-entry.ts';
import { useNow } from '../../parts/use-now.ts';
import { ActivityRow } from './activity-row.tsx';
import { groupByDay } from './group-by-day.ts';
import styles from './activity.module.css';

/** The log by days. Rows out of sight cost no layout; what is loaded grows only by the person's click. */
export function ActivityList({ entries }: { entries: readonly ActivityEntry[] }) {
  const days = groupByDay(entries, useNow());
  return (
    // Rows hold nothing to focus, so the list itself is what the keyboard scrolls from.
    <div className={styles['days']} role="region" aria-label="Entries" tabIndex={0}>
      {days.map(({ title, entries: ofDay }) => (
        <section key={`${title} ${ofDay[0]?.seq ?? 0}`} aria-label={title}>
          <h2 className={styles['day']}>{title}</h2>
          <ol className={styles['entries']}>
            {ofDay.map((entry) => (
              <ActivityRow key={entry.seq} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
