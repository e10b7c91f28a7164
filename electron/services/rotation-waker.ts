import { MINUTE_MS } from '../../shared/lib/duration.ts';
import type { Clock } from './ports/clock.ts';

/** The clock may be set and the machine may sleep, so a long wait looks at the time this often. */
const LONGEST_WAIT_MS = MINUTE_MS;

/** Wakes rotations at an instant of the wall clock; one waiting per rotation. */
export class RotationWaker<Id extends string> {
  private readonly clock: Clock;
  private readonly waiting = new Map<Id, () => void>();
  private isStopped = false;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** `at` in milliseconds since 1970; what is past wakes at once. */
  wakeAt(id: Id, at: number, wake: () => void): void {
    if (this.isStopped) return;
    this.forget(id);
    const leftMs = Math.max(0, at - this.clock.now());
    const cancel = this.clock.after(Math.min(leftMs, LONGEST_WAIT_MS), () => {
      this.waiting.delete(id);
      if (this.clock.now() >= at) wake();
      else this.wakeAt(id, at, wake);
    });
    this.waiting.set(id, cancel);
  }

  forget(id: Id): void {
    this.waiting.get(id)?.();
    this.waiting.delete(id);
  }

  stop(): void {
    this.isStopped = true;
    for (const id of [...this.waiting.keys()]) this.forget(id);
  }
}
