import { afterEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../shared/lib/duration.ts';
import type { PlanChoice } from '../../../electron/services/plan-choice.ts';
import { valueOf } from '../services/services-world.ts';
import { PlanScene, PROVIDERS } from './plan-scene.ts';

let scene: PlanScene;

afterEach(async () => {
  await scene.world.close();
});

describe('a dry run', () => {
  it.each(PROVIDERS)('at %s sends nothing that changes anything', async (providerId) => {
    scene = await PlanScene.connected(providerId);
    const before = { snapshot: await scene.snapshot(), changes: scene.changes() };
    const { strategies } = await scene.plan();
    for (const strategy of strategies)
      for (const trigger of ['planned', 'exposed'] as const) {
        const plan = await scene.plan({ strategy, trigger });
        await scene.exported(plan, 'markdown', 'plan.md');
        await scene.exported(plan, 'json');
        expect(valueOf(await scene.imported()).hash).toBe(plan.hash);
      }
    expect(scene.changes()).toEqual(before.changes);
    expect(await scene.snapshot()).toBe(before.snapshot);
    expect(scene.world.services.rotations.list()).toEqual([]);
  });
});

describe('the Markdown of a plan', () => {
  const scenarios: readonly [string, string, PlanChoice][] = [
    ['pubnub-v1-planned', 'pubnub-v1', { strategy: 'replace' }],
    ['pubnub-v1-exposed', 'pubnub-v1', { strategy: 'replace', trigger: 'exposed' }],
    ['pubnub-v2-overlap', 'pubnub-v2', { strategy: 'overlap', overlapMs: 36 * HOUR_MS }],
    ['pubnub-v2-overlap-exposed', 'pubnub-v2', { strategy: 'overlap', trigger: 'exposed' }],
    ['pubnub-v2-immediate', 'pubnub-v2', { strategy: 'immediate' }],
    ['pubnub-v2-replaced', 'pubnub-v2', { strategy: 'replace' }],
    ['pubnub-v2-replaced-exposed', 'pubnub-v2', { strategy: 'replace', trigger: 'exposed' }],
    ['ably-planned', 'ably', { strategy: 'replace' }],
    ['ably-exposed', 'ably', { strategy: 'replace', trigger: 'exposed' }],
    ['activitysmith-planned', 'activitysmith', { strategy: 'replace' }],
    ['activitysmith-exposed', 'activitysmith', { strategy: 'replace', trigger: 'exposed' }],
    ['abetterchoice-guided', 'abetterchoice', { strategy: 'guided' }],
    ['abetterchoice-exposed', 'abetterchoice', { strategy: 'guided', trigger: 'exposed' }],
  ];

  it.each(scenarios)('is as it was read last: %s', async (name, providerId, choice) => {
    scene = await PlanScene.connected(providerId);
    const plan = await scene.plan(choice);
    const text = (await scene.exported(plan, 'markdown')) ?? '';
    expect(text).toContain(plan.hash);
    expect(text).not.toContain('RKCANARY');
    const lasting = text
      .replaceAll(plan.marker, '_rk0000000000')
      .replaceAll(/\b[0-9a-f]{64}\b/g, '(hash)')
      .replaceAll(/`(\w{2,6}-c-|[\w-]*)[\w-]*…`/g, '`$1…`');
    await expect(lasting).toMatchFileSnapshot(`./golden-plans/${name}.txt`);
  });
});
