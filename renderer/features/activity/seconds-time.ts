const clockFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const exactFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** "09:41:07" for the row, and the whole instant with its time zone for the hint. */
export const secondsTime = (at: number): { readonly clock: string; readonly exact: string } => ({
  clock: clockFormat.format(at),
  exact: exactFormat.format(at),
});
