import { afterEach, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { StrategyRun } from './strategy-run.ts';

let run: StrategyRun;

afterEach(async () => {
  await run.world.close();
});

/** Lists after the call leave the new secret out; there are four before it. */
const unlisted: FaultRuleInput = {
  ...({ method: 'GET', path: '**/secret-keys', skip: 4 } as const),
  effect: { kind: 'rewrite', remove: ['secretKeys.0'] },
};

async function start(rule: FaultRuleInput) {
  run = await StrategyRun.connected('pubnub-v2');
  await run.planned({});
  run.account.faults(rule);
  return run.start();
}

it('a new secret that the list does not show yet is looked at again', async () => {
  expect(await start({ ...unlisted, count: 3 })).toMatchObject({
    step: 'distributing',
    proofNew: { how: 'probe' },
  });
  expect(run.steps).not.toContain('needs-attention');
});

it('a new secret that the list never shows counts as ended', async () => {
  expect(await start(unlisted)).toMatchObject({
    step: 'needs-attention',
    attention: { error: { kind: 'conflict', reason: 'already-ended' } },
  });
  expect(run.account.writes().filter((write) => write.includes('secret-keys'))).toHaveLength(1);
});
