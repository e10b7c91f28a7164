import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RotationId } from '../../../shared/lib/ids.ts';
import {
  rotationViewSchema,
  type RotationStep,
  type RotationView,
} from '../../../shared/rotations/rotation-view.ts';
import { StorageFailure } from '../../../electron/services/ports/storage-failure.ts';
import { RotationWorld, valueOf } from './rotation-world.ts';

let world: RotationWorld;
/** Off where a test makes rows that nobody can read, the oracle included. */
let isOracleAsked = true;
/** The fail point that throws, instead of ending the process as in the crash lane. */
let failAt = '';
/** What it throws, and how often. */
let failure: { readonly error: Error; timesLeft: number } | null = null;

beforeEach(async () => {
  failAt = '';
  failure = null;
  isOracleAsked = true;
  world = await RotationWorld.open({
    failPoints: {
      hit: (name) => {
        if (name !== failAt) return;
        if (failure === null) throw new Error(failAt);
        failure.timesLeft -= 1;
        if (failure.timesLeft === 0) failAt = '';
        throw failure.error;
      },
    },
  });
});

afterEach(async () => {
  const found = isOracleAsked ? await world.violations() : [];
  await world.close();
  expect(found).toEqual([]);
  expect(world.host.bugs()).toEqual([]);
});

const NAME = 'orders-staging';

/** Plays the person until the rotation is over, with a restart of the app wherever it waits. */
async function finishWithRestarts(id: RotationId): Promise<RotationStep[]> {
  const seen: RotationStep[] = [];
  for (let turn = 0; turn < 20; turn += 1) {
    await world.restart();
    const view = await world.settle(id);
    seen.push(view.step);
    if (!view.isOpen) return seen;
    if (view.step === 'distributing') await world.confirmAll(id);
    else if (view.step === 'overlapping') await world.retire(id);
    else throw new Error(`Nothing to do in ${view.step}`);
  }
  throw new Error('It does not end');
}

describe('after a restart', () => {
  it('a rotation waits where it waited, and can be finished', async () => {
    const { id } = await world.untilDistributing(NAME);
    expect(await finishWithRestarts(id)).toEqual(['distributing', 'overlapping', 'completed']);
    expect([world.creates, world.disables]).toEqual([1, 1]);
  });

  it('a rotation that was stopped in the middle of a call goes on by looking', async () => {
    world.faults([
      { method: 'POST', path: '/api/keys', effect: { kind: 'hang', when: 'after-commit' } },
    ]);
    const id = await world.begin(NAME);
    await world.host.clock.advanceAsync(100);
    expect(world.view(id)).toMatchObject({ step: 'minting', isBusy: true, allowed: [] });
    const restarting = world.restart();
    await world.answered(restarting);
    expect((await world.settle(id)).step).toBe('distributing');
    expect(world.creates).toBe(1);
  });

  it('a second start sends nothing at all', async () => {
    const { id } = await world.untilDistributing(NAME);
    await world.confirmAll(id);
    await world.retire(id);
    await world.restart();
    const before = world.provider.journal.entries().length;
    await world.restart();
    await world.settle(id);
    expect(world.provider.journal.entries()).toHaveLength(before);
  });

  it('what was confirmed before the end is not asked again', async () => {
    const { id } = await world.untilDistributing(NAME);
    await world.confirmAll(id);
    await world.restart();
    expect(world.view(id).destinations).toMatchObject([{ state: 'confirmed' }]);
  });

  it('a rotation that was written down and never started asks for its plan to hold still', async () => {
    failAt = 'after-save:planned';
    await expect(world.begin(NAME)).rejects.toThrow(failAt);
    failAt = '';
    await world.restart();
    const [{ id }] = world.services.rotations.list() as [RotationView];
    expect(world.view(id)).toMatchObject({ step: 'planned', allowed: ['start', 'cancel'] });
    await world.changeElsewhere(NAME, { properties: { history: 0 } });
    const start = { rotationId: id, command: 'start' } as const;
    expect(await world.services.rotations.command(start)).toEqual({
      ok: false,
      error: { kind: 'conflict', reason: 'changed-meanwhile' },
    });
    expect(world.creates).toBe(0);
    await world.changeElsewhere(NAME, { properties: { history: 1 } });
    expect((await world.command(id, 'start')).step).toBe('distributing');
  });

  it('leftovers of a finished rotation are cleared away', async () => {
    const { id, newSecretPartId } = await world.untilDistributing(NAME);
    if (newSecretPartId === null) throw new Error('Distributing has a new key');
    await world.confirmAll(id);
    await world.retire(id);
    const newSecret = world.keyset(world.view(id).newKeyName).secretKey ?? '';
    await world.restartAfter((stores) => {
      stores.escrow.put(id, newSecretPartId, 'secret', newSecret);
    });
    await world.settle(id);
    let left: unknown;
    await world.restartAfter((stores) => {
      left = stores.escrow.of(id);
    });
    expect(left).toEqual([]);
  });
});

describe('a finding that cannot be saved', () => {
  it('is held while the disk is full, and saved when there is room again', async () => {
    failAt = 'before-save:keeping';
    const error = new StorageFailure({ kind: 'storage-full' }, new Error('SQLITE_FULL'));
    failure = { error, timesLeft: 4 };
    const id = await world.begin(NAME);
    await world.pass(id, 10_000);
    expect(world.view(id)).toMatchObject({ step: 'minting', isBusy: true });
    expect((await world.settle(id)).step).toBe('distributing');
    expect(world.creates).toBe(1);
    expect(world.view(id).timeline.map(({ step }) => step)).not.toContain('reconciling');
  });

  it('because of a bug leaves the step as one that failed: a created key is looked for', async () => {
    failAt = 'in-save:keeping';
    failure = { error: new Error('a bug'), timesLeft: 1 };
    const view = await world.untilDistributing(NAME);
    expect(view.step).toBe('distributing');
    expect(view.timeline.map(({ step }) => step)).toContain('reconciling');
    expect(world.creates).toBe(1);
    expect(world.host.bugs()).toHaveLength(1);
    world.host.logged.length = 0;
  });

  it('in an effect because of a bug waits for the person with a reference to the log', async () => {
    failAt = 'keep:before-write';
    failure = { error: new Error('a bug'), timesLeft: 1 };
    const view = await world.untilDistributing(NAME);
    expect(view).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'keeping', error: { kind: 'unexpected' } },
    });
    world.host.logged.length = 0;
    expect((await world.command(view.id, 'retry')).step).toBe('distributing');
  });
});

describe('rows that cannot be read', () => {
  const spoil = async (
    id: RotationId,
    change: (json: string) => string,
  ): Promise<{ read: () => Promise<string> }> => {
    isOracleAsked = false;
    const { connectionId } = world.key(NAME);
    await world.restartAfter((stores) => {
      const found = stores.rotations.find(id);
      if (found === null) throw new Error('The row is there');
      stores.rotations.save({
        id,
        keyId: found.keyId,
        connectionId,
        isOpen: found.isOpen,
        json: change(found.json),
        updatedAt: 0,
      });
    });
    return {
      read: async () => {
        let json = '';
        await world.restartAfter((stores) => {
          json = stores.rotations.find(id)?.json ?? '';
        });
        return json;
      },
    };
  };

  it.each([
    [
      'of a newer Rekey',
      'newer-version',
      (json: string) => json.replace('"version":1', '"version":2'),
    ],
    ['that are damaged', 'damaged', (json: string) => json.slice(0, json.length / 2)],
  ])('%s are shown, refused, and kept byte for byte', async (_what, reason, change) => {
    const { id } = await world.untilDistributing(NAME);
    let saved = '';
    const row = await spoil(id, (json) => {
      saved = change(json);
      return saved;
    });
    const view = world.view(id);
    expect(rotationViewSchema.parse(view)).toEqual(view);
    expect(view).toMatchObject({
      step: 'needs-attention',
      isOpen: true,
      keyName: NAME,
      attention: { error: { kind: 'database-unavailable', reason } },
      allowed: [],
    });
    for (const command of ['retry', 'cancel', 'roll-back'] as const)
      expect(await world.services.rotations.command({ rotationId: id, command })).toMatchObject({
        ok: false,
      });
    const keyId = world.key(NAME).id;
    expect(valueOf(await world.services.rotations.plan(keyId)).findings).toContainEqual(
      expect.objectContaining({ weight: 'blocks', reason: 'rotation-open' }),
    );
    expect(await row.read()).toBe(saved);
  });
});

describe('views', () => {
  it('match the contract at every step and hold no secret and no path', async () => {
    const file = await world.pickFile('secret.txt');
    const id = await world.begin(NAME, [{ kind: 'copy' }, { kind: 'file', fileId: file.fileId }]);
    const check = (): void => {
      const view = world.view(id);
      expect(rotationViewSchema.parse(view)).toEqual(view);
      expect(JSON.stringify(view)).not.toContain('RKCANARY');
      expect(JSON.stringify(view)).not.toContain(world.host.profileDir);
    };
    check();
    await world.settle(id);
    check();
    await world.confirmAll(id);
    check();
    await world.retire(id);
    check();
    expect(world.services.rotations.list()).toEqual([world.view(id)]);
  });

  it('list open rotations before finished ones', async () => {
    const first = await world.untilDistributing(NAME);
    await world.command(first.id, 'roll-back');
    const second = await world.untilDistributing('orders-webhooks');
    const third = await world.untilDistributing('orders-prod');
    await world.command(third.id, 'roll-back');
    expect(world.services.rotations.list().map(({ id }) => id)).toEqual([
      second.id,
      third.id,
      first.id,
    ]);
  });

  it('are told to every window when they change', async () => {
    const { id } = await world.untilDistributing(NAME);
    const told = world.host.published.filter(({ name }) => name === 'rotations.changed');
    expect(told.length).toBeGreaterThan(4);
    expect(told.every(({ payload }) => (payload as { rotationId: string }).rotationId === id)).toBe(
      true,
    );
  });
});
