import { expect, it } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { noAnnotations } from '../../../shared/keys/key.ts';
import { RotationWorld, valueOf } from './rotation-world.ts';

const KEY = 'orders-staging';

const lostAnswer: FaultRuleInput = {
  ...({ method: 'POST', path: '/api/keys', count: 1 } as const),
  effect: { kind: 'reset', when: 'after-commit' },
};

it.each([
  { how: 'created', faults: [], isPublic: true },
  { how: 'created', faults: [], isPublic: false },
  { how: 'found again after a lost answer', faults: [lostAnswer], isPublic: true },
  { how: 'found again after a lost answer', faults: [lostAnswer], isPublic: false },
])(
  'the replacement that was $how goes where the old key was: public is $isPublic from the start',
  async ({ faults, isPublic }) => {
    const world = await RotationWorld.open();
    const { keys } = world.services;
    valueOf(keys.annotate(world.key(KEY).id, { ...noAnnotations, isPublic }));
    world.faults(faults);
    const { id, newKeyId, timeline } = await world.untilDistributing(KEY);
    if (newKeyId === null) throw new Error('There is a new key to hand over');
    expect(timeline.some(({ step }) => step === 'reconciling')).toBe(faults.length > 0);
    const annotations = { ...noAnnotations, isPublic };
    expect(valueOf(keys.get(newKeyId)).annotations).toEqual(annotations);
    await world.confirmAll(id);
    expect((await world.retire(id)).step).toBe('completed');
    expect(valueOf(keys.get(newKeyId)).annotations).toEqual(annotations);
    await world.close();
    expect(world.host.bugs()).toEqual([]);
  },
);

it('a replacement of a key that is marked public while it goes on is public in the end', async () => {
  const world = await RotationWorld.open();
  const { keys } = world.services;
  const { id, newKeyId } = await world.untilDistributing(KEY);
  valueOf(keys.annotate(world.key(KEY).id, { ...noAnnotations, isPublic: true }));
  await world.confirmAll(id);
  await world.retire(id);
  expect(valueOf(keys.get(newKeyId!)).annotations.isPublic).toBe(true);
  await world.close();
});
