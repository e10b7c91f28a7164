const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** "12 March 2025 at 09:41", in the time zone of this machine. */
export const exactTime = (instant: number): string => exact.format(instant);

/** "09:41" today, "12 Mar 2025, 09:41" on other days. */
export function shortTime(instant: number, now: number): string {
  const isToday = day.format(instant) === day.format(now);
  return isToday ? clock.format(instant) : `${day.format(instant)}, ${clock.format(instant)}`;
}
