import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { AppError, KeychainReason } from '../../../shared/errors/app-error.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import type { KeychainFault, KeychainOperation } from '../../fakes/fake-keychain.ts';
import { RotationWorld, valueOf } from './rotation-world.ts';

const KEY = 'orders-staging';
const CANARY = 'RKCANARY';
const OTHER = 'sec-c-OTHERRKCANARY0123456789';
const MAX_TURNS = 20;

let world: RotationWorld | null = null;

afterEach(async () => {
  const bugs = world?.host.bugs() ?? [];
  await world?.close();
  world = null;
  expect(bugs).toEqual([]);
});

/** What a keychain does that is locked, whose helper was killed or hangs, or that refuses us. */
const failures: readonly (readonly [string, KeychainFault])[] = (
  [
    ['locked', 'locked'],
    ['its helper killed', 'other'],
    ['its helper hung', 'timed-out'],
    ['refused', 'denied'],
    ['no longer there', 'no-service'],
  ] as const
).map(([what, reason]) => [what, { kind: 'fails', reason }]);
const slow = ['slow by four seconds', { kind: 'slow', delayMs: 4_000 }] as const;
const notSaid = (reason: KeychainReason) => ({ kind: 'done-but-fails', reason }) as const;
const faultsOf: Readonly<Record<KeychainOperation, readonly (readonly [string, KeychainFault])[]>> =
  {
    probe: [...failures, slow],
    read: [
      ...failures,
      slow,
      ['answering with another value', { kind: 'answers-other-value', secretValue: OTHER }],
    ],
    write: [...failures, slow, ['storing and saying that it did not', notSaid('timed-out')]],
    remove: [...failures, slow, ['removing and saying that it did not', notSaid('timed-out')]],
  };

/** The instant from which on the next such call meets the fault. */
const moments = [
  ['before the new secret is stored', 'before-effect:keep', 'read'],
  ['at the storing', 'keep:before-write', 'write'],
  ['at the read back', 'keep:after-write', 'read'],
  ['at the check of the new key', 'before-effect:prove-new', 'read'],
  ['at the look before the old key is ended', 'before-effect:retire-old', 'read'],
  ['at the call that ends the old key', 'retire:before-send', 'read'],
  ['at the look after it', 'retire:after-answer', 'read'],
  ['at the control probe', 'before-effect:prove-dead', 'read'],
  ['at the removal of the dead secret', 'finish:before-remove', 'remove'],
] as const satisfies readonly (readonly [string, string, KeychainOperation])[];

const cases = moments.flatMap(([when, point, operation]) =>
  faultsOf[operation].map(([what, fault]) => [what, when, { point, operation, fault }] as const),
);

/** Runs once at a named instant. */
function once(point: string, act: () => void) {
  let isDone = false;
  return {
    hit: (name: string) => {
      if (isDone || name !== point) return;
      isDone = true;
      act();
    },
  };
}

const isOver = ({ step }: RotationView): boolean =>
  step === 'completed' || step === 'rolled-back' || step === 'cancelled';

async function oneStep(rotating: RotationWorld, view: RotationView): Promise<void> {
  const { id, allowed, attention } = view;
  const { rotations } = rotating.services;
  if (attention?.error.kind === 'provider-unauthorized') await rotating.signInAgain();
  if (allowed.includes('confirm-destination')) await rotating.confirmAll(id);
  else if (allowed.includes('retire')) await rotating.retire(id);
  else if (allowed.includes('attest-dead')) {
    const input = { rotationId: id, what: 'old-dead', note: 'seen in the logs' } as const;
    valueOf(await rotating.answered(rotations.attest(input)));
  } else if (allowed.includes('retry')) await rotating.command(id, 'retry');
  else throw new Error(`No way on from ${view.step}, offered ${allowed.join(', ')}`);
}

/** A person who goes on; every pause is looked at. Answers what was said on the way. */
async function goneThrough(rotating: RotationWorld, first: RotationView): Promise<AppError[]> {
  const said: AppError[] = [];
  let view = first;
  for (let turn = 0; turn < MAX_TURNS && !isOver(view); turn += 1) {
    expect(await rotating.violations({ isRecovered: false })).toEqual([]);
    if (view.attention !== null) said.push(view.attention.error);
    await oneStep(rotating, view);
    view = await rotating.settle(view.id);
  }
  expect(view).toMatchObject({ step: 'completed' });
  expect(await rotating.violations()).toEqual([]);
  expect(rotating.creates).toBe(1);
  nothingLeaked(rotating, view);
  return said;
}

function nothingLeaked({ host, services }: RotationWorld, view: RotationView): void {
  const told = [
    ...[view, host.published, host.logged, services.activity.page(null, 50)],
    valueOf(services.rotations.receipt(view.id)),
  ];
  expect(JSON.stringify(told)).not.toContain(CANARY);
  const files = readdirSync(host.profileDir, { recursive: true, withFileTypes: true });
  for (const file of files)
    if (file.isFile())
      expect(readFileSync(join(file.parentPath, file.name)).includes(CANARY)).toBe(false);
}

/** Kept here before, so that the keychain is asked for the old secret too. */
async function keepOld(rotating: RotationWorld): Promise<void> {
  const { parts } = valueOf(rotating.services.keys.get(rotating.key(KEY).id));
  const secret = parts.find(({ nature }) => nature === 'secret');
  if (secret === undefined) throw new Error('There is a secret');
  valueOf(await rotating.answered(rotating.services.secrets.keep(secret.id)));
}

/** What may be said of a fault: nothing, where it is overcome by itself. */
const said = ({ kind, ...fault }: KeychainFault): unknown[] => {
  if (kind === 'fails' || kind === 'done-but-fails')
    return [{ kind: 'keychain-unavailable', reason: 'reason' in fault ? fault.reason : null }];
  if (kind === 'slow') return [];
  return [
    { kind: 'keychain-unavailable', reason: 'mismatch' },
    { kind: 'provider-unauthorized', providerId: 'pubnub-v1' },
  ];
};

describe('a keychain that is', () => {
  it.each(cases)('%s %s costs nothing but a retry', async (_what, _when, planned) => {
    const { point, operation, fault } = planned;
    const opening = once(point, () => world?.host.keychain.injectFault(operation, fault));
    world = await RotationWorld.open({ failPoints: opening });
    await keepOld(world);
    const errors = await goneThrough(world, await world.untilDistributing(KEY));
    expect(world.host.keychain.faultsLeft).toBe(0);
    expect(errors.length).toBeLessThanOrEqual(1);
    for (const error of errors) expect(said(fault)).toContainEqual(error);
  });

  it.each(faultsOf.probe)(
    '%s at the preflight stops it before anything is sent',
    async (_what, fault) => {
      world = await RotationWorld.open();
      const { keychain } = world.host;
      const { rotations } = world.services;
      const keyId = world.key(KEY).id;
      const plan = valueOf(await world.answered(rotations.plan(keyId)));
      keychain.injectFault('probe', fault);
      const { hash: planHash, marker } = plan;
      const start = () =>
        rotations.start({ keyId, planHash, marker, destinations: [{ kind: 'copy' }] });
      const started = await world.answered(start());
      expect(started.ok).toBe(fault.kind === 'slow');
      if (!started.ok) expect(said(fault)).toContainEqual(started.error);
      expect(keychain.faultsLeft).toBe(0);
      if (!started.ok) expect(world.creates).toBe(0);
      const again = started.ok ? started : await world.answered(start());
      await goneThrough(world, await world.settle(valueOf(again).id));
    },
  );
});

describe('a keychain that is locked', () => {
  it.each([
    ['before-effect:create', 'minting'],
    ['create:before-send', 'minting'],
    ['create:after-answer', 'keeping'],
    ['before-effect:keep', 'keeping'],
    ['keep:before-write', 'keeping'],
    ['keep:after-write', 'keeping'],
  ])('from %s on keeps the new secret until it is unlocked', async (point) => {
    const opening = once(point, () => world?.host.keychain.setOutage('locked'));
    world = await RotationWorld.open({ failPoints: opening });
    const { keychain } = world.host;
    const locked = await world.untilDistributing(KEY);
    expect(locked).toMatchObject({ step: 'needs-attention' });
    expect(locked.attention?.error).toEqual({ kind: 'keychain-unavailable', reason: 'locked' });
    expect(world.creates).toBeLessThanOrEqual(1);
    // Tried again while it is locked still.
    await world.command(locked.id, 'retry');
    expect(world.view(locked.id)).toMatchObject({ step: 'needs-attention' });
    keychain.setOutage(null);
    await goneThrough(world, world.view(locked.id));
    const secret = world.keyset(world.view(locked.id).newKeyName).secretKey;
    expect([...keychain.secretsByName.values()]).toContain(secret);
  });
});

describe('a keychain that keeps another value than it was given', () => {
  it('is never taken for one that holds the new secret: what was made is ended again', async () => {
    world = await RotationWorld.open();
    const { keychain } = world.host;
    keychain.injectFault('write', { kind: 'keeps-other-value', secretValue: OTHER });
    const mismatch = { kind: 'keychain-unavailable', reason: 'mismatch' };
    const stuck = await world.untilDistributing(KEY);
    expect(stuck.attention?.error).toEqual(mismatch);
    expect((await world.command(stuck.id, 'retry')).attention?.error).toEqual(mismatch);
    expect(await world.violations({ isRecovered: false })).toEqual([]);
    expect(await world.command(stuck.id, 'roll-back')).toMatchObject({ step: 'rolled-back' });
    expect(await world.violations()).toEqual([]);
    expect([...keychain.secretsByName.values()]).not.toContain(OTHER);
  });
});

describe('a keychain that somebody empties', () => {
  const instants: readonly (readonly [string, string])[] = [
    ...moments.flatMap(([when, point, operation]) =>
      operation === 'remove' ? [] : [[when, point] as const],
    ),
    ['at the end', 'after-save:completed'],
  ];

  it.each(instants)('%s takes no key along: the rotation still ends well', async (_when, point) => {
    const opening = once(point, () => {
      const { secretsByName } = world!.host.keychain;
      for (const name of secretsByName.keys())
        if (name.includes('/secret/')) secretsByName.delete(name);
    });
    world = await RotationWorld.open({ failPoints: opening });
    await keepOld(world);
    await goneThrough(world, await world.untilDistributing(KEY));
  });

  it('is said of every key, and nothing is changed at the provider because of it', async () => {
    world = await RotationWorld.open();
    const { host, services } = world;
    const rows = services.keys.list(0, 5_000).rows.filter(({ status }) => status === 'active');
    const partIds = rows.flatMap(({ id }) =>
      valueOf(services.keys.get(id))
        .parts.filter(({ nature }) => nature === 'secret')
        .map((part) => part.id),
    );
    for (const partId of partIds) valueOf(await world.answered(services.secrets.keep(partId)));
    const truth = JSON.stringify(world.keysets());
    for (const name of host.keychain.secretsByName.keys())
      if (name.includes('/secret/')) host.keychain.secretsByName.delete(name);
    await world.restart();
    await world.signInAgain();
    await world.sync();
    for (const partId of partIds.slice(0, 8)) {
      const revealed = await world.answered(world.services.secrets.reveal(partId));
      expect(revealed).toMatchObject({ ok: false, error: { kind: 'secret-unreadable', partId } });
    }
    expect(JSON.stringify(world.keysets())).toBe(truth);
    await goneThrough(world, await world.untilDistributing(KEY));
  });
});
