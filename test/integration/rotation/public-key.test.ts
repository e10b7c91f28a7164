import { expect, it } from 'vitest';
import { noAnnotations } from '../../../shared/keys/key.ts';
import { RotationWorld, valueOf } from './rotation-world.ts';

const KEY = 'orders-staging';

it.each([true, false])(
  'the replacement goes where the old key was: public stays %s',
  async (isPublic) => {
    const world = await RotationWorld.open();
    const { keys } = world.services;
    const old = keys.list(0, 100).rows.find(({ name }) => name === KEY);
    if (old === undefined) throw new Error(`No key ${KEY}`);
    valueOf(keys.annotate(old.id, { ...noAnnotations, isPublic }));
    const { id } = await world.untilDistributing(KEY);
    await world.confirmAll(id);
    const { newKeyId } = await world.retire(id);
    if (newKeyId === null) throw new Error('A completed rotation has a new key');
    expect(valueOf(keys.get(newKeyId)).annotations).toEqual({ ...noAnnotations, isPublic });
    await world.close();
    expect(world.host.bugs()).toEqual([]);
  },
);
