import type { Clock } from '../services/ports/clock.ts';

/** Why an attempt was ended from this side. */
export type StopReason = 'timed-out' | 'cancelled';

export interface TimeLimits {
  readonly totalMs: number;
  /** Longest silence: until the answer begins, and between two pieces of its body. */
  readonly silenceMs: number;
}

/**
 * Ends an attempt by the person's signal, by its total time or by silence. Racing here, instead of
 * trusting the transport to obey the signal, settles within one turn whatever the transport does.
 */
export class Deadline {
  private readonly clock: Clock;
  private readonly limits: TimeLimits;
  private readonly controller = new AbortController();
  private readonly stopped = Promise.withResolvers<StopReason>();
  private readonly userSignal: AbortSignal | null;
  private readonly cancelTotal: () => void;
  private reason: StopReason | null = null;

  constructor(clock: Clock, limits: TimeLimits, userSignal: AbortSignal | null) {
    this.clock = clock;
    this.limits = limits;
    this.userSignal = userSignal;
    this.cancelTotal = clock.after(limits.totalMs, () => this.stop('timed-out'));
    if (userSignal?.aborted === true) this.stop('cancelled');
    else userSignal?.addEventListener('abort', this.onUserAbort, { once: true });
  }

  /** Aborts the transport's work once the attempt is over. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** The work's own outcome, or why it was ended. */
  async race<T>(
    work: Promise<T>,
  ): Promise<{ readonly value: T } | { readonly stopped: StopReason }> {
    const cancelSilence = this.clock.after(this.limits.silenceMs, () => this.stop('timed-out'));
    // Work that loses the race may still reject; nobody waits for it any more.
    work.catch(() => undefined);
    try {
      return await Promise.race([
        work.then((value) => ({ value })),
        this.stopped.promise.then((stopped) => ({ stopped })),
      ]);
    } catch (cause) {
      // A transport that obeys the signal rejects in the same turn.
      if (this.reason !== null) return { stopped: this.reason };
      throw cause;
    } finally {
      cancelSilence();
    }
  }

  /** Frees the timers; the transport is aborted so that no connection stays behind. */
  end(): void {
    this.cancelTotal();
    this.userSignal?.removeEventListener('abort', this.onUserAbort);
    this.controller.abort();
  }

  private readonly onUserAbort = (): void => this.stop('cancelled');

  private stop(reason: StopReason): void {
    if (this.reason !== null) return;
    this.reason = reason;
    this.stopped.resolve(reason);
    this.controller.abort();
  }
}
