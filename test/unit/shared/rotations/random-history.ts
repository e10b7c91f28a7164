import fc from 'fast-check';
import type { DestinationId } from '../../../../shared/lib/ids.ts';
import { allowedCommands } from '../../../../shared/rotations/allowed-commands.ts';
import type { Destination } from '../../../../shared/rotations/destination.ts';
import { changesInPlace, type Rotation } from '../../../../shared/rotations/rotation.ts';
import {
  isPersonEvent,
  type HandOver,
  type RotationEffect,
  type RotationEvent,
} from '../../../../shared/rotations/rotation-event.ts';
import { effectOf, transition, type Transition } from '../../../../shared/rotations/transition.ts';
import { events as samples } from './event-fixtures.ts';
import {
  allDestinations,
  endOf,
  error,
  newKeyAt,
  planned,
  START_AT,
  ways,
} from './rotation-fixtures.ts';

/** One step of a random history: mostly what leads on, so that it gets somewhere. */
interface Choice {
  readonly pick: number;
  /** `forward`: as if all went well; `fitting`: what may happen in this step; `any`: anything at all. */
  readonly mode: 'forward' | 'fitting' | 'any';
  readonly waitMs: number;
}

/** One event of a history, with the row before and what became of it. */
export interface Moment {
  readonly before: Rotation;
  readonly event: RotationEvent;
  readonly moved: Transition;
}

/** A rotation as it was written down, and everything that happened to it. */
export interface History {
  readonly first: Rotation;
  readonly moments: readonly Moment[];
  readonly [fc.toStringMethod]?: () => string;
}

const modes: readonly Choice['mode'][] = [
  ...['forward', 'forward', 'forward', 'forward', 'fitting', 'fitting', 'any'],
] as const;

const choices = fc.array(
  fc.record({
    pick: fc.nat({ max: 9_999 }),
    mode: fc.constantFrom(...modes),
    waitMs: fc.constantFrom(0, 1_000, 15_000, 130_000, 3_600_000),
  }),
  { minLength: 1, maxLength: 60, size: 'max' },
);

const firstRows = fc
  .tuple(fc.subarray<Destination>(allDestinations, { minLength: 1 }), fc.constantFrom(...ways))
  .map(([destinations, way]) => planned(destinations, way));

/** A random history of any strategy and trigger. */
export const histories = fc.tuple(firstRows, choices).map(([first, history]): History => {
  const moments = play(first, history);
  return { first, moments, [fc.toStringMethod]: () => told(first, moments) };
});

/** What a broken invariant is reported with. */
const told = ({ plan, destinations }: Rotation, moments: readonly Moment[]): string =>
  [
    `${plan.strategy}, ${plan.trigger}, ${destinations.map(({ kind }) => kind).join(' and ')}:`,
    ...moments.map(({ event, moved }) => {
      const about = 'outcomes' in event ? ` ${JSON.stringify(event.outcomes)}` : '';
      return `${event.type}${about}${moved.isAccepted ? '' : ' (refused)'} → ${moved.row.state.step}`;
    }),
  ].join('\n');

/** What happens when nothing goes wrong, and how a person goes on when something did; in order. */
const forwardTypes: readonly RotationEvent['type'][] = [
  ...(['minted', 'found', 'kept', 'proved-new', 'command-announced', 'handed-over'] as const),
  ...(['put-back', 'old-ended', 'still-handed-over', 'old-refused', 'rolled-back'] as const),
  ...(['enter-new', 'check-new', 'attest-new', 'attest-ended', 'check-dead'] as const),
  ...(['attest-dead', 'attest-rolled-back', 'confirm-destination', 'retire', 'start'] as const),
  ...(['create-again', 'retry', 'look-again', 'cancel'] as const),
];

function play(first: Rotation, history: readonly Choice[]): Moment[] {
  const moments: Moment[] = [];
  let row = first;
  let at = START_AT;
  for (const [index, { pick, mode, waitMs }] of history.entries()) {
    at += waitMs;
    const event = chosen(row, { pick, mode }, at, index);
    const moved = transition(row, event);
    moments.push({ before: row, event, moved });
    row = moved.row;
  }
  return moments;
}

function chosen(
  row: Rotation,
  { pick, mode }: Pick<Choice, 'pick' | 'mode'>,
  at: number,
  index: number,
): RotationEvent {
  const fitting = mode === 'any' ? [] : fittingEvents(row, at, index);
  const forward = mode === 'forward' ? fitting.filter(isForward) : [];
  const likely = forward.length > 0 ? forward : fitting;
  const pool = likely.length > 0 ? likely : anyEvents(row, at, index);
  const event = pool[pick % pool.length];
  if (event === undefined) throw new Error('There are always samples');
  return event;
}

const isForward = (event: RotationEvent): boolean =>
  forwardTypes.includes(event.type) &&
  (event.type !== 'handed-over' || event.outcomes.every((outcome) => outcome.error === null));

/** Every sample, aimed at every destination, whether or not it belongs here. */
const anyEvents = (row: Rotation, at: number, index: number): RotationEvent[] =>
  samples.flatMap((sample) => aimed(sample, row, at, index));

/** What may really happen now: what the buttons offer, what the effect may find, a restart. */
function fittingEvents(row: Rotation, at: number, index: number): RotationEvent[] {
  const effect = effectOf(row);
  const types = new Set<string>([...allowedCommands(row), ...findingsOf(row, effect), 'resumed']);
  return samples
    .filter(({ type }) => types.has(type))
    .flatMap((sample) => {
      const events = aimed(sample, row, at, index);
      // A command is about one destination, and not every one of them will do.
      return 'destinationId' in sample
        ? events.filter((event) => transition(row, event).isAccepted)
        : events;
    });
}

/** The findings that an effect can have. */
function findingsOf(row: Rotation, effect: RotationEffect | null): readonly string[] {
  switch (effect?.kind) {
    case undefined:
      return [];
    case 'create':
      return [
        ...['minted', 'mint-answer-lost', 'nothing-created', 'failed'],
        changesInPlace(row) ? 'cannot-tell' : 'minted-without-secret',
      ];
    case 'look':
      return [
        ...['found', 'found-unreadable', 'looked-absent', 'look-failed', 'cannot-tell', 'failed'],
        ...(changesInPlace(row) ? [] : ['id-strayed']),
      ];
    case 'keep':
      return ['kept', 'failed'];
    case 'prove-new':
      return row.plan.strategy === 'guided'
        ? ['proved-new', 'new-not-testable', 'failed']
        : [
            ...['proved-new', 'new-not-testable', 'scope-differs', 'new-key-ended'],
            ...['new-key-strayed', 'failed'],
          ];
    case 'hand-over':
      return isProgram(row, effect) ? ['command-announced', 'failed'] : ['handed-over', 'failed'];
    case 'run-command':
      return ['handed-over', 'failed'];
    case 'put-back':
      return ['put-back', 'failed'];
    case 'await-end':
      return ['overlap-moved', 'ended-by-provider'];
    case 'retire-old':
      return ['old-ended', 'handed-over-lost', 'new-key-ended', 'failed'];
    case 'read-back':
      return ['still-handed-over', 'handed-over-lost', 'failed'];
    case 'prove-dead':
      return ['old-refused', 'old-still-alive', 'dead-not-testable', 'failed'];
    case 'end-target':
      return ['rolled-back', 'old-key-lost', 'failed'];
  }
}

const isProgram = (
  { destinations }: Rotation,
  { destinationIds }: Extract<RotationEffect, { kind: 'hand-over' }>,
): boolean =>
  destinations.some(({ id, kind }) => kind === 'command' && destinationIds.includes(id));

/** A sample at this time: consents carry fresh markers, new keys are new, and it names what is there. */
function aimed(
  event: RotationEvent,
  row: Rotation,
  at: number,
  index: number,
): readonly RotationEvent[] {
  const marker = `_rk${String(index).padStart(10, '0')}`;
  const expiresAt = endOf(row.plan) === null ? null : at + 3_600_000;
  switch (event.type) {
    case 'start':
      return [{ ...event, at, expiresAt }];
    case 'retry':
    case 'create-again':
      return [{ ...event, at, marker, newName: `orders-prod${marker}`, expiresAt }];
    case 'minted':
    case 'found':
    case 'enter-new':
      return [{ ...event, at, newKey: newKeyAt(index) }];
    case 'extend':
    case 'overlap-moved':
      return [{ ...event, at, until: at + 3_600_000 }];
    case 'new-not-testable':
    case 'dead-not-testable':
      return [
        { ...event, at },
        { ...event, at, reason: 'counts-as-traffic' },
        ...(event.type === 'dead-not-testable'
          ? [{ ...event, at, reason: 'new-key-ended' as const }]
          : []),
      ];
    case 'confirm-destination':
    case 'undo-destination':
    case 'command-announced':
      return row.destinations.map(({ id }) => ({ ...event, at, destinationId: id }));
    case 'handed-over':
    case 'put-back':
    case 'handed-over-lost':
      return outcomesOf(row, event.type).map((outcomes) => ({ ...event, at, outcomes }));
    default:
      return [{ ...event, at }];
  }
}

/** Everything worked, nothing did, or only the first. */
function outcomesOf(
  row: Rotation,
  type: 'handed-over' | 'put-back' | 'handed-over-lost',
): readonly (readonly HandOver[])[] {
  const ids = type === 'handed-over-lost' ? held(row) : named(effectOf(row));
  const failed = ids.map((destinationId) => ({ destinationId, error }));
  if (type === 'handed-over-lost') return ids.length === 0 ? [] : [failed, failed.slice(0, 1)];
  const worked = ids.map((destinationId) => ({ destinationId, error: null }));
  return [worked, failed, [...worked.slice(0, 1), ...failed.slice(1)]];
}

const held = ({ destinations }: Rotation): readonly DestinationId[] =>
  destinations.filter(({ state }) => state === 'confirmed').map(({ id }) => id);

/** What the running effect is about; where there is none, a finding names whatever it likes. */
const named = (effect: RotationEffect | null): readonly DestinationId[] => {
  if (effect !== null && 'destinationIds' in effect) return effect.destinationIds;
  if (effect !== null && 'destinationId' in effect) return [effect.destinationId];
  return allDestinations.map(({ id }) => id);
};

/** Everything succeeds from here on, and the person takes the first way forward. */
export function goOn(row: Rotation, turn: number): Rotation {
  const candidates = fittingEvents(row, row.updatedAt + 200_000, 1_000 + turn).filter(isForward);
  for (const type of forwardTypes) {
    const event = candidates.find((candidate) => candidate.type === type);
    const moved = event === undefined ? null : transition(row, event);
    if (moved?.isAccepted === true) return moved.row;
  }
  return row;
}

/** The commands that a row takes, of every sample and for every destination. */
export function acceptedCommands(row: Rotation): ReadonlySet<string> {
  const accepted = anyEvents(row, row.updatedAt + 1_000, 0).filter(
    (event) => isPersonEvent(event) && transition(row, event).isAccepted,
  );
  return new Set(accepted.map(({ type }) => type));
}
