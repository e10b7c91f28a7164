import { afterEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/duration.ts';
import { StrategyRun } from './strategy-run.ts';

let run: StrategyRun;

afterEach(async () => {
  await run.world.close();
});

const shown = (): string[] => run.world.host.notices.map(({ title }) => title);

describe('an overlap that goes by', () => {
  it('is told at half time and an hour before its end, once each, by names only', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    run.world.services.reminders.start();
    const plan = await run.planned({ overlapMs: 8 * HOUR_MS });
    await run.start();
    await run.confirmAll();
    run.world.host.notices.length = 0;
    await run.pass(3 * HOUR_MS);
    expect(shown()).not.toContain('Half of the overlap is over');
    await run.pass(1.5 * HOUR_MS);
    expect(shown().filter((title) => title === 'Half of the overlap is over')).toHaveLength(1);
    await run.pass(3 * HOUR_MS);
    expect(shown().filter((title) => title === 'The old secret ends soon')).toHaveLength(1);
    const [notice] = run.world.host.notices.filter(({ title }) => title.startsWith('The old'));
    expect(notice?.body).toContain(plan.keyName);
    expect(JSON.stringify(run.world.host.notices)).not.toMatch(/sec-c-|sub-c-|RKCANARY/);
    expect(await run.passOverlap()).toMatchObject({ step: 'completed' });
  });

  it('is told in time where it is short', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    run.world.services.reminders.start();
    await run.pass(20 * MINUTE_MS);
    await run.planned({ overlapMs: 40 * MINUTE_MS });
    await run.start();
    await run.pass(22 * MINUTE_MS);
    expect(shown()).toContain('The old secret ends soon');
  });
});
