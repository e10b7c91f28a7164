import { afterEach, describe, expect, it } from 'vitest';
import type { KeyId } from '../../../shared/lib/ids.ts';
import { errorOf, valueOf } from '../services/services-world.ts';
import { RotationWorld } from './rotation-world.ts';
import { StrategyRun } from './strategy-run.ts';

/** Access Manager is on and the secret can be read. */
const PROVABLE = 'orders-staging';

let world: Pick<RotationWorld, 'close'>;

afterEach(async () => {
  await world.close();
});

async function replaced(rotating: RotationWorld, name: string): Promise<string> {
  const { id } = await rotating.untilDistributing(name);
  await rotating.confirmAll(id);
  return (await rotating.retire(id)).newKeyName;
}

describe('the lineage of a key', () => {
  it('names every key in the line, the oldest first, whichever of them is asked for', async () => {
    const rotating = await RotationWorld.open();
    world = rotating;
    const second = await replaced(rotating, PROVABLE);
    const third = await replaced(rotating, second);
    const [last, first] = rotating.services.rotations.list();
    const keys = [PROVABLE, second, third].map((name) => rotating.key(name));
    const line = valueOf(rotating.services.lineage.of(keys[1]!.id));
    expect(line).toMatchObject([
      { keyId: keys[0]!.id, name: PROVABLE, how: 'created', rotationId: null, state: 'ended' },
      { keyId: keys[1]!.id, name: second, how: 'replace', rotationId: first?.id, state: 'ended' },
      { keyId: keys[2]!.id, name: third, how: 'replace', rotationId: last?.id, state: 'active' },
    ]);
    expect(line[1]?.at).toBe(first?.updatedAt);
    expect(line.map(({ stub }) => stub?.slice(0, 6))).toEqual(['sec-c-', 'sec-c-', 'sec-c-']);
    for (const { id } of keys) expect(valueOf(rotating.services.lineage.of(id))).toEqual(line);
  });

  it('leaves out what was given up, and is one entry for a key that was never rotated', async () => {
    const rotating = await RotationWorld.open();
    world = rotating;
    const { id } = await rotating.untilDistributing(PROVABLE);
    await rotating.command(id, 'roll-back');
    const line = valueOf(rotating.services.lineage.of(rotating.key(PROVABLE).id));
    expect(line).toMatchObject([{ name: PROVABLE, how: 'created', state: 'active' }]);
  });

  it('names each secret of a key that stays', async () => {
    const run = await StrategyRun.connected('pubnub-v2');
    ({ world } = run);
    const { keyId, keyName } = await run.planned({});
    await run.start();
    await run.confirmAll();
    await run.retire();
    const line = valueOf(run.world.services.lineage.of(keyId));
    expect(line).toMatchObject([
      { keyId, name: keyName, how: 'created', rotationId: null, state: 'ended' },
      { keyId, name: keyName, how: 'overlap', rotationId: run.id, state: 'active' },
    ]);
    expect(line[0]?.stub).not.toBe(line[1]?.stub);
  });

  it('ends where records go round in a circle, or name a key that nobody has', async () => {
    const rotating = await RotationWorld.open();
    world = rotating;
    const one = rotating.key(PROVABLE).id;
    const other = rotating.key('telemetry-dev').id;
    const nobody = '01ARZ3NDEKTSV4RRFFQ69G5FAV' as KeyId;
    await rotating.restartAfter(({ keys }) => {
      const record = (id: KeyId) => keys.find(id)!.record;
      keys.save({ ...record(one), replaces: other, replacedBy: other });
      keys.save({ ...record(other), replaces: one, replacedBy: one });
    });
    const names = () =>
      valueOf(rotating.services.lineage.of(one))
        .map(({ name }) => name)
        .toSorted();
    expect(names()).toEqual([PROVABLE, 'telemetry-dev'].toSorted());
    await rotating.restartAfter(({ keys }) => {
      const { record } = keys.find(one)!;
      keys.save({ ...record, replaces: nobody, replacedBy: null });
    });
    expect(valueOf(rotating.services.lineage.of(one))).toMatchObject([
      { keyId: null, name: '', state: 'gone' },
      { keyId: one, how: 'replace' },
    ]);
    expect(errorOf(rotating.services.lineage.of(nobody))).toMatchObject({ kind: 'not-found' });
  });
});
