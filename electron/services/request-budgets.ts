import { MINUTE_MS } from '../../shared/lib/duration.ts';
import type { ConnectionId } from '../../shared/lib/ids.ts';
import { sleep, type Clock } from './ports/clock.ts';
import type { BudgetAnswer, RequestBudget, RequestRate } from './ports/request-budget.ts';
import type { ConnectionRecord } from './ports/stores.ts';

/** Whoever would wait longer is told when to come back. */
const LONGEST_WAIT_MS = MINUTE_MS;

/** One budget per account, from its first request to the end of the app; a restart begins anew. */
export class RequestBudgets {
  private readonly clock: Clock;
  private readonly budgets = new Map<ConnectionId, RequestBudget>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Null where nothing is counted: no rate is published, or the server is on this machine. */
  of(connection: ConnectionRecord, rate: RequestRate | null): RequestBudget | null {
    // Plain http is allowed to this machine only.
    if (rate === null || connection.isSandbox || connection.baseUrl.startsWith('http:'))
      return null;
    const known = this.budgets.get(connection.id);
    if (known !== undefined) return known;
    const budget = new WindowBudget(rate, this.clock);
    this.budgets.set(connection.id, budget);
    return budget;
  }
}

/**
 * Counts what went out in the last `perMs`. A bucket that refills would let twice as much through
 * in the stretch after a rest.
 */
export class WindowBudget implements RequestBudget {
  private readonly rate: RequestRate;
  private readonly clock: Clock;
  /** When the last requests went out, oldest first; never more than the rate allows. */
  private readonly grantedAtMs: number[] = [];

  constructor(rate: RequestRate, clock: Clock) {
    this.rate = rate;
    this.clock = clock;
  }

  async take(signal?: AbortSignal): Promise<BudgetAnswer> {
    const askedAtMs = this.clock.monotonicMs();
    for (;;) {
      if (signal?.aborted === true) return { kind: 'cancelled' };
      const nowMs = this.clock.monotonicMs();
      const waitMs = this.waitMs(nowMs);
      if (waitMs <= 0) {
        this.grantedAtMs.push(nowMs);
        return { kind: 'granted' };
      }
      if (nowMs + waitMs - askedAtMs > LONGEST_WAIT_MS)
        return { kind: 'spent', retryAt: Math.ceil(this.clock.now() + waitMs) };
      // Others wait for the same place; who comes too late asks again.
      if (!(await this.waited(waitMs, signal))) return { kind: 'cancelled' };
    }
  }

  left(): { readonly requests: number; readonly moreAt: number } {
    const { requests, perMs } = this.rate;
    const nowMs = this.clock.monotonicMs();
    const kept = this.grantedAtMs.filter((atMs) => atMs + perMs > nowMs + LONGEST_WAIT_MS);
    const [oldestMs = nowMs - perMs] = kept;
    // A short stretch comes round several times in that minute.
    const stretches = Math.max(1, Math.floor(LONGEST_WAIT_MS / perMs));
    return {
      requests: requests * stretches - kept.length,
      moreAt: Math.ceil(this.clock.now() + oldestMs + perMs - nowMs),
    };
  }

  private waitMs(nowMs: number): number {
    const { requests, perMs } = this.rate;
    while ((this.grantedAtMs[0] ?? nowMs) + perMs <= nowMs) this.grantedAtMs.shift();
    const [oldestMs] = this.grantedAtMs;
    return oldestMs === undefined || this.grantedAtMs.length < requests
      ? 0
      : oldestMs + perMs - nowMs;
  }

  private async waited(delayMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    try {
      await sleep(this.clock, delayMs, signal);
      return true;
    } catch (cause) {
      if (signal?.aborted === true) return false;
      throw cause;
    }
  }
}
