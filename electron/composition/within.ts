import type { Clock } from '../services/ports/clock.ts';

/** Resolves with the end of `work`, however it ends, or when the time is over. */
export function within(patienceMs: number, work: Promise<unknown>, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancelTimer = clock.after(patienceMs, resolve);
    const done = (): void => {
      cancelTimer();
      resolve();
    };
    work.then(done, done);
  });
}
