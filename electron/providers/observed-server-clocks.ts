import { MINUTE_MS, SECOND_MS } from '../../shared/lib/duration.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { ServerClocks } from '../services/ports/server-clocks.ts';
import type { Transport } from './provider-http.ts';

/** Somebody may have set the clock since. */
const OLDEST_MS = 5 * MINUTE_MS;

interface Reading {
  readonly aheadMs: number;
  readonly takenAtMs: number;
}

/** Reads the `Date` header of every answer that passes, by the server it came from. */
export class ObservedServerClocks implements ServerClocks {
  private readonly clock: Clock;
  private readonly readings = new Map<string, Reading>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  aheadMs(url: string): number | null {
    const reading = URL.canParse(url) ? this.readings.get(new URL(url).origin) : undefined;
    if (reading === undefined) return null;
    return this.clock.monotonicMs() - reading.takenAtMs > OLDEST_MS ? null : reading.aheadMs;
  }

  /** The same transport, watched. */
  watching(transport: Transport): Transport {
    return async (url, init) => {
      const sentAt = this.clock.now();
      const response = await transport(url, init);
      const saidAt = saidIn(response.headers);
      if (saidAt !== null)
        this.readings.set(new URL(url).origin, {
          aheadMs: aheadBy({ sentAt, saidAt, receivedAt: this.clock.now() }),
          takenAtMs: this.clock.monotonicMs(),
        });
      return response;
    };
  }
}

/** A stored answer tells when it was stored, not what time it is. */
function saidIn(headers: Headers): number | null {
  const date = headers.get('date');
  if (date === null || headers.has('age')) return null;
  const saidAt = Date.parse(date);
  return Number.isNaN(saidAt) ? null : saidAt;
}

/**
 * The server wrote its time, in whole seconds, somewhere between the request and its answer: only
 * what neither the way nor the rounding explains is a difference of clocks.
 */
function aheadBy(times: {
  readonly sentAt: number;
  readonly saidAt: number;
  readonly receivedAt: number;
}): number {
  const { sentAt, saidAt, receivedAt } = times;
  if (receivedAt < saidAt) return receivedAt - saidAt;
  return Math.max(0, sentAt - (saidAt + SECOND_MS));
}
