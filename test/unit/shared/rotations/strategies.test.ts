import { describe, expect, it } from 'vitest';
import type { Destination } from '../../../../shared/rotations/destination.ts';
import type { Rotation } from '../../../../shared/rotations/rotation.ts';
import type { RotationEvent } from '../../../../shared/rotations/rotation-event.ts';
import { transition } from '../../../../shared/rotations/transition.ts';
import { eventOf } from './event-fixtures.ts';
import {
  envId,
  allDestinations,
  endOf,
  handId,
  planned,
  START_AT,
  UNTIL,
  type Way,
} from './rotation-fixtures.ts';

const at = START_AT + 1_000;
const destinations: Destination[] = allDestinations.filter(({ id }) =>
  [envId, handId].includes(id),
);
const rewritten: RotationEvent = {
  type: 'handed-over',
  at,
  outcomes: [{ destinationId: envId, error: null }],
};
const byHand: RotationEvent = { type: 'confirm-destination', at, destinationId: handId };
const lookAtTraffic: RotationEvent = { type: 'new-not-testable', at, reason: 'counts-as-traffic' };
const deadTraffic: RotationEvent = { type: 'dead-not-testable', at, reason: 'counts-as-traffic' };

/** An event, the step it leads to, and the effect that runs after it was saved. */
type Line = readonly [event: RotationEvent, step: string, effect: string | null];

const proving: readonly Line[] = [
  [eventOf('minted'), 'keeping', 'keep'],
  [eventOf('kept'), 'verifying', 'prove-new'],
];
const created: readonly Line[] = [[eventOf('start'), 'minting', 'create'], ...proving];
const entered: readonly Line[] = [
  [eventOf('start'), 'minting', null],
  [eventOf('enter-new'), 'keeping', 'keep'],
  [eventOf('kept'), 'verifying', 'prove-new'],
];
const handedOut = (step: string, effect: string | null): readonly Line[] => [
  [rewritten, 'distributing', null],
  [byHand, step, effect],
];
const retired: readonly Line[] = [
  [eventOf('retire'), 'retiring', 'retire-old'],
  [eventOf('old-ended'), 'verifying-dead', 'prove-dead'],
];

const refusedOnce: Line = [eventOf('old-refused'), 'verifying-dead', 'prove-dead'];

const ways: readonly (readonly [name: string, way: Way, lines: readonly Line[]])[] = [
  [
    'replace',
    { strategy: 'replace', trigger: 'planned' },
    [
      ...created,
      [eventOf('proved-new'), 'distributing', 'hand-over'],
      ...handedOut('overlapping', null),
      ...retired,
      refusedOnce,
      [eventOf('old-refused'), 'completed', null],
    ],
  ],
  [
    'replace, exposed',
    { strategy: 'replace', trigger: 'exposed' },
    [
      ...created,
      [eventOf('proved-new'), 'overlapping', null],
      ...retired,
      refusedOnce,
      [eventOf('old-refused'), 'distributing', 'hand-over'],
      ...handedOut('completed', null),
    ],
  ],
  [
    'overlap, ended by the provider',
    { strategy: 'overlap', trigger: 'planned' },
    [
      ...created,
      [eventOf('proved-new'), 'distributing', 'hand-over'],
      ...handedOut('overlapping', 'await-end'),
      [eventOf('extend'), 'overlapping', 'await-end'],
      [eventOf('ended-by-provider'), 'verifying-dead', 'prove-dead'],
      refusedOnce,
      [eventOf('old-refused'), 'completed', null],
    ],
  ],
  [
    'overlap, ended early',
    { strategy: 'overlap', trigger: 'planned' },
    [
      ...created,
      [eventOf('proved-new'), 'distributing', 'hand-over'],
      ...handedOut('overlapping', 'await-end'),
      ...retired,
      refusedOnce,
      [eventOf('old-refused'), 'completed', null],
    ],
  ],
  [
    'overlap, exposed',
    { strategy: 'overlap', trigger: 'exposed' },
    [
      ...created,
      [eventOf('proved-new'), 'overlapping', 'await-end'],
      ...retired,
      refusedOnce,
      [eventOf('old-refused'), 'distributing', 'hand-over'],
      ...handedOut('completed', null),
    ],
  ],
  [
    'immediate',
    { strategy: 'immediate', trigger: 'planned' },
    [
      ...created,
      [eventOf('proved-new'), 'distributing', 'hand-over'],
      ...handedOut('verifying-dead', 'prove-dead'),
      refusedOnce,
      [eventOf('old-refused'), 'completed', null],
    ],
  ],
  [
    'immediate, exposed',
    { strategy: 'immediate', trigger: 'exposed' },
    [
      ...created,
      [eventOf('proved-new'), 'verifying-dead', 'prove-dead'],
      refusedOnce,
      [eventOf('old-refused'), 'distributing', 'hand-over'],
      ...handedOut('completed', null),
    ],
  ],
  [
    'guided',
    { strategy: 'guided', trigger: 'planned' },
    [
      ...entered,
      [lookAtTraffic, 'verifying', null],
      [eventOf('check-new'), 'verifying', 'prove-new'],
      [eventOf('proved-new'), 'distributing', 'hand-over'],
      ...handedOut('overlapping', null),
      [eventOf('retire'), 'retiring', 'read-back'],
      [eventOf('still-handed-over'), 'retiring', null],
      [eventOf('attest-ended'), 'verifying-dead', 'prove-dead'],
      [deadTraffic, 'verifying-dead', null],
      [eventOf('check-dead'), 'verifying-dead', 'prove-dead'],
      [eventOf('old-refused'), 'completed', null],
    ],
  ],
  [
    'guided, exposed, attested throughout',
    { strategy: 'guided', trigger: 'exposed' },
    [
      ...entered,
      [lookAtTraffic, 'verifying', null],
      [eventOf('attest-new'), 'overlapping', null],
      [eventOf('retire'), 'retiring', null],
      [eventOf('attest-ended'), 'verifying-dead', 'prove-dead'],
      [deadTraffic, 'verifying-dead', null],
      [eventOf('attest-dead'), 'distributing', 'hand-over'],
      ...handedOut('completed', null),
    ],
  ],
];

/** Each event is counted against the table; `start` carries the end that this way has. */
function walk(way: Way, lines: readonly Line[]): { row: Rotation; seen: Line[] } {
  let row = planned(destinations, way);
  const seen: Line[] = [];
  for (const [event] of lines) {
    const told = event.type === 'start' ? { ...event, expiresAt: endOf(way) } : event;
    const moved = transition(row, told);
    expect([event.type, moved.isAccepted]).toEqual([event.type, true]);
    row = moved.row;
    seen.push([event, row.state.step, moved.effect?.kind ?? null]);
  }
  return { row, seen };
}

describe.each(ways)('%s', (_name, way, lines) => {
  it('goes from step to step with exactly these effects', () => {
    const { row, seen } = walk(way, lines);
    expect(seen).toEqual(lines);
    expect(row.state.step).toBe('completed');
    expect(row.proofNew).not.toBeNull();
    expect(row.proofDead).not.toBeNull();
  });

  it('stands where it stood after a restart at every step but while creating', () => {
    for (let count = 1; count < lines.length; count += 1) {
      const { row, seen } = walk(way, lines.slice(0, count));
      const resumed = transition(row, eventOf('resumed'));
      const [, step, effect] = seen.at(-1) ?? [null, '', null];
      const expected = effect === 'create' ? ['reconciling', 'look'] : [step, effect];
      expect([resumed.row.state.step, resumed.effect?.kind ?? null]).toEqual(expected);
    }
  });
});

/** The row of a named way when it first stands in a step. */
function rowOf(name: string, step: string): Rotation {
  const [, way, lines] = ways.find(([other]) => other === name) ?? [];
  if (way === undefined || lines === undefined) throw new Error(`There is no way ${name}`);
  return walk(way, lines.slice(0, lines.findIndex((line) => line[1] === step) + 1)).row;
}

describe('the end of an overlap', () => {
  const waiting = rowOf('overlap, ended by the provider', 'overlapping');

  it.each([
    ['is the one that the call asked for', eventOf('resumed'), UNTIL],
    ['moves with the provider', eventOf('overlap-moved'), eventOf('overlap-moved').until],
    ['moves with a person', eventOf('extend'), eventOf('extend').until],
  ] as const)('%s', (_what, event, until) => {
    expect(transition(waiting, event).effect).toEqual({ kind: 'await-end', until });
  });
});

describe('a guided end', () => {
  it('keeps what the person saw in the console', () => {
    const { endStatements } = rowOf('guided', 'completed');
    expect(endStatements).toEqual(['deactivated', 'logs-stopped']);
  });
});
