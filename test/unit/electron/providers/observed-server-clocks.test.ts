import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ObservedServerClocks } from '../../../../electron/providers/observed-server-clocks.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/lib/duration.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';

const url = 'https://admin.test/things';

/** One answer that left the server half way; the server's clock is `serverAheadMs` ahead. */
async function readingOf(
  serverAheadMs: number,
  {
    tripMs = 0,
    headers,
  }: { readonly tripMs?: number; readonly headers?: Record<string, string> } = {},
) {
  const clock = new FakeClock();
  const clocks = new ObservedServerClocks(clock);
  const transport = clocks.watching(() => {
    clock.advance(tripMs / 2);
    const date = new Date(clock.now() + serverAheadMs).toUTCString();
    clock.advance(tripMs / 2);
    return Promise.resolve(new Response('{}', { headers: headers ?? { date } }));
  });
  await transport(url, {});
  return { clock, clocks };
}

describe('the clock of a server', () => {
  it('is unknown until an answer told the time, and known for that server only', async () => {
    const { clocks } = await readingOf(0);
    expect(clocks.aheadMs('https://admin.test/api')).toBe(0);
    expect(clocks.aheadMs('https://data.test/')).toBeNull();
    expect(clocks.aheadMs('')).toBeNull();
    expect(new ObservedServerClocks(new FakeClock()).aheadMs(url)).toBeNull();
  });

  it('is forgotten after a while, because somebody may have set the clock', async () => {
    const { clock, clocks } = await readingOf(HOUR_MS);
    clock.advance(5 * MINUTE_MS);
    expect(clocks.aheadMs(url)).not.toBeNull();
    clock.advance(1);
    expect(clocks.aheadMs(url)).toBeNull();
  });

  it('is not told by a stored answer, nor by words that are no time', async () => {
    const date = new Date(0).toUTCString();
    for (const headers of [{ date, age: '7' }, { date: 'yesterday' }, {}])
      expect((await readingOf(0, { headers })).clocks.aheadMs(url)).toBeNull();
  });

  it('never differs by more than it truly does, however slow the answer is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -HOUR_MS, max: HOUR_MS }),
        fc.integer({ min: 0, max: 30_000 }).map((half) => half * 2),
        async (serverAheadMs, tripMs) => {
          const { clocks } = await readingOf(serverAheadMs, { tripMs });
          const aheadMs = clocks.aheadMs(url) ?? Number.NaN;
          const truth = -serverAheadMs;
          expect(Math.sign(aheadMs) * Math.sign(truth)).toBeGreaterThanOrEqual(0);
          expect(Math.abs(aheadMs)).toBeLessThanOrEqual(Math.abs(truth));
          // And misses no more than the way and the rounding take away.
          expect(Math.abs(aheadMs)).toBeGreaterThanOrEqual(Math.abs(truth) - tripMs - SECOND_MS);
        },
      ),
    );
  });

  it('hands the answer through as it is', async () => {
    const clocks = new ObservedServerClocks(new FakeClock());
    const answer = new Response('text', { status: 418 });
    expect(await clocks.watching(() => Promise.resolve(answer))(url, {})).toBe(answer);
    const down = new TypeError('fetch failed');
    await expect(clocks.watching(() => Promise.reject(down))(url, {})).rejects.toBe(down);
  });
});
