import { describe, expect, it } from 'vitest';
import { allowedCommands } from '../../../../shared/rotations/allowed-commands.ts';
import {
  parseRotation,
  type Rotation,
  type RotationState,
} from '../../../../shared/rotations/rotation.ts';
import {
  isPersonEvent,
  type RotationEffect,
  type RotationEvent,
} from '../../../../shared/rotations/rotation-event.ts';
import { effectOf, transition } from '../../../../shared/rotations/transition.ts';
import { eventOf, events } from './event-fixtures.ts';
import {
  allDestinations,
  attention,
  commandId,
  confirmed,
  destinationsAt,
  envId,
  error,
  fileId,
  newKey,
  planned,
  rotationIn,
  START_AT,
  states,
  threeDestinations,
  type Way,
} from './rotation-fixtures.ts';

const overlap: Way = { strategy: 'overlap', trigger: 'planned' };
const immediate: Way = { strategy: 'immediate', trigger: 'planned' };
const guided: Way = { strategy: 'guided', trigger: 'planned' };
const exposed: Way = { strategy: 'replace', trigger: 'exposed' };
const all = { destinations: allDestinations };
const renewed = { mayHaveRenewed: true };
const done = { destinations: confirmed(threeDestinations) };
/** The file is settled, so that nothing runs by itself; copying and the hand are left. */
const byHandLeft = { destinations: destinationsAt({ [fileId]: 'failed' }).slice(0, 3) };

/** From each state: the events that belong there, the step they lead to, and the effect that runs next. */
type Moves = Partial<
  Record<RotationEvent['type'], readonly [RotationState['step'], RotationEffect['kind'] | null]>
>;

const table: Record<string, { readonly row: Rotation; readonly moves: Moves }> = {
  planned: {
    row: planned(),
    moves: {
      start: ['minting', 'create'],
      cancel: ['cancelled', null],
      resumed: ['planned', null],
    },
  },
  minting: {
    row: rotationIn(states.minting),
    moves: {
      minted: ['keeping', 'keep'],
      'minted-without-secret': ['reconciling', 'look'],
      'mint-answer-lost': ['reconciling', 'look'],
      'nothing-created': ['needs-attention', null],
      failed: ['reconciling', 'look'],
      resumed: ['reconciling', 'look'],
    },
  },
  reconciling: {
    row: rotationIn(states.reconciling),
    moves: {
      'look-again': ['reconciling', 'look'],
      found: ['keeping', 'keep'],
      'found-unreadable': ['needs-attention', null],
      'looked-absent': ['reconciling', 'look'],
      'look-failed': ['reconciling', 'look'],
      'id-strayed': ['reconciling', 'look'],
      'cannot-tell': ['needs-attention', null],
      failed: ['needs-attention', null],
      resumed: ['reconciling', 'look'],
    },
  },
  keeping: {
    row: rotationIn(states.keeping),
    moves: {
      kept: ['verifying', 'prove-new'],
      failed: ['needs-attention', null],
      resumed: ['keeping', 'keep'],
    },
  },
  verifying: {
    row: rotationIn(states.verifying),
    moves: {
      'proved-new': ['distributing', 'hand-over'],
      'new-not-testable': ['verifying', null],
      'scope-differs': ['needs-attention', null],
      'new-key-ended': ['needs-attention', null],
      'new-key-strayed': ['needs-attention', null],
      failed: ['needs-attention', null],
      resumed: ['verifying', 'prove-new'],
    },
  },
  'verifying, not testable': {
    row: rotationIn(states['verifying, not testable']),
    moves: {
      'attest-new': ['distributing', 'hand-over'],
      retry: ['verifying', 'prove-new'],
      'roll-back': ['rolling-back', 'end-target'],
      resumed: ['verifying', null],
    },
  },
  distributing: {
    row: rotationIn(states.distributing),
    moves: {
      'confirm-destination': ['distributing', 'hand-over'],
      'handed-over': ['distributing', null],
      'roll-back': ['rolling-back', 'end-target'],
      failed: ['needs-attention', null],
      resumed: ['distributing', 'hand-over'],
    },
  },
  overlapping: {
    row: rotationIn(states.overlapping),
    moves: {
      retire: ['retiring', 'retire-old'],
      'roll-back': ['rolling-back', 'end-target'],
      resumed: ['overlapping', null],
    },
  },
  retiring: {
    row: rotationIn(states.retiring, done),
    moves: {
      'old-ended': ['verifying-dead', 'prove-dead'],
      'handed-over-lost': ['distributing', null],
      'new-key-ended': ['needs-attention', null],
      failed: ['needs-attention', null],
      resumed: ['retiring', 'retire-old'],
    },
  },
  'verifying-dead': {
    row: rotationIn(states['verifying-dead'], done),
    moves: {
      'old-refused': ['verifying-dead', 'prove-dead'],
      'old-still-alive': ['verifying-dead', 'prove-dead'],
      'dead-not-testable': ['verifying-dead', null],
      failed: ['needs-attention', null],
      resumed: ['verifying-dead', 'prove-dead'],
    },
  },
  'verifying-dead, refused once': {
    row: rotationIn(states['verifying-dead, refused once'], done),
    moves: {
      'old-refused': ['completed', null],
      'old-still-alive': ['verifying-dead', 'prove-dead'],
      'dead-not-testable': ['verifying-dead', null],
      failed: ['needs-attention', null],
      resumed: ['verifying-dead', 'prove-dead'],
    },
  },
  'verifying-dead, not testable': {
    row: rotationIn(states['verifying-dead, not testable'], done),
    moves: {
      'attest-dead': ['completed', null],
      retry: ['verifying-dead', 'prove-dead'],
      resumed: ['verifying-dead', null],
    },
  },
  'rolling-back': {
    row: rotationIn(states['rolling-back']),
    moves: {
      'rolled-back': ['rolled-back', null],
      'old-key-lost': ['needs-attention', null],
      failed: ['needs-attention', null],
      resumed: ['rolling-back', 'end-target'],
    },
  },
  completed: { row: rotationIn(states.completed), moves: {} },
  'rolled-back': { row: rotationIn(states['rolled-back']), moves: {} },
  cancelled: { row: rotationIn(states.cancelled), moves: {} },
  'needs-attention from minting': {
    row: rotationIn(attention(states.minting, { kind: 'nothing-created' })),
    moves: {
      retry: ['minting', 'create'],
      cancel: ['cancelled', null],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention, absent': {
    row: rotationIn(attention(states.reconciling, { kind: 'absent' })),
    moves: {
      'look-again': ['reconciling', 'look'],
      'create-again': ['minting', 'create'],
      cancel: ['cancelled', null],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention, cannot tell': {
    row: rotationIn(attention(states.reconciling, { kind: 'cannot-tell' })),
    moves: {
      'look-again': ['reconciling', 'look'],
      'create-again': ['minting', 'create'],
      cancel: ['cancelled', null],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention, unreadable': {
    row: rotationIn(
      attention(states.reconciling, {
        kind: 'unreadable',
        providerKeyId: '50002',
        name: 'x',
        stub: null,
      }),
    ),
    moves: {
      'look-again': ['reconciling', 'look'],
      'create-again': ['minting', 'create'],
      'revoke-orphan': ['rolling-back', 'end-target'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention from reconciling': {
    row: rotationIn(attention(states.reconciling)),
    moves: { retry: ['reconciling', 'look'], resumed: ['needs-attention', null] },
  },
  'needs-attention from keeping': {
    row: rotationIn(attention(states.keeping)),
    moves: {
      retry: ['keeping', 'keep'],
      'roll-back': ['rolling-back', 'end-target'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention from verifying': {
    row: rotationIn(attention(states.verifying)),
    moves: {
      retry: ['verifying', 'prove-new'],
      'roll-back': ['rolling-back', 'end-target'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention, strayed': {
    row: rotationIn(attention(states.verifying, { kind: 'strayed' })),
    moves: {
      retry: ['verifying', 'prove-new'],
      'look-again': ['reconciling', 'look'],
      'roll-back': ['rolling-back', 'end-target'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention from distributing': {
    row: rotationIn(attention(states.distributing)),
    moves: {
      retry: ['distributing', 'hand-over'],
      'roll-back': ['rolling-back', 'end-target'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention from retiring': {
    row: rotationIn(attention(states.retiring)),
    moves: { retry: ['retiring', 'retire-old'], resumed: ['needs-attention', null] },
  },
  'needs-attention from retiring, new key ended': {
    row: rotationIn(attention(states.retiring, { kind: 'new-key-ended' })),
    moves: {
      retry: ['retiring', 'retire-old'],
      'roll-back': ['rolling-back', 'end-target'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention from verifying-dead': {
    row: rotationIn(attention(states['verifying-dead'])),
    moves: { retry: ['verifying-dead', 'prove-dead'], resumed: ['needs-attention', null] },
  },
  'needs-attention from rolling-back': {
    row: rotationIn(attention(states['rolling-back'])),
    moves: { retry: ['rolling-back', 'end-target'], resumed: ['needs-attention', null] },
  },
};

/** What the other strategies, leak mode and the other destinations change. */
const variants: typeof table = {
  'minting, guided': {
    row: rotationIn(states.minting, {}, guided),
    moves: {
      'enter-new': ['keeping', 'keep'],
      cancel: ['cancelled', null],
      resumed: ['minting', null],
    },
  },
  'minting, in place': {
    row: rotationIn(states.minting, {}, overlap),
    moves: {
      minted: ['keeping', 'keep'],
      'minted-without-secret': ['reconciling', 'look'],
      'mint-answer-lost': ['reconciling', 'look'],
      'nothing-created': ['needs-attention', null],
      'cannot-tell': ['needs-attention', null],
      failed: ['reconciling', 'look'],
      resumed: ['reconciling', 'look'],
    },
  },
  'verifying, counts as traffic': {
    row: rotationIn(states['verifying, counts as traffic'], {}, guided),
    moves: {
      'check-new': ['verifying', 'prove-new'],
      'attest-new': ['distributing', 'hand-over'],
      retry: ['verifying', 'prove-new'],
      'roll-back': ['rolling-back', null],
      resumed: ['verifying', null],
    },
  },
  'verifying, exposed': {
    row: rotationIn(states.verifying, {}, exposed),
    moves: {
      'proved-new': ['overlapping', null],
      'new-not-testable': ['verifying', null],
      'scope-differs': ['needs-attention', null],
      'new-key-ended': ['needs-attention', null],
      'new-key-strayed': ['needs-attention', null],
      failed: ['needs-attention', null],
      resumed: ['verifying', 'prove-new'],
    },
  },
  'verifying, immediate and exposed': {
    row: rotationIn(states.verifying, {}, { ...immediate, trigger: 'exposed' }),
    moves: {
      'proved-new': ['verifying-dead', 'prove-dead'],
      'new-not-testable': ['verifying', null],
      'scope-differs': ['needs-attention', null],
      'new-key-ended': ['needs-attention', null],
      'new-key-strayed': ['needs-attention', null],
      failed: ['needs-attention', null],
      resumed: ['verifying', 'prove-new'],
    },
  },
  'verifying, in place and not testable': {
    row: rotationIn(states['verifying, not testable'], {}, overlap),
    moves: {
      'attest-new': ['distributing', 'hand-over'],
      retry: ['verifying', 'prove-new'],
      resumed: ['verifying', null],
    },
  },
  'distributing, every kind waiting': {
    row: rotationIn(states.distributing, all),
    moves: {
      'confirm-destination': ['distributing', 'hand-over'],
      'roll-back': ['rolling-back', 'end-target'],
      failed: ['needs-attention', null],
      resumed: ['distributing', 'hand-over'],
    },
  },
  'distributing, a program next': {
    row: rotationIn(states.distributing, {
      destinations: destinationsAt({ [fileId]: 'confirmed', [envId]: 'confirmed' }).slice(0, 5),
    }),
    moves: {
      'confirm-destination': ['distributing', 'hand-over'],
      'command-announced': ['distributing', 'run-command'],
      'undo-destination': ['distributing', 'put-back'],
      'roll-back': ['rolling-back', 'put-back'],
      failed: ['needs-attention', null],
      resumed: ['distributing', 'hand-over'],
    },
  },
  'distributing, a program announced': {
    row: rotationIn(states.distributing, {
      destinations: destinationsAt({ [fileId]: 'confirmed', [commandId]: 'running' }).slice(0, 4),
    }),
    moves: {
      failed: ['needs-attention', null],
      resumed: ['distributing', null],
    },
  },
  'distributing, a file on its way back': {
    row: rotationIn(states.distributing, { destinations: destinationsAt({ [envId]: 'undoing' }) }),
    moves: {
      'confirm-destination': ['distributing', 'put-back'],
      'put-back': ['distributing', 'hand-over'],
      'roll-back': ['rolling-back', 'put-back'],
      failed: ['needs-attention', null],
      resumed: ['distributing', 'put-back'],
    },
  },
  'distributing, nothing runs': {
    row: rotationIn(states.distributing, byHandLeft),
    moves: {
      'confirm-destination': ['distributing', null],
      retry: ['distributing', 'hand-over'],
      'roll-back': ['rolling-back', 'end-target'],
      resumed: ['distributing', null],
    },
  },
  'distributing, the old key dead': {
    row: rotationIn(states['distributing, old key dead'], {
      destinations: destinationsAt({ [envId]: 'confirmed' }),
    }),
    moves: {
      'confirm-destination': ['distributing', 'hand-over'],
      failed: ['needs-attention', null],
      resumed: ['distributing', 'hand-over'],
    },
  },
  'distributing, immediate': {
    row: rotationIn(
      states.distributing,
      { destinations: destinationsAt({ [envId]: 'confirmed' }) },
      immediate,
    ),
    moves: {
      'confirm-destination': ['distributing', 'hand-over'],
      failed: ['needs-attention', null],
      resumed: ['distributing', 'hand-over'],
    },
  },
  'overlapping, by the clock': {
    row: rotationIn(states['overlapping, by the clock'], done, overlap),
    moves: {
      extend: ['overlapping', 'await-end'],
      retire: ['retiring', 'retire-old'],
      'overlap-moved': ['overlapping', 'await-end'],
      'ended-by-provider': ['verifying-dead', 'prove-dead'],
      resumed: ['overlapping', 'await-end'],
    },
  },
  'overlapping, with a rewritten file': {
    row: rotationIn(states.overlapping, { destinations: confirmed(allDestinations) }),
    moves: {
      'undo-destination': ['distributing', 'put-back'],
      retire: ['retiring', 'retire-old'],
      'roll-back': ['rolling-back', 'put-back'],
      resumed: ['overlapping', null],
    },
  },
  'retiring, exposed': {
    row: rotationIn(states.retiring, {}, exposed),
    moves: {
      'old-ended': ['verifying-dead', 'prove-dead'],
      'new-key-ended': ['needs-attention', null],
      failed: ['needs-attention', null],
      resumed: ['retiring', 'retire-old'],
    },
  },
  'retiring, guided': {
    row: rotationIn(states.retiring, { destinations: confirmed([]) }, guided),
    moves: { 'attest-ended': ['verifying-dead', 'prove-dead'], resumed: ['retiring', null] },
  },
  'retiring, guided, with files to read back': {
    row: rotationIn(states.retiring, { destinations: confirmed(allDestinations) }, guided),
    moves: {
      'still-handed-over': ['retiring', null],
      'handed-over-lost': ['distributing', null],
      failed: ['needs-attention', null],
      resumed: ['retiring', 'read-back'],
    },
  },
  'retiring, guided, read back': {
    row: rotationIn(
      { ...states.retiring, isReadBack: true },
      { destinations: confirmed(allDestinations) },
      guided,
    ),
    moves: { 'attest-ended': ['verifying-dead', 'prove-dead'], resumed: ['retiring', null] },
  },
  'verifying-dead, counts as traffic': {
    row: rotationIn(states['verifying-dead, counts as traffic'], done, guided),
    moves: {
      'check-dead': ['verifying-dead', 'prove-dead'],
      'attest-dead': ['completed', null],
      retry: ['verifying-dead', 'prove-dead'],
      resumed: ['verifying-dead', null],
    },
  },
  'verifying-dead, exposed': {
    row: rotationIn(states['verifying-dead, refused once'], {}, exposed),
    moves: {
      'old-refused': ['distributing', 'hand-over'],
      'old-still-alive': ['verifying-dead', 'prove-dead'],
      'dead-not-testable': ['verifying-dead', null],
      failed: ['needs-attention', null],
      resumed: ['verifying-dead', 'prove-dead'],
    },
  },
  'rolling-back, with rewritten files': {
    row: rotationIn(states['rolling-back'], {
      destinations: destinationsAt({ [envId]: 'confirmed' }),
    }),
    moves: {
      'put-back': ['rolling-back', 'end-target'],
      failed: ['needs-attention', null],
      resumed: ['rolling-back', 'put-back'],
    },
  },
  'rolling-back, guided': {
    row: rotationIn(states['rolling-back'], {}, guided),
    moves: { 'attest-rolled-back': ['rolled-back', null], resumed: ['rolling-back', null] },
  },
  'rolling-back, guided, with a rewritten file': {
    row: rotationIn(
      states['rolling-back'],
      { destinations: destinationsAt({ [envId]: 'undoing' }) },
      guided,
    ),
    moves: {
      'put-back': ['rolling-back', null],
      failed: ['needs-attention', null],
      resumed: ['rolling-back', 'put-back'],
    },
  },
  'needs-attention from minting, in place': {
    row: rotationIn(attention(states.minting, { kind: 'nothing-created' }), {}, overlap),
    moves: {
      retry: ['minting', 'create'],
      cancel: ['cancelled', null],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention from minting, in place, renewed before': {
    row: rotationIn(attention(states.minting, { kind: 'nothing-created' }), renewed, overlap),
    moves: { retry: ['minting', 'create'], resumed: ['needs-attention', null] },
  },
  'needs-attention, in place, absent, renewed before': {
    row: rotationIn(attention(states.reconciling, { kind: 'absent' }), renewed, overlap),
    moves: {
      'look-again': ['reconciling', 'look'],
      'create-again': ['minting', 'create'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention, in place, cannot tell': {
    row: rotationIn(attention(states.reconciling, { kind: 'cannot-tell' }), renewed, overlap),
    moves: {
      'look-again': ['reconciling', 'look'],
      'create-again': ['minting', 'create'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention, in place, unreadable': {
    row: rotationIn(
      attention(states.reconciling, {
        ...{ kind: 'unreadable', providerKeyId: '50001', name: 'x', stub: 'sec-c-FgHiJ' },
      }),
      {},
      overlap,
    ),
    moves: {
      'look-again': ['reconciling', 'look'],
      'create-again': ['minting', 'create'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention from keeping, in place': {
    row: rotationIn(attention(states.keeping), {}, overlap),
    moves: { retry: ['keeping', 'keep'], resumed: ['needs-attention', null] },
  },
  'needs-attention from verifying, in place': {
    row: rotationIn(attention(states.verifying), {}, immediate),
    moves: {
      retry: ['verifying', 'prove-new'],
      'create-again': ['minting', 'create'],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention, strayed, guided': {
    row: rotationIn(attention(states.verifying, { kind: 'strayed' }), {}, guided),
    moves: {
      retry: ['verifying', 'prove-new'],
      'roll-back': ['rolling-back', null],
      resumed: ['needs-attention', null],
    },
  },
  'needs-attention from distributing, the old key dead': {
    row: rotationIn(attention(states['distributing, old key dead'])),
    moves: { retry: ['distributing', 'hand-over'], resumed: ['needs-attention', null] },
  },
  'needs-attention from retiring, in place, new secret ended': {
    row: rotationIn(attention(states.retiring, { kind: 'new-key-ended' }), done, overlap),
    moves: {
      retry: ['retiring', 'retire-old'],
      'create-again': ['minting', 'create'],
      resumed: ['needs-attention', null],
    },
  },
};

describe.each(Object.entries({ ...table, ...variants }))('in %s', (_name, { row, moves }) => {
  it.each(events.map((event) => [event.type, event] as const))('%s', (type, event) => {
    const before = structuredClone(row);
    const moved = transition(row, event);
    expect(row).toEqual(before);
    const expected = moves[type];
    if (expected === undefined) {
      expect(moved).toEqual({ row, effect: null, isAccepted: false });
      expect(moved.row).toBe(row);
      return;
    }
    expect(moved.isAccepted).toBe(true);
    expect([moved.row.state.step, moved.effect?.kind ?? null]).toEqual(expected);
    expect(moved.effect).toEqual(effectOf(moved.row));
    expect(parseRotation(JSON.stringify(moved.row))).toEqual({
      kind: 'rotation',
      rotation: moved.row,
    });
  });

  it('offers exactly the commands that it accepts', () => {
    const accepted = events.filter(
      (event) => isPersonEvent(event) && transition(row, event).isAccepted,
    );
    expect([...allowedCommands(row)].sort()).toEqual(accepted.map(({ type }) => type).sort());
  });
});

describe('consents', () => {
  it('counts one consent for each create call, and remembers the markers of the earlier ones', () => {
    const started = transition(planned(), eventOf('start')).row;
    expect(started.consent).toEqual({ ...planned().consent, count: 1, expiresAt: null });
    expect(started.formerMarkers).toEqual([]);
    const absent = { ...started, state: attention(states.reconciling, { kind: 'absent' }) };
    const again = transition(absent, eventOf('create-again')).row;
    expect(again.consent).toEqual({
      count: 2,
      marker: '_rkaaaaaaaaaa',
      newName: 'orders-prod_rkaaaaaaaaaa',
      expiresAt: null,
      listedStubs: [],
    });
    expect(again.formerMarkers).toEqual([planned().consent.marker]);
  });

  it('takes repeating a create that was refused for a new consent under a new marker', () => {
    const refused = rotationIn(attention(states.minting, { kind: 'nothing-created' }));
    const { row } = transition(refused, eventOf('retry'));
    expect(row.consent).toEqual({
      count: 2,
      marker: '_rkbbbbbbbbbb',
      newName: 'orders-prod_rkbbbbbbbbbb',
      expiresAt: null,
      listedStubs: [],
    });
  });
});

describe('reconciling', () => {
  it('gives up only after looks spread over two minutes, however the clock jumps forward', () => {
    let moved = transition(rotationIn(states.reconciling), eventOf('looked-absent'));
    const delays: number[] = [];
    let at = START_AT;
    while (moved.effect?.kind === 'look') {
      delays.push(moved.effect.delayMs);
      at += 3_600_000;
      moved = transition(moved.row, { type: 'looked-absent', at });
    }
    expect(delays).toEqual([10_000, 20_000, 30_000, 60_000]);
    expect(delays.reduce((sum, delayMs) => sum + delayMs, 0)).toBe(120_000);
    expect(moved.row.state).toMatchObject({
      step: 'needs-attention',
      situation: { kind: 'absent' },
      error: { kind: 'not-found', what: 'created-key' },
    });
  });

  it('goes on looking when the clock was set back and two minutes have not passed by it', () => {
    let row = rotationIn(states.reconciling);
    for (let look = 0; look < 12; look += 1)
      row = transition(row, { type: 'looked-absent', at: START_AT - look }).row;
    expect(row.state).toMatchObject({ step: 'reconciling', delayMs: 60_000 });
  });

  it('counts a failed look as nothing', () => {
    const { row, effect } = transition(rotationIn(states.reconciling), eventOf('look-failed'));
    expect(row.state).toEqual({ ...states.reconciling, delayMs: 15_000 });
    expect(effect).toEqual({ kind: 'look', delayMs: 15_000 });
  });

  it('looks by the id that the provider answered, until that id proves to be another key', () => {
    const { row } = transition(rotationIn(states.minting), eventOf('minted-without-secret'));
    expect(row.state).toMatchObject({ step: 'reconciling', providerKeyId: '50002' });
    expect(transition(row, eventOf('id-strayed')).row.state).toMatchObject({
      step: 'reconciling',
      providerKeyId: null,
    });
  });

  it('looks at once after a restart', () => {
    const waiting = { ...states.reconciling, delayMs: 60_000 };
    expect(transition(rotationIn(waiting), eventOf('resumed')).effect).toEqual({
      kind: 'look',
      delayMs: 0,
    });
  });

  it('starts counting afresh when the person asks to look again', () => {
    const counted = { ...states.reconciling, absentLooks: { count: 5, firstAt: START_AT } };
    const { row } = transition(
      rotationIn(attention(counted, { kind: 'absent' })),
      eventOf('look-again'),
    );
    expect(row.state).toEqual(states.reconciling);
  });
});

describe('verifying', () => {
  it('records what an attestation was given instead of', () => {
    const { row } = transition(
      rotationIn(states['verifying, not testable']),
      eventOf('attest-new'),
    );
    expect(row.proofNew).toEqual({
      how: 'attested',
      at: START_AT + 1_000,
      reason: 'access-manager-off',
      note: 'I sent a message with it',
    });
    expect(row.scopeCompared).toBe('equal');
  });

  it('names the differing properties and offers no way past them', () => {
    const { row } = transition(rotationIn(states.verifying), eventOf('scope-differs'));
    expect(row).toMatchObject({ scopeCompared: 'differs', scopeDifferences: ['history'] });
    expect(allowedCommands(row)).toEqual(['retry', 'roll-back']);
  });

  it('looks by the marker, from the last intent on, when the answered id was wrong', () => {
    const strayed = rotationIn(attention(states.verifying, { kind: 'strayed' }), {
      timeline: [
        { at: START_AT, step: 'planned' },
        { at: START_AT + 5, step: 'minting' },
        { at: START_AT + 9, step: 'verifying' },
      ],
    });
    expect(transition(strayed, eventOf('look-again')).row.state).toEqual({
      ...states.reconciling,
      intentAt: START_AT + 5,
    });
  });
});

describe('verifying-dead', () => {
  const alive = (endedAt: number, at: number): Rotation =>
    transition(rotationIn({ ...states['verifying-dead'], endedAt }), {
      type: 'old-still-alive',
      at,
      propagationDelayMs: 120_000,
      error,
    }).row;

  it('tries again while the provider may still be spreading the news', () => {
    expect(alive(START_AT, START_AT + 119_999).state).toMatchObject({
      step: 'verifying-dead',
      stillAliveCount: 1,
      delayMs: 2_000,
    });
  });

  it('asks a person when the old key still answers after that', () => {
    const row = alive(START_AT, START_AT + 120_000);
    expect(row.state).toMatchObject({
      step: 'needs-attention',
      from: { step: 'verifying-dead', stillAliveCount: 1 },
    });
    expect(allowedCommands(row)).toEqual(['retry']);
  });
});

describe('the proof of death', () => {
  const dead = states['verifying-dead'];

  it('takes two refusals in a row, with a short wait between them', () => {
    const once = transition(rotationIn(dead, done), eventOf('old-refused'));
    expect(once.row.proofDead).toBeNull();
    expect(once.effect).toEqual({ kind: 'prove-dead', delayMs: 3_000 });
    const twice = transition(once.row, eventOf('old-refused'));
    expect(twice.row).toMatchObject({
      state: { step: 'completed' },
      proofDead: { how: 'probe', status: 400 },
    });
  });

  it.each(['old-still-alive', 'failed', 'resumed', 'dead-not-testable'] as const)(
    'forgets the first refusal after %s',
    (type) => {
      const once = transition(rotationIn(dead, done), eventOf('old-refused')).row;
      const { state } = transition(once, eventOf(type)).row;
      expect(state.step === 'needs-attention' ? state.from : state).toMatchObject({
        step: 'verifying-dead',
        isRefusedOnce: false,
      });
    },
  );

  it('takes one where the person agreed to one request', () => {
    const agreed = rotationIn({ ...dead, isCheckAgreed: true }, done, guided);
    expect(transition(agreed, eventOf('old-refused')).row.state.step).toBe('completed');
  });
});

describe('rolling back', () => {
  it('remembers that somebody had ended the old key too', () => {
    const { row } = transition(rotationIn(states['rolling-back']), {
      ...eventOf('rolled-back'),
      isOldEnded: true,
    });
    expect(row.state).toMatchObject({ step: 'rolled-back', isOldEnded: true });
  });

  it('turns back to verifying when the old key no longer works', () => {
    const { row } = transition(rotationIn(states['rolling-back']), eventOf('old-key-lost'));
    expect(row.state).toMatchObject({ step: 'needs-attention', from: { step: 'verifying' } });
  });

  const rewritten = { destinations: confirmed(allDestinations) };

  it('remembers that the old key no longer works, and offers no way back to it', () => {
    const { row: lost } = transition(rotationIn(states['rolling-back']), eventOf('old-key-lost'));
    expect(lost.isOldLost).toBe(true);
    expect(allowedCommands(lost)).toEqual(['retry']);
    for (const state of [states.distributing, states.overlapping]) {
      const back = allowedCommands({ ...lost, ...rewritten, state });
      const known = allowedCommands({ ...lost, ...rewritten, state, isOldLost: false });
      expect(known).toEqual(expect.arrayContaining(['undo-destination', 'roll-back']));
      expect(back).toEqual(
        known.filter((command) => command !== 'undo-destination' && command !== 'roll-back'),
      );
    }
    expect(allowedCommands({ ...lost, state: attention(states.keeping) })).toEqual(['retry']);
  });

  it('goes on to the proof that a lost old key is dead', () => {
    const row = rotationIn(states.verifying, { ...rewritten, isOldLost: true });
    const end = ['proved-new', 'retire', 'old-ended', 'old-refused', 'old-refused'] as const;
    const done = end.reduce((one, type) => transition(one, eventOf(type)).row, row);
    expect(done).toMatchObject({ isOldLost: true, state: { step: 'completed' } });
    expect(done.proofDead).toMatchObject({ how: 'probe' });
  });

  it('lets a person give up once both keys have ended', () => {
    const row = rotationIn(attention(states.verifying, { kind: 'new-key-ended' }), {
      isOldLost: true,
    });
    expect(allowedCommands(row)).toEqual(['retry', 'roll-back']);
  });

  it('does not say that a lost old key works after an orphan was ended', () => {
    const target = { kind: 'orphan', providerKeyId: '50002', name: 'x' } as const;
    const row = rotationIn({ step: 'rolling-back', target }, { isOldLost: true });
    expect(transition(row, eventOf('rolled-back')).row.state).toMatchObject({ isOldEnded: true });
  });

  it('does not look at the old key for an orphan, which nobody can use', () => {
    const orphan = {
      step: 'rolling-back',
      target: { kind: 'orphan', providerKeyId: '50002', name: 'x' },
    } as const;
    expect(transition(rotationIn(orphan), eventOf('old-key-lost')).isAccepted).toBe(false);
    expect(transition(rotationIn(orphan), eventOf('rolled-back')).row.state).toEqual({
      step: 'rolled-back',
      target: orphan.target,
      isOldEnded: false,
    });
  });
});

describe('the timeline', () => {
  it('gains one entry for each change of step, and none for anything else', () => {
    const kept = transition(rotationIn(states.keeping), eventOf('kept')).row;
    expect(kept.timeline.at(-1)).toEqual({ at: START_AT + 1_000, step: 'verifying' });
    const resumed = transition(kept, eventOf('resumed'));
    expect(resumed.row).toBe(kept);
    const untestable = transition(kept, eventOf('new-not-testable')).row;
    expect(untestable.timeline).toEqual(kept.timeline);
    expect(untestable.updatedAt).toBe(START_AT + 1_000);
  });

  it('holds the new key from the moment there is one', () => {
    const minted = transition(rotationIn(states.minting), eventOf('minted')).row;
    expect(minted.state).toEqual({ step: 'keeping', newKey });
  });
});
