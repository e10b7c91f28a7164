import type { Clock } from '../services/ports/clock.ts';

/** Node turns a longer timer into one of a millisecond. */
const MAX_TIMER_MS = 2_147_483_647;

export class SystemClock implements Clock {
  now(): number {
    return Date.now();
  }

  monotonicMs(): number {
    return performance.now();
  }

  after(delayMs: number, action: () => void): () => void {
    const dueAtMs = this.monotonicMs() + delayMs;
    let timer: NodeJS.Timeout;
    const arm = (): void => {
      const remainingMs = dueAtMs - this.monotonicMs();
      timer =
        remainingMs > MAX_TIMER_MS
          ? setTimeout(arm, MAX_TIMER_MS)
          : setTimeout(action, Math.max(0, remainingMs));
    };
    arm();
    return () => clearTimeout(timer);
  }
}
