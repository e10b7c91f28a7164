import type { Clock } from '../../electron/services/ports/clock.ts';

interface Timer {
  readonly dueAtMs: number;
  readonly action: () => void;
}

/** Time that stands still until the test moves it. */
export class FakeClock implements Clock {
  private wallMs: number;
  private elapsedMs = 0;
  private readonly timers = new Set<Timer>();

  constructor(startMs = Date.UTC(2026, 0, 15, 9, 0, 0)) {
    this.wallMs = startMs;
  }

  now(): number {
    return this.wallMs;
  }

  monotonicMs(): number {
    return this.elapsedMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer: Timer = { dueAtMs: this.elapsedMs + Math.max(0, delayMs), action };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** How many timers wait; 0 shows that nothing was left behind. */
  get pendingTimers(): number {
    return this.timers.size;
  }

  /** Moves time on and runs what is due, in order; what an action starts may run too. */
  advance(durationMs: number): void {
    const untilMs = this.elapsedMs + durationMs;
    for (let next = this.nextDue(untilMs); next !== null; next = this.nextDue(untilMs)) {
      this.fire(next);
    }
    this.moveTo(untilMs);
  }

  /** As `advance`, with time for promises to settle before every timer and at the end. */
  async advanceAsync(durationMs: number): Promise<void> {
    const untilMs = this.elapsedMs + durationMs;
    await settlePromises();
    for (let next = this.nextDue(untilMs); next !== null; next = this.nextDue(untilMs)) {
      this.fire(next);
      await settlePromises();
    }
    this.moveTo(untilMs);
    await settlePromises();
  }

  /** Somebody sets the computer's clock; timers do not notice. */
  jumpWall(differenceMs: number): void {
    this.wallMs += differenceMs;
  }

  private nextDue(untilMs: number): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.timers) {
      if (timer.dueAtMs <= untilMs && (next === null || timer.dueAtMs < next.dueAtMs)) next = timer;
    }
    return next;
  }

  private fire(timer: Timer): void {
    this.timers.delete(timer);
    this.moveTo(timer.dueAtMs);
    timer.action();
  }

  private moveTo(elapsedMs: number): void {
    this.wallMs += elapsedMs - this.elapsedMs;
    this.elapsedMs = elapsedMs;
  }
}

/** One turn of the event loop lets every settled promise run its continuations. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
