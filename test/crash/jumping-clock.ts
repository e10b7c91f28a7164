import type { Clock } from '../../electron/services/ports/clock.ts';

interface Timer {
  readonly dueAtMs: number;
  readonly action: () => void;
}

/** Turns of the event loop without work before time moves on. */
const IDLE_TURNS = 4;

/**
 * Time that passes only while somebody awaits an answer. It stands still while something is at work,
 * and jumps to the next timer when nothing is: two minutes of looking pass in milliseconds, and no
 * deadline of a running request ever fires, unless the process was suspended.
 */
export class JumpingClock implements Clock {
  private readonly startMs: number;
  private readonly announce: (durationMs: number) => Promise<void>;
  private readonly timers = new Set<Timer>();
  private elapsedMs = 0;
  private atWork = 0;
  private awaited = 0;
  private isWatching = false;

  /** `announce` tells whoever shares this time, before any timer fires. */
  constructor(startMs: number, announce: (durationMs: number) => Promise<void>) {
    this.startMs = startMs;
    this.announce = announce;
  }

  now(): number {
    return this.startMs + this.elapsedMs;
  }

  monotonicMs(): number {
    return this.elapsedMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { dueAtMs: this.elapsedMs + Math.max(0, delayMs), action };
    this.timers.add(timer);
    this.watch();
    return () => this.timers.delete(timer);
  }

  /** Time stands still until this work has settled. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.atWork += 1;
    try {
      return await work;
    } finally {
      this.atWork -= 1;
      this.watch();
    }
  }

  /** Time may pass until this answer is there. */
  async awaiting<T>(answer: Promise<T>): Promise<T> {
    this.awaited += 1;
    this.watch();
    try {
      return await answer;
    } finally {
      this.awaited -= 1;
    }
  }

  /** The process was suspended: every timer that came due meanwhile fires now. */
  skip(durationMs: number): void {
    this.elapsedMs += durationMs;
    for (const timer of [...this.timers])
      if (timer.dueAtMs <= this.elapsedMs)
        setImmediate(() => {
          if (this.timers.delete(timer)) timer.action();
        });
  }

  private watch(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    let idleTurns = 0;
    const turn = (): void => {
      if (this.timers.size === 0 || this.atWork > 0 || this.awaited === 0) {
        this.isWatching = false;
        return;
      }
      idleTurns += 1;
      if (idleTurns < IDLE_TURNS) setImmediate(turn);
      else void this.jump();
    };
    setImmediate(turn);
  }

  private async jump(): Promise<void> {
    const [next] = [...this.timers].sort((one, other) => one.dueAtMs - other.dueAtMs);
    if (next !== undefined) {
      const durationMs = next.dueAtMs - this.elapsedMs;
      if (durationMs > 0) await this.announce(durationMs);
      this.elapsedMs = Math.max(this.elapsedMs, next.dueAtMs);
      if (this.timers.delete(next)) next.action();
    }
    this.isWatching = false;
    this.watch();
  }
}
