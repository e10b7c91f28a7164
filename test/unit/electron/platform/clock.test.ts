import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SystemClock } from '../../../../electron/platform/clock.ts';
import { sleep } from '../../../../electron/services/ports/clock.ts';
import { DAY_MS } from '../../../../shared/lib/duration.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';

describe('the system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells wall time and time that never goes back', () => {
    const clock = new SystemClock();
    const before = clock.monotonicMs();
    vi.setSystemTime(0);
    expect(clock.now()).toBe(0);
    expect(clock.monotonicMs()).toBeGreaterThanOrEqual(before);
  });

  it('runs an action once, when it is due', () => {
    const action = vi.fn();
    new SystemClock().after(1_000, action);
    vi.advanceTimersByTime(999);
    expect(action).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('waits for months, which Node’s own timers cannot', () => {
    const action = vi.fn();
    new SystemClock().after(60 * DAY_MS, action);
    vi.advanceTimersByTime(59 * DAY_MS);
    expect(action).not.toHaveBeenCalled();
    vi.advanceTimersByTime(DAY_MS);
    expect(action).toHaveBeenCalledTimes(1);
  });

  it('can be told to forget, also in the middle of a long wait', () => {
    const action = vi.fn();
    const cancel = new SystemClock().after(60 * DAY_MS, action);
    vi.advanceTimersByTime(30 * DAY_MS);
    cancel();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the fake clock', () => {
  it('runs what is due in order, with what it starts', () => {
    const clock = new FakeClock();
    const ran: string[] = [];
    clock.after(20, () => ran.push(`late at ${clock.monotonicMs()}`));
    clock.after(10, () => {
      ran.push('early');
      clock.after(5, () => ran.push(`started at ${clock.monotonicMs()}`));
    });
    const cancel = clock.after(15, () => ran.push('never'));
    cancel();
    clock.advance(20);
    expect(ran).toEqual(['early', 'started at 15', 'late at 20']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('moves wall time along, and lets it jump without moving the timers', () => {
    const clock = new FakeClock(1_000);
    let isDone = false;
    clock.after(100, () => {
      isDone = true;
    });
    clock.jumpWall(-500);
    clock.advance(99);
    expect([clock.now(), clock.monotonicMs(), isDone]).toEqual([599, 99, false]);
    clock.advance(1);
    expect(isDone).toBe(true);
  });

  it('lets sleepers wake one after the other', async () => {
    const clock = new FakeClock();
    const seen: number[] = [];
    const sleeping = (async () => {
      for (let index = 0; index < 3; index += 1) {
        await sleep(clock, 100);
        seen.push(clock.monotonicMs());
      }
    })();
    await clock.advanceAsync(300);
    await sleeping;
    expect(seen).toEqual([100, 200, 300]);
  });

  it('wakes a sleeper that is aborted', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const sleeping = sleep(clock, 1_000, controller.signal);
    controller.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    expect(clock.pendingTimers).toBe(0);
  });
});
