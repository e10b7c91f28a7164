import type { ActivityEntry } from '../../../shared/activity/activity-entry.ts';

export interface DayOfEntries {
  /** "Today", "Yesterday", else the date. */
  readonly title: string;
  readonly entries: readonly ActivityEntry[];
}

const date = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});

/** Runs of entries of one day, in the order given; days are those of this machine's time zone. */
export function groupByDay(entries: readonly ActivityEntry[], now: number): DayOfEntries[] {
  const days: { title: string; entries: ActivityEntry[] }[] = [];
  for (const entry of entries) {
    const title = dayTitle(entry.at, now);
    const current = days.at(-1);
    if (current?.title === title) current.entries.push(entry);
    else days.push({ title, entries: [entry] });
  }
  return days;
}

function dayTitle(at: number, now: number): string {
  const day = date.format(at);
  const today = new Date(now);
  if (day === date.format(today)) return 'Today';
  // By the calendar, because a day may have 23 or 25 hours.
  today.setDate(today.getDate() - 1);
  return day === date.format(today) ? 'Yesterday' : day;
}
