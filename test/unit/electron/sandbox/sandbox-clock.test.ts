import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/sandbox/sandbox-clock.ts';

describe("the machine's clock", () => {
  it('never wakes early, also with many waiting', async () => {
    const waits = Array.from({ length: 200 }, async (_, index) => {
      const startMs = performance.now();
      await systemClock.wait(1 + (index % 7));
      return performance.now() - startMs >= 1 + (index % 7);
    });
    expect((await Promise.all(waits)).every(Boolean)).toBe(true);
  });

  it('stops waiting with the signal, before and during', async () => {
    const reason = new Error('enough');
    await expect(systemClock.wait(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
    const given = new AbortController();
    const waiting = systemClock.wait(60_000, given.signal);
    given.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });
});
