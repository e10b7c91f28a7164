import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../shared/lib/duration.ts';
import { connectionIdSchema } from '../../../../shared/lib/ids.ts';
import { ablyRules } from '../../../../electron/providers/ably/rules.ts';
import { RequestBudgets, WindowBudget } from '../../../../electron/services/request-budgets.ts';
import type { ConnectionRecord } from '../../../../electron/services/ports/stores.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';

const connection: ConnectionRecord = {
  id: connectionIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV'),
  providerId: 'scripted',
  label: 'Scripted',
  accountId: '1',
  accountName: 'me',
  baseUrl: 'https://admin.example.com',
  dataPlaneUrl: 'https://data.example.com',
  isSandbox: false,
  credentialId: null,
  credentialExpiresAt: null,
  credentialProven: true,
  lastSyncAt: null,
  lastSyncError: null,
};

/** How many of these instants lie in the busiest stretch of this length. */
function busiest(instants: readonly number[], perMs: number): number {
  return Math.max(
    0,
    ...instants.map(
      (from) => instants.filter((instant) => instant >= from && instant < from + perMs).length,
    ),
  );
}

describe('a budget of requests', () => {
  it('lets the whole of it through at once, and the next when the first is old enough', async () => {
    const clock = new FakeClock();
    const budget = new WindowBudget({ requests: 3, perMs: SECOND_MS }, clock);
    for (let count = 0; count < 3; count += 1)
      expect(await budget.take()).toEqual({ kind: 'granted' });
    let isGranted = false;
    const fourth = budget.take().then((answer) => {
      isGranted = answer.kind === 'granted';
    });
    await clock.advanceAsync(SECOND_MS - 1);
    expect(isGranted).toBe(false);
    await clock.advanceAsync(1);
    await fourth;
    expect(isGranted).toBe(true);
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not keep anybody longer than a minute, and says when it is worth asking again', async () => {
    const clock = new FakeClock();
    const budget = new WindowBudget({ requests: 1, perMs: HOUR_MS }, clock);
    await budget.take();
    clock.advance(10 * MINUTE_MS);
    expect(await budget.take()).toEqual({ kind: 'spent', retryAt: clock.now() + 50 * MINUTE_MS });
    clock.advance(49 * MINUTE_MS);
    const waiting = budget.take();
    await clock.advanceAsync(MINUTE_MS);
    expect(await waiting).toEqual({ kind: 'granted' });
  });

  it('tells how many may go out within a minute, and when there is room for another', async () => {
    const clock = new FakeClock();
    const budget = new WindowBudget({ requests: 3, perMs: HOUR_MS }, clock);
    expect(budget.left()).toEqual({ requests: 3, moreAt: clock.now() });
    await budget.take();
    clock.advance(10 * MINUTE_MS);
    await budget.take();
    expect(budget.left()).toEqual({ requests: 1, moreAt: clock.now() + 50 * MINUTE_MS });
    clock.advance(49 * MINUTE_MS);
    expect(budget.left()).toEqual({ requests: 2, moreAt: clock.now() + 11 * MINUTE_MS });
    const quick = new WindowBudget({ requests: 3, perMs: MINUTE_MS }, clock);
    await quick.take();
    expect(quick.left()).toEqual({ requests: 3, moreAt: clock.now() });
    const perSecond = new WindowBudget({ requests: 25, perMs: SECOND_MS }, clock);
    await perSecond.take();
    expect(perSecond.left()).toEqual({ requests: 1_500, moreAt: clock.now() });
  });

  it('is not worn by waiting for others: a minute is a minute from the first question on', async () => {
    const clock = new FakeClock();
    const budget = new WindowBudget({ requests: 1, perMs: 40 * SECOND_MS }, clock);
    await budget.take();
    const waiting = [budget.take(), budget.take()];
    await clock.advanceAsync(2 * MINUTE_MS);
    const kinds = (await Promise.all(waiting)).map(({ kind }) => kind);
    expect(kinds).toEqual(['granted', 'spent']);
  });

  it('ends the wait of a request that is cancelled, without taking anything', async () => {
    const clock = new FakeClock();
    const budget = new WindowBudget({ requests: 1, perMs: SECOND_MS }, clock);
    await budget.take();
    const abort = new AbortController();
    const cancelled = budget.take(abort.signal);
    abort.abort();
    expect(await cancelled).toEqual({ kind: 'cancelled' });
    expect(await budget.take(abort.signal)).toEqual({ kind: 'cancelled' });
    expect(clock.pendingTimers).toBe(0);
    await clock.advanceAsync(SECOND_MS);
    expect(await budget.take()).toEqual({ kind: 'granted' });
  });

  it('never lets more through in any stretch of its time, whoever asks whenever', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 2_000 }),
        fc.array(
          fc.record({
            restMs: fc.integer({ min: 0, max: 1_500 }),
            asks: fc.integer({ min: 1, max: 5 }),
          }),
          { maxLength: 15 },
        ),
        async (requests, perMs, steps) => {
          const clock = new FakeClock();
          const budget = new WindowBudget({ requests, perMs }, clock);
          const sentAtMs: number[] = [];
          const asked: Promise<void>[] = [];
          for (const { restMs, asks } of steps) {
            await clock.advanceAsync(restMs);
            for (let count = 0; count < asks; count += 1)
              asked.push(
                budget.take().then(({ kind }) => {
                  if (kind === 'granted') sentAtMs.push(clock.monotonicMs());
                }),
              );
          }
          await clock.advanceAsync(2 * MINUTE_MS);
          await Promise.all(asked);
          expect(busiest(sentAtMs, perMs)).toBeLessThanOrEqual(requests);
          expect(clock.pendingTimers).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('whose requests are counted', () => {
  const rate = { requests: 1, perMs: SECOND_MS };

  it('each account has a budget of its own, and keeps it', () => {
    const budgets = new RequestBudgets(new FakeClock());
    const other = {
      ...connection,
      id: connectionIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAX'),
    };
    const first = budgets.of(connection, rate);
    expect(first).not.toBeNull();
    expect(budgets.of({ ...connection, label: 'Renamed' }, rate)).toBe(first);
    expect(budgets.of(other, rate)).not.toBe(first);
  });

  it.each([
    ['a server on this machine', { baseUrl: 'http://127.0.0.1:4000' }, rate],
    ['a simulated account', { isSandbox: true }, rate],
    ['a provider that publishes no rate', {}, null],
  ])('%s has none', (_case, changes, itsRate) => {
    const budgets = new RequestBudgets(new FakeClock());
    expect(budgets.of({ ...connection, ...changes }, itsRate)).toBeNull();
  });

  it('Ably is asked at most half as often as it allows a token', () => {
    expect(ablyRules.requestRate).toEqual({ requests: 1_000, perMs: HOUR_MS });
  });
});
