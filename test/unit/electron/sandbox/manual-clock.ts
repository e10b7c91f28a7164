import { abortReason, type SandboxClock } from '../../../../electron/sandbox/sandbox-clock.ts';

interface Waiter {
  readonly dueAt: number;
  readonly wake: () => void;
}

/** A sandbox clock that stands still until a test moves it. */
export class ManualClock implements SandboxClock {
  #now: number;
  #waiters: Waiter[] = [];

  constructor(now = Date.UTC(2026, 5, 15, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** How many are waiting. */
  get waiting(): number {
    return this.#waiters.length;
  }

  wait(delayMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = { dueAt: this.#now + delayMs, wake: resolve };
      this.#waiters.push(waiter);
      signal?.addEventListener('abort', () => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        reject(abortReason(signal));
      });
    });
  }

  /** Lets everything run that can, moves time, wakes who is due, and lets run what follows. */
  async advance(ms: number): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#now += ms;
    const due = this.#waiters.filter((waiter) => waiter.dueAt <= this.#now);
    this.#waiters = this.#waiters.filter((waiter) => !due.includes(waiter));
    for (const waiter of due) waiter.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
