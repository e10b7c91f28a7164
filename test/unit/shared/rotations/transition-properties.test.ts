import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedCommands } from '../../../../shared/rotations/allowed-commands.ts';
import {
  isOpenRotation,
  rotationSchema,
  type Destination,
  type Rotation,
} from '../../../../shared/rotations/rotation.ts';
import { isPersonEvent, type RotationEvent } from '../../../../shared/rotations/rotation-event.ts';
import { effectOf, transition, type Transition } from '../../../../shared/rotations/transition.ts';
import { events as samples, planned, START_AT, threeDestinations } from './rotation-fixtures.ts';

const RUNS = 10_000;

/** One step of a random history: mostly what leads on, so that it gets somewhere. */
interface Choice {
  readonly pick: number;
  /** `forward`: as if all went well; `fitting`: whatever belongs to the step; `any`: anything at all. */
  readonly mode: 'forward' | 'fitting' | 'any';
  readonly waitMs: number;
}

const choices = fc.array(
  fc.record({
    pick: fc.nat({ max: 9_999 }),
    mode: fc.constantFrom<Choice['mode'][]>(
      'forward',
      'forward',
      'forward',
      'forward',
      'fitting',
      'fitting',
      'any',
    ),
    waitMs: fc.constantFrom(0, 1_000, 15_000, 130_000, 3_600_000),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);
const destinations = fc.subarray<Destination>(threeDestinations, { minLength: 1 });

/** What happens when nothing goes wrong, and how a person goes on when something did; in order. */
const forwardTypes: ReadonlySet<RotationEvent['type']> = new Set<RotationEvent['type']>([
  'minted',
  'found',
  'kept',
  'proved-new',
  'destination-written',
  'old-ended',
  'old-refused',
  'rolled-back',
  'attest-new',
  'attest-dead',
  'confirm-destination',
  'retire',
  'start',
  'retry',
  'look-again',
  'cancel',
]);

interface Moment {
  readonly before: Rotation;
  readonly event: RotationEvent;
  readonly moved: Transition;
}

/** Plays a random history; consents carry fresh markers, as main gives them. */
function play(first: Rotation, history: readonly Choice[]): Moment[] {
  const moments: Moment[] = [];
  let row = first;
  let at = START_AT;
  for (const [index, { pick, mode, waitMs }] of history.entries()) {
    at += waitMs;
    const candidates = candidatesFor(row, at, index);
    const fitting = candidates.filter((event) => transition(row, event).isAccepted);
    const forward = fitting.filter(({ type }) => forwardTypes.has(type));
    const pool = [
      mode === 'forward' ? forward : [],
      mode === 'any' ? [] : fitting,
      candidates,
    ].find((events) => events.length > 0);
    const event = pool?.[pick % pool.length];
    if (event === undefined) throw new Error('There are always candidates');
    const moved = transition(row, event);
    moments.push({ before: row, event, moved });
    row = moved.row;
  }
  return moments;
}

function candidatesFor(row: Rotation, at: number, index: number): RotationEvent[] {
  const marker = `_rk${String(index).padStart(10, '0')}`;
  return samples.flatMap((event): RotationEvent[] => {
    if (event.type === 'retry' || event.type === 'create-again')
      return [{ ...event, at, marker, newName: `orders-prod${marker}` }];
    if ('destinationId' in event)
      return row.destinations.map(({ id }) => ({ ...event, at, destinationId: id }));
    return [{ ...event, at }];
  });
}

const check = (assertion: (moments: readonly Moment[], first: Rotation) => void): void => {
  fc.assert(
    fc.property(destinations, choices, (chosen, history) => {
      const first = planned(chosen);
      assertion(play(first, history), first);
    }),
    { numRuns: RUNS },
  );
};

const effectsOf = (moments: readonly Moment[], kind: string): Moment[] =>
  moments.filter(({ moved }) => moved.isAccepted && moved.effect?.kind === kind);

describe(`over ${String(RUNS)} random histories`, { timeout: 60_000 }, () => {
  it('1: never ends the old key before the new one is stored, proved and handed out', () => {
    let retired = 0;
    check((moments) => {
      for (const { moved } of effectsOf(moments, 'retire-old')) {
        retired += 1;
        const steps = moved.row.timeline.map(({ step }) => step);
        expect(steps).toContain('keeping');
        expect(steps.lastIndexOf('verifying')).toBeGreaterThan(steps.lastIndexOf('keeping'));
        expect(moved.row.proofNew).not.toBeNull();
        expect(moved.row.scopeCompared).toBe('equal');
        expect(moved.row.destinations.every(({ state }) => state === 'confirmed')).toBe(true);
      }
      const retirements = moments.filter(
        ({ event, moved }) => event.type === 'retire' && moved.isAccepted,
      );
      if (effectsOf(moments, 'retire-old').length > 0) expect(retirements).not.toEqual([]);
    });
    expect(retired).toBeGreaterThan(100);
  });

  it('2: gives the effect as a function of the row, so that a saved row knows what to run', () => {
    check((moments) => {
      for (const { moved } of moments)
        if (moved.isAccepted) expect(moved.effect).toEqual(effectOf(moved.row));
        else expect(moved.effect).toBeNull();
    });
  });

  it('3: creates only on a new consent, and after a lost answer only looks', () => {
    let lost = 0;
    check((moments, first) => {
      const creates = effectsOf(moments, 'create');
      const last = moments.at(-1)?.moved.row ?? first;
      expect(creates).toHaveLength(last.consent.count);
      const markers = creates.map(({ moved }) => moved.row.consent.marker);
      expect(new Set(markers).size).toBe(markers.length);
      for (const { event } of creates)
        expect(['start', 'retry', 'create-again']).toContain(event.type);
      for (const { before, event, moved } of moments) {
        if (before.state.step !== 'minting' || !moved.isAccepted) continue;
        if (!['mint-answer-lost', 'failed', 'resumed'].includes(event.type)) continue;
        lost += 1;
        expect(moved.effect?.kind).toBe('look');
      }
    });
    expect(lost).toBeGreaterThan(100);
  });

  it('4: holds its key until it is over, and does nothing afterwards', () => {
    check((moments) => {
      const end = moments.findIndex(({ moved }) => !isOpenRotation(moved.row));
      if (end < 0) return;
      for (const { before, moved } of moments.slice(end + 1)) {
        expect(moved.isAccepted).toBe(false);
        expect(moved.row).toBe(before);
      }
    });
  });

  it('ends the new key only when a person rolled back or revoked, never after retiring began', () => {
    check((moments) => {
      for (const { before, event } of effectsOf(moments, 'end-target')) {
        if (before.state.step === 'rolling-back') continue;
        expect(['roll-back', 'revoke-orphan', 'retry']).toContain(event.type);
        const from =
          before.state.step === 'needs-attention' ? before.state.from.step : before.state.step;
        expect(from).not.toBe('verifying-dead');
        if (from === 'retiring' && before.state.step === 'needs-attention')
          expect(before.state.situation.kind).toBe('new-key-ended');
      }
    });
  });

  it('6: gives the same row when the same events are played again', () => {
    check((moments, first) => {
      let row = first;
      for (const { event } of moments) row = transition(row, event).row;
      expect(row).toEqual(moments.at(-1)?.moved.row ?? first);
    });
  });

  it('7: accepts from a person exactly what it offers', () => {
    check((moments) => {
      for (const { before, event, moved } of moments)
        if (isPersonEvent(event) && event.type !== 'confirm-destination')
          expect(moved.isAccepted).toBe(allowedCommands(before).includes(event.type));
    });
  });

  it('never leaves a person without a way on: every row has an effect, a command, or is over', () => {
    check((moments, first) => {
      for (const row of [first, ...moments.map(({ moved }) => moved.row)])
        if (isOpenRotation(row))
          expect(effectOf(row) !== null || allowedCommands(row).length > 0).toBe(true);
    });
  });

  it('makes only rows that can be read again', () => {
    fc.assert(
      fc.property(destinations, choices, (chosen, history) => {
        const last = play(planned(chosen), history).at(-1)?.moved.row;
        expect(rotationSchema.parse(JSON.parse(JSON.stringify(last)))).toEqual(last);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is brought to an end by a patient person, whatever happened before', () => {
    fc.assert(
      fc.property(destinations, choices, (chosen, history) => {
        const moments = play(planned(chosen), history);
        let row = moments.at(-1)?.moved.row ?? planned(chosen);
        for (let turn = 0; turn < 60 && isOpenRotation(row); turn += 1) row = goOn(row, turn);
        expect(isOpenRotation(row)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Everything succeeds from here on, and the person takes the first way forward. */
function goOn(row: Rotation, turn: number): Rotation {
  const at = row.updatedAt + 200_000;
  const candidates = candidatesFor(row, at, 1_000 + turn);
  for (const type of forwardTypes) {
    const event = candidates.find(
      (candidate) => candidate.type === type && transition(row, candidate).isAccepted,
    );
    if (event !== undefined) return transition(row, event).row;
  }
  return row;
}
