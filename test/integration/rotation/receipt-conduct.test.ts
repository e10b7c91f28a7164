import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RotationId } from '../../../shared/lib/ids.ts';
import { parseRotation } from '../../../shared/rotations/rotation.ts';
import { digestOf } from '../../../electron/services/canonical-digest.ts';
import { receiptMarkdown } from '../../../electron/services/receipt-markdown.ts';
import { RotationWorld, valueOf } from './rotation-world.ts';

const KEY = 'orders-staging';

let world: RotationWorld;

beforeEach(async () => {
  world = await RotationWorld.open();
});

afterEach(async () => {
  await world.close();
  expect(world.host.bugs()).toEqual([]);
});

const receiptOf = (id: RotationId) => valueOf(world.services.rotations.receipt(id));
const verdictOn = (id: RotationId) => valueOf(world.services.receipts.verify(id));

async function finish(id: RotationId): Promise<void> {
  await world.confirmAll(id);
  expect((await world.retire(id)).step).toBe('completed');
}

describe('a receipt', () => {
  it('names who started it and how the keys were compared, and the log vouches for that', async () => {
    const { id } = await world.untilDistributing(KEY);
    await finish(id);
    const receipt = receiptOf(id);
    expect(receipt.conduct).toEqual({
      ...{ startedBy: 'operator', scopeCompared: 'equal', createConsents: 1 },
    });
    expect(verdictOn(id).verdict).toBe('vouched');
    const text = receiptMarkdown(receipt, 'PubNub', verdictOn(id).digest);
    expect(text).toContain('| Started by | `operator` |');
    expect(text).toContain('compared at the provider: the same as before');
    expect(text).not.toContain('Consents');
    const { entries } = world.services.activity.page(null, 500);
    expect(entries.find(({ action }) => action === 'rotation.started')?.facts).toEqual({
      user: 'operator',
    });
  });

  it('says that nobody is known where the system does not tell', async () => {
    world.host.userName = null;
    await world.restart();
    const { id } = await world.untilDistributing(KEY);
    await finish(id);
    expect(receiptOf(id).conduct?.startedBy).toBeNull();
    expect(receiptMarkdown(receiptOf(id), 'PubNub', 'digest')).toContain('the system did not say');
    expect(verdictOn(id).verdict).toBe('vouched');
  });

  it('counts the consents where one was not enough', async () => {
    world.faults([
      {
        ...{ method: 'POST', path: '/api/keys', count: 1 },
        effect: { kind: 'reset', when: 'before-commit' },
      },
    ]);
    const { id, allowed } = await world.untilDistributing(KEY);
    expect(allowed).toContain('create-again');
    await world.command(id, 'create-again');
    await finish(id);
    expect(receiptOf(id).conduct?.createConsents).toBe(2);
    expect(receiptMarkdown(receiptOf(id), 'PubNub', 'digest')).toContain('2 create calls');
  });

  it('of a rotation that an older version started is as it was, digest included', async () => {
    const { id } = await world.untilDistributing(KEY);
    await world.restartAfter(({ rotations }) => {
      const parsed = parseRotation(rotations.find(id)?.json ?? '');
      if (parsed.kind !== 'rotation') throw new Error('It can be read');
      const { startedBy: _notYet, ...row } = parsed.rotation;
      const { connectionId, updatedAt } = row;
      const place = { id, keyId: row.oldKey.keyId, connectionId, isOpen: true, updatedAt };
      rotations.save({ ...place, json: JSON.stringify(row) });
    });
    await world.settle(id);
    await finish(id);
    const { activity: _entry, ...receipt } = receiptOf(id);
    expect(Object.keys(receipt)).not.toContain('conduct');
    expect(verdictOn(id)).toEqual({ verdict: 'vouched', digest: digestOf(receipt) });
    expect(receiptMarkdown(receiptOf(id), 'PubNub', 'digest')).not.toContain('Started by');
  });
});
