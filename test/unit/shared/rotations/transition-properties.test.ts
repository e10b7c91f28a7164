import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allowedCommands } from '../../../../shared/rotations/allowed-commands.ts';
import { canUndo } from '../../../../shared/rotations/destination-rules.ts';
import {
  changesInPlace,
  cutsFirst,
  isOpenRotation,
  newKeyOf,
  rotationSchema,
  type Rotation,
} from '../../../../shared/rotations/rotation.ts';
import { isPersonEvent, type RotationEffect } from '../../../../shared/rotations/rotation-event.ts';
import { effectOf, transition } from '../../../../shared/rotations/transition.ts';
import { ways } from './rotation-fixtures.ts';
import { acceptedCommands, goOn, histories, type History, type Moment } from './random-history.ts';

/** More of them in the long lane. */
const RUNS = Number(process.env['REKEY_ROTATION_RUNS'] ?? 10_000);

/** Counts what was seen, so that nothing holds for want of cases. */
type Count = (what: string) => void;
/** Whether it holds for this history; numbers are those of docs/rotation.md. */
type Invariant = (history: History, count: Count) => boolean;

const wayOf = ({ plan }: Rotation): string => `${plan.strategy}, ${plan.trigger}`;
const everyWay = ways.map(({ strategy, trigger }) => `${strategy}, ${trigger}`);

const emitting = (
  moments: readonly Moment[],
  ...kinds: readonly RotationEffect['kind'][]
): Moment[] =>
  moments.filter(
    ({ moved }) => moved.isAccepted && moved.effect !== null && kinds.includes(moved.effect.kind),
  );

const entering = (
  moments: readonly Moment[],
  ...steps: readonly Rotation['state']['step'][]
): Moment[] =>
  moments.filter(
    ({ before, moved: { row } }) =>
      steps.includes(row.state.step) && before.state.step !== row.state.step,
  );

const accepted = (moments: readonly Moment[], type: Moment['event']['type']): Moment[] =>
  moments.filter(({ event, moved }) => event.type === type && moved.isAccepted);

const isAllConfirmed = ({ destinations }: Rotation): boolean =>
  destinations.every(({ state }) => state === 'confirmed');

const standing = ({ destinations }: Rotation, id: string): string | undefined =>
  destinations.find((destination) => destination.id === id)?.state;

/** What a rotation must have seen before its old key may end. */
function isProved(moments: readonly Moment[], moment: Moment): boolean {
  const { row } = moment.moved;
  const keptAt = row.timeline.findLastIndex(({ step }) => step === 'keeping');
  const verifiedAt = row.timeline.findLastIndex(({ step }) => step === 'verifying');
  const isOfThisKey = (row.proofNew?.at ?? 0) >= (row.timeline[keptAt]?.at ?? Infinity);
  if (keptAt < 0 || verifiedAt < keptAt || !isOfThisKey || row.scopeCompared !== 'equal')
    return false;
  if (cutsFirst(row)) return true;
  const until = moments.slice(0, moments.indexOf(moment) + 1);
  return row.destinations.every(({ id, state }) => {
    // Confirmed with this new key, not with one that an earlier consent made.
    const last = until.findLast(
      ({ before, moved }) => standing(before, id) !== standing(moved.row, id),
    );
    const confirmedKey = last === undefined ? null : newKeyOf(last.moved.row);
    return state === 'confirmed' && isDeepStrictEqual(confirmedKey, newKeyOf(row));
  });
}

const invariants: Record<string, Invariant> = {
  '1: the old key ends only after the new one is stored, proved and, unless exposed, handed out': (
    { moments },
    count,
  ) => {
    const ends = [
      ...emitting(moments, 'retire-old'),
      ...entering(moments, 'retiring', 'verifying-dead').filter(
        ({ before }) => before.state.step !== 'needs-attention',
      ),
    ];
    for (const { moved } of ends) count(`${moved.row.state.step}: ${wayOf(moved.row)}`);
    return ends.every((moment) => isProved(moments, moment));
  },

  '1: the old key is retired only when a person said so': ({ moments }) =>
    entering(moments, 'retiring').every(
      ({ before, event }) => event.type === 'retire' || before.state.step === 'needs-attention',
    ) &&
    (entering(moments, 'retiring').length === 0 || accepted(moments, 'retire').length > 0),

  '1: nothing is handed out before an exposed key is dead, and everything before a planned end': (
    { moments },
    count,
  ) =>
    moments.every(({ moved: { row } }) => {
      const isOldDead = row.proofDead !== null;
      if (cutsFirst(row) && !isOldDead && row.destinations.some(({ state }) => state !== 'waiting'))
        return false;
      if (row.state.step !== 'distributing') return true;
      count(`distributing: ${wayOf(row)}`);
      return row.state.isOldDead === isOldDead && isOldDead === cutsFirst(row);
    }),

  '2: the effect is a function of the row': ({ moments }) =>
    moments.every(({ moved }) =>
      isDeepStrictEqual(moved.effect, moved.isAccepted ? effectOf(moved.row) : null),
    ),

  '3: each consent is one create call under its own marker': ({ moments, first }) => {
    const creates = emitting(moments, 'create');
    const { consent, plan } = lastOf({ moments, first });
    const markers = new Set(creates.map(({ moved }) => moved.row.consent.marker));
    return (
      creates.length === (plan.strategy === 'guided' ? 0 : consent.count) &&
      markers.size === creates.length &&
      creates.every(({ event }) => ['start', 'retry', 'create-again'].includes(event.type))
    );
  },

  '3: a lost answer leads to looking': ({ moments }, count) =>
    moments.every(({ before, event, moved }) => {
      if (before.state.step !== 'minting' || effectOf(before) === null) return true;
      if (!['mint-answer-lost', 'failed', 'resumed'].includes(event.type)) return true;
      count(`minting: ${event.type}`);
      return moved.effect?.kind === 'look';
    }),

  '3: a program runs once for each announcement, and nothing runs twice after a restart': (
    { moments },
    count,
  ) => {
    const runs = emitting(moments, 'run-command');
    for (const { moved } of runs) count(`run-command: ${wayOf(moved.row)}`);
    return (
      isDeepStrictEqual(runs, accepted(moments, 'command-announced')) &&
      emitting(moments, 'create', 'run-command').every(({ event }) => event.type !== 'resumed')
    );
  },

  '4: the key is held until it is over, and nothing happens afterwards': ({ moments }) => {
    const end = moments.findIndex(({ moved }) => !isOpenRotation(moved.row));
    const after = end < 0 ? [] : moments.slice(end + 1);
    return after.every(({ before, moved }) => !moved.isAccepted && moved.row === before);
  },

  'completed means both proofs and every destination confirmed': ({ moments }, count) =>
    entering(moments, 'completed').every(({ moved: { row } }) => {
      count(`completed: ${wayOf(row)}`);
      // The secret of a key that somebody has ended is of no use to anybody.
      const isNewGone =
        row.proofDead?.how === 'attested' && row.proofDead.reason === 'new-key-ended';
      if (isNewGone) count('completed: new key gone');
      return row.proofNew !== null && row.proofDead !== null && (isNewGone || isAllConfirmed(row));
    }),

  'nobody gets the secret of a key that was seen ended': ({ moments }) =>
    moments.every(({ before, moved }) => {
      const isNewGone =
        before.proofDead?.how === 'attested' && before.proofDead.reason === 'new-key-ended';
      return !isNewGone || moved.row === before;
    }),

  'nothing is rolled back in place, and no rewritten file keeps the ended secret unsaid': (
    { moments },
    count,
  ) =>
    entering(moments, 'rolling-back', 'rolled-back').every(({ moved: { row } }) => {
      count(`${row.state.step}: ${row.plan.strategy}`);
      const isLeft = row.destinations.some((one) => canUndo(one) || one.state === 'undoing');
      return !changesInPlace(row) && !(row.state.step === 'rolled-back' && isLeft);
    }),

  'in place nothing is cancelled once a call was seen to have renewed, or may have': (
    { moments },
    count,
  ) =>
    entering(moments, 'cancelled').every(({ moved: { row } }) => {
      count(`cancelled: ${row.plan.strategy}`);
      const seen = (['minted', 'found', 'found-unreadable', 'cannot-tell'] as const).some(
        (type) => accepted(moments, type).length > 0,
      );
      return !changesInPlace(row) || !seen;
    }),

  'the new key is ended only for a person, and never after the old one was': ({ moments }) =>
    entering(moments, 'rolling-back').every(({ before, event }) => {
      const isTrouble = before.state.step === 'needs-attention';
      const from = before.state.step === 'needs-attention' ? before.state.from : before.state;
      const isEnded =
        before.state.step === 'needs-attention' && before.state.situation.kind === 'new-key-ended';
      return (
        ['roll-back', 'revoke-orphan', 'retry'].includes(event.type) &&
        from.step !== 'verifying-dead' &&
        (from.step !== 'retiring' || (isTrouble && isEnded))
      );
    }),

  'once the old key is lost nothing goes back to it, unless the new one has ended too': (
    { moments },
    count,
  ) =>
    moments.every(({ before, event, moved }) => {
      if (!before.isOldLost) return true;
      count(`lost: ${moved.row.state.step}`);
      const { state } = before;
      const isBothEnded =
        state.step === 'needs-attention' && state.situation.kind === 'new-key-ended';
      const isBack = event.type === 'undo-destination' || event.type === 'roll-back';
      return moved.row.isOldLost && (!isBack || !moved.isAccepted || isBothEnded);
    }),

  'what a person does in the console is never done by an effect': ({ moments, first }) =>
    first.plan.strategy !== 'guided' ||
    emitting(moments, 'create', 'look', 'retire-old', 'end-target').length === 0,

  '6: the same events give the same row': ({ moments, first }) =>
    isDeepStrictEqual(
      moments.reduce((row, { event }) => transition(row, event).row, first),
      lastOf({ moments, first }),
    ),

  '7: a person may do exactly what is offered': ({ moments, first }) => {
    const last = lastOf({ moments, first });
    return (
      isDeepStrictEqual(acceptedCommands(last), new Set<string>(allowedCommands(last))) &&
      moments.every(
        ({ before, event, moved }) =>
          !isPersonEvent(event) ||
          !moved.isAccepted ||
          allowedCommands(before).includes(event.type),
      )
    );
  },

  'every row has an effect, a command, or is over': ({ moments, first }) =>
    [first, ...moments.map(({ moved }) => moved.row)].every(
      (row) => !isOpenRotation(row) || effectOf(row) !== null || allowedCommands(row).length > 0,
    ),

  'every row can be read again': (history) => {
    const last = lastOf(history);
    return isDeepStrictEqual(rotationSchema.parse(JSON.parse(JSON.stringify(last))), last);
  },

  'a patient person brings it to an end, whatever happened before': (history) => {
    let row = lastOf(history);
    for (let turn = 0; turn < 60 && isOpenRotation(row); turn += 1) row = goOn(row, turn);
    return !isOpenRotation(row);
  },
};

const lastOf = ({ moments, first }: History): Rotation => moments.at(-1)?.moved.row ?? first;

/** What the histories must have reached, each at least this often in a thousand. */
const reached: readonly (readonly [perThousand: number, whats: readonly string[]])[] = [
  [5, everyWay.map((way) => `verifying-dead: ${way}`)],
  [5, everyWay.filter((way) => !way.startsWith('immediate')).map((way) => `retiring: ${way}`)],
  [10, everyWay.map((way) => `distributing: ${way}`)],
  [1, everyWay.map((way) => `completed: ${way}`)],
  [1, everyWay.map((way) => `run-command: ${way}`)],
  [1, ['rolled-back: replace', 'rolled-back: guided']],
  [0.5, ['lost: distributing', 'lost: completed']],
  [1, ['cancelled: overlap', 'cancelled: immediate']],
  [10, ['minting: mint-answer-lost', 'minting: failed', 'minting: resumed']],
];

it(
  `keeps every invariant over ${String(RUNS)} random histories`,
  { timeout: 60_000 + RUNS * 10 },
  () => {
    const counts = new Map<string, number>();
    const count: Count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(histories, (history) => {
        for (const [name, holds] of Object.entries(invariants))
          if (!holds(history, count)) throw new Error(`Broken: ${name}`);
      }),
      { numRuns: RUNS },
    );
    const rare = reached.flatMap(([perThousand, whats]) =>
      whats.filter((what) => (counts.get(what) ?? 0) < (RUNS / 1_000) * perThousand),
    );
    expect(rare).toEqual([]);
  },
);
