import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RotationId } from '../../../shared/lib/ids.ts';
import type { RotationCommand, RotationView } from '../../../shared/rotations/rotation-view.ts';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { RotationWorld } from './rotation-world.ts';

const RUNS = Number(process.env['REKEY_RANDOM_TROUBLE_RUNS'] ?? 40);
const NAME = 'orders-staging';
const MAX_TURNS = 40;

type Trouble =
  | { readonly kind: 'fault'; readonly rule: FaultRuleInput }
  | { readonly kind: 'no-fault' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'command'; readonly pick: number }
  | { readonly kind: 'keychain'; readonly isLocked: boolean }
  | { readonly kind: 'elsewhere'; readonly what: 'end-old' | 'end-new' | 'rename-new' };

const effect = fc.constantFrom<FaultRuleInput['effect'][]>(
  { kind: 'reset', when: 'before-commit' },
  { kind: 'reset', when: 'after-commit' },
  { kind: 'answer', status: 500, when: 'after-commit' },
  { kind: 'answer', status: 503 },
  { kind: 'answer', status: 401 },
  { kind: 'answer', status: 403 },
  { kind: 'answer', status: 404 },
  { kind: 'offline' },
  { kind: 'hang', when: 'after-commit' },
  { kind: 'truncated', keep: 'half' },
  { kind: 'html', when: 'after-commit' },
);
/** "No" although it was done: about ending a key a read tells the truth at once. */
const lie: FaultRuleInput['effect'] = { kind: 'answer', status: 409, when: 'after-commit' };
const rule = fc
  .record({
    target: fc.constantFrom(
      { method: 'POST', path: '/api/keys' } as const,
      { method: 'PUT', path: '/api/keys/*' } as const,
      { method: 'GET', path: '/api/keys/*' } as const,
      { method: 'GET', path: '/api/app/keys' } as const,
      { plane: 'data-plane' } as const,
    ),
    skip: fc.nat({ max: 2 }),
    count: fc.integer({ min: 1, max: 6 }),
    effect,
    isLie: fc.boolean(),
  })
  .map(({ target, isLie, ...rest }): FaultRuleInput => {
    const isEnding = 'method' in target && target.method === 'PUT';
    return { ...target, ...rest, effect: isEnding && isLie ? lie : rest.effect };
  });

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 4, arbitrary: rule.map((one) => ({ kind: 'fault', rule: one }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'no-fault' } as const) },
  { weight: 2, arbitrary: fc.constant({ kind: 'restart' } as const) },
  {
    weight: 8,
    arbitrary: fc.nat({ max: 20 }).map((pick) => ({ kind: 'command', pick }) as const),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map((isLocked) => ({ kind: 'keychain', isLocked }) as const),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<Extract<Trouble, { kind: 'elsewhere' }>['what'][]>(
        'end-old',
        'end-new',
        'rename-new',
      )
      .map((what) => ({ kind: 'elsewhere', what }) as const),
  },
);

const troubles = fc.array(trouble, { minLength: 1, maxLength: 14 });
/** What the very first call that changes something meets. */
const firstFault = fc.option(
  effect.map((one): FaultRuleInput => ({
    method: 'POST',
    path: '/api/keys',
    count: 1,
    effect: one,
  })),
);

/** Gives one command as the wizard would; that it may fail is part of the game. */
async function give(
  world: RotationWorld,
  view: RotationView,
  command: RotationCommand,
): Promise<void> {
  const { rotations } = world.services;
  const rotationId = view.id;
  switch (command) {
    case 'attest-new':
    case 'attest-dead': {
      const what = command === 'attest-new' ? 'new-works' : 'old-dead';
      await world.answered(rotations.attest({ rotationId, what, note: 'tried it' }));
      break;
    }
    case 'confirm-destination': {
      const next = view.destinations.find(({ state }) => state !== 'confirmed');
      if (next !== undefined)
        await world.answered(rotations.confirmDestination({ rotationId, destinationId: next.id }));
      break;
    }
    case 'retire':
      await world.answered(rotations.retire({ rotationId, typedName: view.keyName }));
      break;
    // Not of a replacement, or of no destination in it.
    case 'enter-new':
    case 'extend':
    case 'undo-destination':
    case 'attest-ended':
      throw new Error(`A replacement does not offer ${command}`);
    default:
      await world.answered(rotations.command({ rotationId, command }));
  }
}

async function happen(world: RotationWorld, id: RotationId, what: Trouble): Promise<void> {
  const view = world.view(id);
  switch (what.kind) {
    case 'fault':
      world.faults([what.rule]);
      break;
    case 'no-fault':
      world.faults([]);
      world.host.keychain.setOutage(null);
      await world.signInAgain();
      break;
    case 'restart':
      // A start with a locked keychain leaves this profile alone; that is tested elsewhere.
      world.host.keychain.setOutage(null);
      await world.answered(world.restart());
      break;
    case 'keychain':
      world.host.keychain.setOutage(what.isLocked ? 'locked' : null);
      break;
    case 'elsewhere': {
      const name = what.what === 'end-old' ? NAME : view.newKeyName;
      const isThere = world.keysets().some(({ properties }) => properties['name'] === name);
      if (isThere)
        await world.changeElsewhere(
          name,
          what.what === 'rename-new' ? { properties: { name: 'somebody’s' } } : { status: 0 },
        );
      break;
    }
    case 'command': {
      const command = view.allowed[what.pick % Math.max(1, view.allowed.length)];
      if (command !== undefined) await give(world, view, command);
      break;
    }
  }
}

/** All is well again, and the person goes on: forward where possible, else out. */
async function bringToAnEnd(world: RotationWorld, id: RotationId): Promise<RotationView> {
  world.faults([]);
  world.host.keychain.setOutage(null);
  await world.restart();
  await world.signInAgain();
  const tried = new Map<string, number>();
  const ways: readonly RotationCommand[] = [
    'start',
    'confirm-destination',
    'attest-new',
    'retire',
    'attest-dead',
    'retry',
    'look-again',
    'roll-back',
    'revoke-orphan',
    'create-again',
    'cancel',
  ];
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const view = await world.settle(id, 1_200_000);
    if (!view.isOpen) return view;
    const trouble = JSON.stringify([view.step, view.attention]);
    const way = ways.find(
      (one) => view.allowed.includes(one) && (tried.get(`${trouble} ${one}`) ?? 0) < 2,
    );
    if (way === undefined) throw new Error(`No way on from ${trouble}`);
    tried.set(`${trouble} ${way}`, (tried.get(`${trouble} ${way}`) ?? 0) + 1);
    await give(world, view, way);
  }
  throw new Error(`It does not end: ${JSON.stringify(world.view(id))}`);
}

describe(`${String(RUNS)} rotations in random trouble`, { timeout: 600_000 }, () => {
  it('hold the oracle at every pause, and come to an end once the trouble is over', async () => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(firstFault, troubles, async (fault, history) => {
        const world = await RotationWorld.open();
        try {
          if (fault !== null) world.faults([fault]);
          const id = await world.begin(NAME);
          for (const what of history) {
            await happen(world, id, what);
            await world.pass(id, 60_000);
            expect(await world.violations({ isRecovered: false })).toEqual([]);
          }
          const end = await bringToAnEnd(world, id);
          ends.set(end.step, (ends.get(end.step) ?? 0) + 1);
          expect(await world.violations()).toEqual([]);
          expect(world.host.bugs()).toEqual([]);
        } finally {
          world.faults([]);
          await world.close();
        }
      }),
      { numRuns: RUNS },
    );
    expect(ends.get('completed') ?? 0).toBeGreaterThan(0);
  });
});
