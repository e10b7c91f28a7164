import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { outcomeSentence } from '../../../shared/rotations/receipt-words.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { RotationWorld, valueOf } from './rotation-world.ts';

let world: RotationWorld;

beforeEach(async () => {
  world = await RotationWorld.open();
});

/** Whatever happened: nothing lost, nothing ended too early, nothing created twice, nothing hidden. */
afterEach(async () => {
  const found = await world.violations();
  await world.close();
  expect(found).toEqual([]);
  expect(world.host.bugs()).toEqual([]);
});

const NAME = 'orders-staging';
const lostSecretReads = { method: 'GET', path: '/api/keys/*' } as const;

const onCreate = (effect: FaultRuleInput['effect']): void => {
  world.faults([{ method: 'POST', path: '/api/keys', count: 1, effect }]);
};
const onDisable = (effect: FaultRuleInput['effect'], count = 1): void => {
  world.faults([{ method: 'PUT', path: '/api/keys/*', count, effect }]);
};

async function finish(id: Parameters<RotationWorld['retire']>[0]): Promise<void> {
  await world.confirmAll(id);
  expect((await world.retire(id)).step).toBe('completed');
}

describe('a create whose answer is lost', () => {
  it.each<[string, FaultRuleInput['effect']]>([
    ['the connection breaks after it took effect', { kind: 'reset', when: 'after-commit' }],
    ['no byte of the answer arrives', { kind: 'truncated', keep: 0 }],
    ['one byte of the answer arrives', { kind: 'truncated', keep: 1 }],
    ['half of the answer arrives', { kind: 'truncated', keep: 'half' }],
    ['all but one byte arrive', { kind: 'truncated', keep: 'all-but-one' }],
    ['half of the answer arrives and looks complete', { kind: 'truncated', ending: 'clean' }],
    ['the answer stops in the middle', { kind: 'stalled-body', keep: 20 }],
    ['the server never answers', { kind: 'hang', when: 'after-commit' }],
    ['it is answered with 500', { kind: 'answer', status: 500, when: 'after-commit' }],
    ['it is answered with 502', { kind: 'answer', status: 502, when: 'after-commit' }],
    ['it is answered with 504', { kind: 'answer', status: 504, when: 'after-commit' }],
    ['it is answered with 408', { kind: 'answer', status: 408, when: 'after-commit' }],
    ['a login page comes back', { kind: 'html', when: 'after-commit' }],
    ['rubbish comes back', { kind: 'hostile', body: 'not-json', when: 'after-commit' }],
    ['nothing comes back', { kind: 'hostile', body: 'empty', when: 'after-commit' }],
    ['the answer has no id', { kind: 'rewrite', remove: ['result.id'] }],
    ['the answer names no key', { kind: 'rewrite', remove: ['result.properties.name'] }],
  ])('is found by its marker when %s', async (_what, effect) => {
    onCreate(effect);
    const view = await world.untilDistributing(NAME);
    expect(view).toMatchObject({ step: 'distributing', createConsents: 1 });
    expect(view.timeline.map(({ step }) => step)).toContain('reconciling');
    expect(world.creates).toBe(1);
    await finish(view.id);
    expect(world.creates).toBe(1);
  });

  it('is found although lists show new keysets only after 30 seconds', async () => {
    world.tune({ listLagMs: 30_000 });
    onCreate({ kind: 'reset', when: 'after-commit' });
    const view = await world.untilDistributing(NAME);
    expect(view).toMatchObject({ step: 'distributing', createConsents: 1 });
    expect(world.creates).toBe(1);
  });

  it('is found although the network is away for ten minutes', async () => {
    world.faults([
      {
        method: 'POST',
        path: '/api/keys',
        count: 1,
        effect: { kind: 'reset', when: 'after-commit' },
      },
      { method: 'GET', skip: 2, effect: { kind: 'offline' } },
    ]);
    const id = await world.begin(NAME);
    await world.host.clock.advanceAsync(600_000);
    expect(world.view(id)).toMatchObject({ step: 'reconciling', allowed: ['look-again'] });
    world.faults([]);
    expect((await world.settle(id)).step).toBe('distributing');
    expect(world.creates).toBe(1);
  });

  it('is looked for at once when the person asks', async () => {
    world.faults([
      {
        method: 'POST',
        path: '/api/keys',
        count: 1,
        effect: { kind: 'reset', when: 'after-commit' },
      },
      { method: 'GET', skip: 2, effect: { kind: 'offline' } },
    ]);
    const id = await world.begin(NAME);
    await world.host.clock.advanceAsync(90_000);
    world.faults([]);
    const before = world.host.clock.monotonicMs();
    expect((await world.command(id, 'look-again')).step).toBe('distributing');
    expect(world.host.clock.monotonicMs() - before).toBeLessThan(5_000);
  });

  it('that never took effect is not sent again without a new consent', async () => {
    onCreate({ kind: 'reset', when: 'before-commit' });
    const id = await world.begin(NAME);
    const before = world.host.clock.now();
    const absent = await world.settle(id);
    expect(absent).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'reconciling', error: { kind: 'not-found', what: 'created-key' } },
      allowed: ['look-again', 'create-again', 'cancel'],
    });
    expect(world.host.clock.now() - before).toBeGreaterThanOrEqual(120_000);
    expect(world.creates).toBe(1);
    const again = await world.command(id, 'create-again');
    expect(again).toMatchObject({ step: 'distributing', createConsents: 2 });
    expect(again.newKeyName).not.toBe(absent.newKeyName);
    expect(world.creates).toBe(2);
    await finish(id);
  });

  it('that never took effect can be given up, and nothing was changed', async () => {
    const before = JSON.stringify(world.keysets());
    onCreate({ kind: 'reset', when: 'before-commit' });
    const id = await world.begin(NAME);
    await world.settle(id);
    expect(await world.command(id, 'cancel')).toMatchObject({ step: 'cancelled', isOpen: false });
    expect(JSON.stringify(world.keysets())).toBe(before);
    expect(valueOf(world.services.rotations.receipt(id))).toMatchObject({
      outcome: 'cancelled',
      newKey: null,
    });
  });

  it('and that turns up after a second one was made is listed, not hidden', async () => {
    world.tune({ listLagMs: 300_000 });
    onCreate({ kind: 'reset', when: 'after-commit' });
    const id = await world.begin(NAME);
    const absent = await world.settle(id);
    expect(absent.step).toBe('needs-attention');
    world.tune({ listLagMs: 0 });
    const again = await world.command(id, 'create-again');
    expect(again.step).toBe('distributing');
    expect(world.key(absent.newKeyName)).toMatchObject({ status: 'active' });
    expect(world.services.activity.page(null, 50).entries).toContainEqual(
      expect.objectContaining({ action: 'rotation.needs-attention', subject: absent.newKeyName }),
    );
  });
});

describe('a create that surely was not sent, or was answered with a plain no', () => {
  it.each<[string, FaultRuleInput['effect'], string]>([
    ['the name does not resolve', { kind: 'offline', code: 'ENOTFOUND' }, 'network-offline'],
    ['nobody listens', { kind: 'offline', code: 'ECONNREFUSED' }, 'address-refused'],
    [
      'the certificate has expired',
      { kind: 'offline', code: 'CERT_HAS_EXPIRED' },
      'address-refused',
    ],
    ['400', { kind: 'answer', status: 400 }, 'provider-rejected'],
    ['409, the name is taken', { kind: 'answer', status: 409 }, 'provider-rejected'],
    ['422', { kind: 'answer', status: 422 }, 'provider-rejected'],
    [
      '429',
      { kind: 'answer', status: 429, headers: { 'retry-after': '7' } },
      'provider-rate-limited',
    ],
    ['403', { kind: 'answer', status: 403 }, 'provider-forbidden'],
    ['404', { kind: 'answer', status: 404 }, 'not-found'],
  ])('waits for the person when %s', async (_what, effect, kind) => {
    onCreate(effect);
    const id = await world.begin(NAME);
    const view = await world.settle(id);
    expect(view).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'minting', error: { kind } },
      allowed: ['retry', 'cancel'],
    });
    expect(world.creates).toBe(1);
    const again = await world.command(id, 'retry');
    expect(again).toMatchObject({ step: 'distributing', createConsents: 2 });
  });
});

describe('an answer that tells the wrong thing', () => {
  it('"no", although the key was created, is found out by one look', async () => {
    onCreate({ kind: 'answer', status: 409, when: 'after-commit' });
    const view = await world.untilDistributing(NAME);
    expect(view).toMatchObject({ step: 'distributing', createConsents: 1 });
    expect(world.creates).toBe(1);
  });

  it('with the id of another key never touches that key', async () => {
    const other = world.keyset('orders-webhooks');
    onCreate({ kind: 'rewrite', set: [{ path: 'result.id', value: other.id }] });
    const view = await world.untilDistributing(NAME);
    expect(view.step).toBe('distributing');
    const created = world.keyset(view.newKeyName);
    expect(created.id).not.toBe(other.id);
    await world.command(view.id, 'roll-back');
    expect(world.keyset('orders-webhooks').status).toBe(1);
    expect(world.keyset(view.newKeyName).status).toBe(0);
  });

  it('with an id that nobody has is looked up by the marker on the person’s word', async () => {
    world.tune({ createShowsSecrets: true });
    onCreate({ kind: 'rewrite', set: [{ path: 'result.id', value: 987_654 }] });
    const view = await world.untilDistributing(NAME);
    expect(view).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'verifying' },
      allowed: ['retry', 'look-again', 'roll-back'],
    });
    const found = await world.command(view.id, 'look-again');
    expect(found.step).toBe('distributing');
    expect(world.creates).toBe(1);
    await finish(view.id);
  });

  it('with another secret than the key has is found out before anything depends on it', async () => {
    world.tune({ createShowsSecrets: true });
    onCreate({
      kind: 'rewrite',
      set: [{ path: 'result.secret_key', value: 'sec-c-WRONGRKCANARY00ff' }],
    });
    const view = await world.untilDistributing(NAME);
    expect(view).toMatchObject({ step: 'needs-attention', attention: { from: 'verifying' } });
    expect(world.keyset(NAME).status).toBe(1);
    expect((await world.command(view.id, 'look-again')).step).toBe('distributing');
  });

  it('without the secret goes on by the id while the read fails', async () => {
    world.faults([
      { ...lostSecretReads, skip: 2, count: 12, effect: { kind: 'answer', status: 503 } },
    ]);
    const view = await world.untilDistributing(NAME);
    expect(view.timeline.map(({ step }) => step)).toContain('reconciling');
    expect(view.step).toBe('distributing');
    expect(world.creates).toBe(1);
  });

  it('whose secret nobody can read any more can be ended as an orphan', async () => {
    world.faults([
      {
        ...lostSecretReads,
        skip: 2,
        effect: { kind: 'rewrite', set: [{ path: 'result.secret_key', value: null }] },
      },
    ]);
    const view = await world.untilDistributing(NAME);
    expect(view).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'reconciling', error: { kind: 'outcome-unknown' } },
      allowed: ['look-again', 'revoke-orphan', 'create-again'],
    });
    expect(world.key(view.newKeyName).status).toBe('active');
    const done = await world.command(view.id, 'revoke-orphan');
    expect(done.step).toBe('rolled-back');
    expect(world.keyset(view.newKeyName).status).toBe(0);
    expect(world.keyset(NAME).status).toBe(1);
    expect(world.key(view.newKeyName).status).toBe('ended');
    expect(valueOf(world.services.rotations.receipt(view.id)).newKey).toEqual({
      name: view.newKeyName,
      providerKeyId: String(world.keyset(view.newKeyName).id),
      stub: null,
    });
    expect(valueOf(world.services.receipts.verify(view.id)).verdict).toBe('vouched');
  });
});

describe('other people at the same account', () => {
  it('rename the new key away while its answer is lost: it is shown, and a person decides', async () => {
    world.faults([
      {
        method: 'POST',
        path: '/api/keys',
        count: 1,
        effect: { kind: 'reset', when: 'after-commit' },
      },
      { method: 'GET', skip: 2, effect: { kind: 'offline' } },
    ]);
    const id = await world.begin(NAME);
    await world.host.clock.advanceAsync(20_000);
    await world.changeElsewhere(world.view(id).newKeyName, { properties: { name: 'mine now' } });
    world.faults([]);
    expect(await world.settle(id)).toMatchObject({
      step: 'needs-attention',
      attention: { error: { kind: 'outcome-unknown' } },
      allowed: ['look-again', 'create-again', 'cancel'],
    });
    expect(world.key('mine now').status).toBe('active');
    expect(world.creates).toBe(1);
  });

  it('copy the new key with its name: two candidates are shown, neither is taken', async () => {
    world.faults([
      {
        method: 'POST',
        path: '/api/keys',
        count: 1,
        effect: { kind: 'reset', when: 'after-commit' },
      },
      { method: 'GET', skip: 2, effect: { kind: 'offline' } },
    ]);
    const id = await world.begin(NAME);
    await world.host.clock.advanceAsync(20_000);
    const { newKeyName } = world.view(id);
    await world.changeElsewhere('orders-webhooks', { properties: { name: newKeyName } });
    world.faults([]);
    expect(await world.settle(id)).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'reconciling' },
    });
    await world.changeElsewhere(newKeyName, { properties: { name: 'orders-webhooks' } });
    expect((await world.command(id, 'look-again')).step).toBe('distributing');
  });

  it('end the old key meanwhile: it counts as gone, and its death is proved all the same', async () => {
    const { id } = await world.untilDistributing(NAME);
    await world.confirmAll(id);
    await world.changeElsewhere(NAME, { status: 0 });
    const done = await world.retire(id);
    expect(done).toMatchObject({ step: 'completed', proofDead: { how: 'probe' } });
    expect(world.disables).toBe(0);
  });

  it('end the new key meanwhile: the old one is not ended, and rolling back needs no call', async () => {
    const view = await world.untilDistributing(NAME);
    await world.confirmAll(view.id);
    await world.changeElsewhere(view.newKeyName, { status: 0 });
    expect(await world.retire(view.id)).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'retiring', error: { reason: 'already-ended' } },
      allowed: ['retry', 'roll-back'],
    });
    expect(world.disables).toBe(0);
    expect((await world.command(view.id, 'roll-back')).step).toBe('rolled-back');
    expect(world.disables).toBe(0);
    expect(world.keyset(NAME).status).toBe(1);
  });

  it('end both keys before a roll-back: it ends, and the receipt does not say that the old one works', async () => {
    const view = await world.untilDistributing(NAME);
    await world.changeElsewhere(NAME, { status: 0 });
    await world.changeElsewhere(view.newKeyName, { status: 0 });
    expect((await world.command(view.id, 'roll-back')).step).toBe('rolled-back');
    expect(world.disables).toBe(0);
    const receipt = valueOf(world.services.rotations.receipt(view.id));
    expect(receipt.isOldEnded).toBe(true);
    expect(outcomeSentence(receipt)).not.toContain('works as before');
    expect([world.key(NAME).status, world.key(view.newKeyName).status]).toEqual(['ended', 'ended']);
  });

  it('end the old key before a roll-back: the new one stays, and the way on is forward', async () => {
    const view = await world.untilDistributing(NAME);
    await world.changeElsewhere(NAME, { status: 0 });
    expect(await world.command(view.id, 'roll-back')).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'verifying', error: { code: 'old-key-ended' } },
    });
    expect(world.keyset(view.newKeyName).status).toBe(1);
    expect(await world.command(view.id, 'retry')).toMatchObject({
      ...{ step: 'distributing', isOldLost: true },
      allowed: ['confirm-destination'],
    });
    await finish(view.id);
    expect(world.view(view.id).proofDead).toMatchObject({ how: 'probe' });
  });

  it('change the new key’s settings before it is proved: the differences are named', async () => {
    world.faults([
      { plane: 'data-plane', skip: 2, count: 1, effect: { kind: 'reset', when: 'before-commit' } },
    ]);
    const view = await world.untilDistributing(NAME);
    expect(view).toMatchObject({ step: 'needs-attention', attention: { from: 'verifying' } });
    world.faults([]);
    await world.changeElsewhere(view.newKeyName, { properties: { history: 0 } });
    expect(await world.command(view.id, 'retry')).toMatchObject({
      scopeCompared: 'differs',
      scopeDifferences: ['history'],
      allowed: ['retry', 'roll-back'],
    });
    await world.changeElsewhere(view.newKeyName, { properties: { history: 1 } });
    expect((await world.command(view.id, 'retry')).step).toBe('distributing');
  });

  it('rename the new key after it was made: it is still the same key', async () => {
    const view = await world.untilDistributing(NAME);
    await world.changeElsewhere(view.newKeyName, { properties: { name: 'renamed' } });
    await finish(view.id);
    expect(world.keyset('renamed').status).toBe(1);
  });
});

describe('ending the old key', () => {
  const overlapping = async (): Promise<Parameters<RotationWorld['retire']>[0]> => {
    const { id } = await world.untilDistributing(NAME);
    await world.confirmAll(id);
    return id;
  };

  it.each<[string, FaultRuleInput['effect']]>([
    ['the connection breaks after it took effect', { kind: 'reset', when: 'after-commit' }],
    ['half of the answer arrives', { kind: 'truncated', keep: 'half' }],
    ['the server never answers', { kind: 'hang', when: 'after-commit' }],
    ['it is answered with 500', { kind: 'answer', status: 500, when: 'after-commit' }],
    ['it is answered with 404', { kind: 'answer', status: 404, when: 'after-commit' }],
    ['it is answered with 409', { kind: 'answer', status: 409, when: 'after-commit' }],
    ['a login page comes back', { kind: 'html', when: 'after-commit' }],
  ])('is believed by a fresh look when %s', async (_what, effect) => {
    const id = await overlapping();
    onDisable(effect);
    expect((await world.retire(id)).step).toBe('completed');
    expect(world.disables).toBe(1);
  });

  it.each<[string, FaultRuleInput['effect'], string]>([
    [
      'answered with 200, but it is still enabled',
      { kind: 'answer', status: 200, body: { result: { modified: 1, properties: {} } } },
      'old-key-still-enabled',
    ],
    ['answered with 404, but it is still enabled', { kind: 'answer', status: 404 }, 'not-found'],
    ['answered with 409, but it is still enabled', { kind: 'answer', status: 409 }, '409'],
  ])('is not believed when %s', async (_what, effect, said) => {
    const id = await overlapping();
    onDisable(effect);
    const view = await world.retire(id);
    expect(view).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'retiring' },
      allowed: ['retry'],
    });
    expect(JSON.stringify(view.attention)).toContain(said);
    expect(world.keyset(NAME).status).toBe(1);
    expect((await world.command(id, 'retry')).step).toBe('completed');
    expect(world.disables).toBe(2);
  });

  it('is not believed because a read by id says "not found" while the list shows the key', async () => {
    const id = await overlapping();
    const old = world.keyset(NAME);
    world.faults([
      { method: 'PUT', path: '/api/keys/*', effect: { kind: 'reset', when: 'before-commit' } },
      {
        method: 'GET',
        path: `/api/keys/${String(old.id)}`,
        skip: 1,
        effect: { kind: 'answer', status: 404 },
      },
    ]);
    expect((await world.retire(id)).step).toBe('needs-attention');
    expect(world.keyset(NAME).status).toBe(1);
  });

  it('does not take a missing status for an end', async () => {
    const id = await overlapping();
    const old = world.keyset(NAME);
    world.faults([
      { method: 'PUT', path: '/api/keys/*', effect: { kind: 'reset', when: 'before-commit' } },
      {
        method: 'GET',
        path: `/api/keys/${String(old.id)}`,
        effect: { kind: 'rewrite', remove: ['result.status'] },
      },
    ]);
    expect((await world.retire(id)).step).toBe('needs-attention');
  });

  it('is not begun while the new key has no status', async () => {
    const id = await overlapping();
    const created = world.keyset(world.view(id).newKeyName);
    world.faults([
      {
        method: 'GET',
        path: `/api/keys/${String(created.id)}`,
        effect: { kind: 'rewrite', remove: ['result.status'] },
      },
    ]);
    expect((await world.retire(id)).step).toBe('needs-attention');
    expect(world.disables).toBe(0);
  });
});

describe('the proof of death', () => {
  const retiredWith = async (
    rules: readonly FaultRuleInput[],
  ): Promise<Awaited<ReturnType<RotationWorld['retire']>>> => {
    const { id } = await world.untilDistributing(NAME);
    await world.confirmAll(id);
    world.faults(rules);
    return world.retire(id);
  };

  it.each<[string, FaultRuleInput['effect']]>([
    ['the network fails', { kind: 'offline' }],
    ['the data plane answers 500', { kind: 'answer', status: 500 }],
    ['the data plane answers 403 without a reason', { kind: 'answer', status: 403, body: {} }],
    ['a captive portal answers', { kind: 'html', status: 403 }],
  ])('is not given because %s', async (_what, effect) => {
    const view = await retiredWith([{ plane: 'data-plane', effect }]);
    expect(view).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'verifying-dead' },
      proofDead: null,
      allowed: ['retry'],
    });
    world.faults([]);
    expect(await world.command(view.id, 'retry')).toMatchObject({
      step: 'completed',
      proofDead: { how: 'probe' },
    });
  });

  it('is not given because the data plane refuses everything, the new key too', async () => {
    const view = await retiredWith([
      {
        plane: 'data-plane',
        effect: {
          kind: 'answer',
          status: 400,
          body: {
            status: 400,
            error: true,
            service: 'Access Manager',
            message: 'Invalid Subscribe Key',
          },
        },
      },
    ]);
    expect(view).toMatchObject({
      step: 'needs-attention',
      attention: { error: { kind: 'provider-rejected', code: 'new-key-refused' } },
    });
  });

  it('is a person’s word when the new key was ended meanwhile, and the receipt says that neither works', async () => {
    const { id, newKeyName } = await world.untilDistributing(NAME);
    await world.confirmAll(id);
    world.faults([{ plane: 'data-plane', effect: { kind: 'offline' } }]);
    expect((await world.retire(id)).step).toBe('needs-attention');
    await world.changeElsewhere(newKeyName, { status: 0 });
    world.faults([]);
    expect(await world.command(id, 'retry')).toMatchObject({
      step: 'verifying-dead',
      attestReason: 'new-key-ended',
      allowed: ['attest-dead', 'retry'],
    });
    const note = 'the console shows both as disabled';
    valueOf(await world.services.rotations.attest({ rotationId: id, what: 'old-dead', note }));
    expect((await world.settle(id)).step).toBe('completed');
    const receipt = valueOf(world.services.rotations.receipt(id));
    expect(receipt.proofDead).toMatchObject({ how: 'attested', reason: 'new-key-ended' });
    expect(outcomeSentence(receipt)).toContain('somebody else has ended the new one');
    expect(world.key(newKeyName).status).toBe('ended');
  });

  it('is not given by one server that refuses the old key before the others do', async () => {
    world.tune({ revocationLagMs: 30_000 });
    const body = {
      ...{ status: 400, error: true },
      ...{ service: 'Access Manager', message: 'Invalid Subscribe Key' },
    };
    const view = await retiredWith([
      { plane: 'data-plane', skip: 1, count: 1, effect: { kind: 'answer', status: 400, body } },
    ]);
    expect(view).toMatchObject({ step: 'completed', proofDead: { how: 'probe' } });
    const endedAt = view.timeline.find(({ step }) => step === 'verifying-dead')!.at;
    expect(view.proofDead!.at - endedAt).toBeGreaterThan(25_000);
  });

  it('is refused to a key that goes on answering, and counted', async () => {
    world.tune({ revocationLagMs: 3_600_000 });
    const view = await retiredWith([]);
    expect(view).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'verifying-dead', error: { code: 'old-key-still-answers' } },
    });
    expect(view.stillAliveCount).toBeGreaterThan(10);
    world.tune({ revocationLagMs: 0 });
    expect((await world.command(view.id, 'retry')).step).toBe('completed');
  });
});

describe('the session', () => {
  it.each([
    ['minting', { method: 'POST', path: '/api/keys' }],
    ['verifying', { method: 'GET', path: '/api/keys/*', skip: 3 }],
  ] as const)('that ends in %s asks to sign in, and nothing is lost', async (from, rule) => {
    world.faults([{ ...rule, effect: { kind: 'answer', status: 401 } }]);
    const id = await world.begin(NAME);
    expect(await world.settle(id)).toMatchObject({
      step: 'needs-attention',
      attention: { from, error: { kind: 'provider-unauthorized' } },
    });
    world.faults([]);
    await world.signInAgain();
    expect((await world.command(id, 'retry')).step).toBe('distributing');
    await finish(id);
  });

  it('that ends while retiring asks to sign in, and the old key is ended once', async () => {
    const { id } = await world.untilDistributing(NAME);
    await world.confirmAll(id);
    world.faults([{ method: 'PUT', effect: { kind: 'answer', status: 401 } }]);
    expect(await world.retire(id)).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'retiring', error: { kind: 'provider-unauthorized' } },
    });
    world.faults([]);
    await world.signInAgain();
    expect((await world.command(id, 'retry')).step).toBe('completed');
  });

  it('that ends while a lost answer is looked for asks to sign in, and goes on looking', async () => {
    world.faults([
      {
        method: 'POST',
        path: '/api/keys',
        count: 1,
        effect: { kind: 'reset', when: 'after-commit' },
      },
      { method: 'GET', path: '/api/app/keys', effect: { kind: 'answer', status: 401 } },
    ]);
    const id = await world.begin(NAME);
    expect(await world.settle(id)).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'reconciling', error: { kind: 'provider-unauthorized' } },
      allowed: ['retry'],
    });
    world.faults([]);
    await world.signInAgain();
    expect((await world.command(id, 'retry')).step).toBe('distributing');
    expect(world.creates).toBe(1);
  });
});

describe('the keychain', () => {
  it('that is locked between create and keep: the secret waits in escrow', async () => {
    world.faults([
      { method: 'POST', path: '/api/keys', count: 1, effect: { kind: 'latency', ms: 5_000 } },
    ]);
    const id = await world.begin(NAME);
    await world.host.clock.advanceAsync(1_000);
    world.host.keychain.setOutage('locked');
    expect(await world.settle(id)).toMatchObject({ step: 'needs-attention' });
    world.host.keychain.setOutage(null);
    await world.restart();
    const stuck = world.view(id);
    expect(stuck.attention?.error).toEqual({ kind: 'keychain-unavailable', reason: 'locked' });
    expect(stuck.allowed).toContain('retry');
    expect((await world.command(id, 'retry')).step).toBe('distributing');
    await finish(id);
  });

  it.each(['locked', 'no-service', 'denied', 'timed-out', 'too-large'] as const)(
    'that answers "%s" on writing keeps the step, and retrying finishes it',
    async (reason) => {
      world.host.keychain.injectFault('write', { kind: 'fails', reason });
      const view = await world.untilDistributing(NAME);
      expect(view).toMatchObject({
        step: 'needs-attention',
        attention: { from: 'keeping', error: { kind: 'keychain-unavailable', reason } },
        allowed: ['retry', 'roll-back'],
      });
      expect((await world.command(view.id, 'retry')).step).toBe('distributing');
    },
  );

  it('that wrote although it said no is read before it is written again', async () => {
    world.host.keychain.injectFault('write', { kind: 'done-but-fails', reason: 'timed-out' });
    const view = await world.untilDistributing(NAME);
    const writes = world.host.keychain.calls.write;
    expect((await world.command(view.id, 'retry')).step).toBe('distributing');
    expect(world.host.keychain.calls.write).toBe(writes);
  });

  it('that keeps another value than it was given is never trusted', async () => {
    world.host.keychain.injectFault('write', {
      kind: 'keeps-other-value',
      secretValue: 'sec-c-OTHERRKCANARY01',
    });
    const view = await world.untilDistributing(NAME);
    expect(view.attention).toMatchObject({
      from: 'keeping',
      error: { kind: 'keychain-unavailable', reason: 'mismatch' },
    });
    expect((await world.command(view.id, 'roll-back')).step).toBe('rolled-back');
  });

  const entryOf = ({ newSecretPartId }: RotationView): string => {
    const { secretsByName } = world.host.keychain;
    const name = [...secretsByName.keys()].find((each) => each.endsWith(String(newSecretPartId)));
    if (name === undefined) throw new Error('The keychain does not hold the new secret');
    return name;
  };
  const empty = (view: RotationView): void => {
    world.host.keychain.secretsByName.delete(entryOf(view));
  };
  const keptSecretOf = (view: RotationView): string | undefined =>
    world.host.keychain.secretsByName.get(entryOf(view));
  const newSecretOf = (view: RotationView): string | null =>
    world.keyset(view.newKeyName).secretKey;
  const attestDeath = async (rotationId: RotationView['id']): Promise<RotationView> => {
    const note = 'the console shows it as disabled';
    valueOf(await world.services.rotations.attest({ rotationId, what: 'old-dead', note }));
    return world.settle(rotationId);
  };
  /** A rotation that no check can end: the last look at the keychain was long ago. */
  const untilAttested = async (): Promise<RotationView> => {
    const rotationId = await world.begin('orders-dev');
    await world.settle(rotationId);
    const note = 'published with it';
    valueOf(await world.services.rotations.attest({ rotationId, what: 'new-works', note }));
    await world.settle(rotationId);
    await world.confirmAll(rotationId);
    return world.retire(rotationId);
  };

  it('that was emptied before retiring gets the new secret back before the old key is ended', async () => {
    const view = await world.untilDistributing(NAME);
    await world.confirmAll(view.id);
    empty(view);
    expect(await world.retire(view.id)).toMatchObject({
      step: 'completed',
      proofDead: { how: 'probe' },
    });
    expect(keptSecretOf(view)).toBe(newSecretOf(view));
    expect(world.key(view.newKeyName).custody).toBe('in-keychain');
  });

  it('that refuses to take it back keeps the old key alive, and retrying goes on', async () => {
    const view = await world.untilDistributing(NAME);
    await world.confirmAll(view.id);
    empty(view);
    world.host.keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    expect(await world.retire(view.id)).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'retiring', error: { kind: 'keychain-unavailable', reason: 'locked' } },
    });
    expect(world.keyset(NAME).status).toBe(1);
    expect((await world.command(view.id, 'retry')).step).toBe('completed');
    expect(keptSecretOf(view)).toBe(newSecretOf(view));
  });

  it('whose entry was changed keeps the old key alive until that entry is deleted', async () => {
    const view = await world.untilDistributing(NAME);
    await world.confirmAll(view.id);
    world.host.keychain.secretsByName.set(entryOf(view), 'sec-c-OTHERRKCANARY02');
    expect(await world.retire(view.id)).toMatchObject({
      step: 'needs-attention',
      attention: { from: 'retiring', error: { kind: 'keychain-unavailable', reason: 'mismatch' } },
    });
    expect(world.keyset(NAME).status).toBe(1);
    empty(view);
    expect((await world.command(view.id, 'retry')).step).toBe('completed');
    expect(keptSecretOf(view)).toBe(newSecretOf(view));
  });

  it('that was emptied after the old key was ended gets the new secret back for the proof', async () => {
    const view = await world.untilDistributing(NAME);
    await world.confirmAll(view.id);
    world.faults([{ plane: 'data-plane', effect: { kind: 'offline' } }]);
    expect(await world.retire(view.id)).toMatchObject({ attention: { from: 'verifying-dead' } });
    world.faults([]);
    empty(view);
    expect((await world.command(view.id, 'retry')).step).toBe('completed');
    expect(keptSecretOf(view)).toBe(newSecretOf(view));
  });

  it('that was emptied before the end has the new secret again afterwards', async () => {
    const view = await untilAttested();
    expect(view.allowed).toEqual(['attest-dead', 'retry']);
    empty(view);
    expect((await attestDeath(view.id)).step).toBe('completed');
    expect(keptSecretOf(view)).toBe(newSecretOf(view));
  });

  it('that cannot take it back at the end gets it at the next start, and so says the log', async () => {
    const view = await untilAttested();
    empty(view);
    world.host.keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    expect((await attestDeath(view.id)).step).toBe('completed');
    expect(world.host.logged).toContain('rotation.secret-not-kept');
    expect(() => entryOf(view)).toThrow();
    await world.restart();
    await world.settle(view.id);
    expect(keptSecretOf(view)).toBe(newSecretOf(view));
    await world.restart();
    await world.settle(view.id);
    expect(world.host.logged.filter((line) => line === 'rotation.secret-not-kept')).toHaveLength(1);
  });
});
