import { describe, expect, it } from 'vitest';
import type { DestinationId } from '../../../../shared/lib/ids.ts';
import { allowedCommands } from '../../../../shared/rotations/allowed-commands.ts';
import type { Rotation } from '../../../../shared/rotations/rotation.ts';
import type { HandOver, RotationEvent } from '../../../../shared/rotations/rotation-event.ts';
import { effectOf, transition } from '../../../../shared/rotations/transition.ts';
import { eventOf } from './event-fixtures.ts';
import {
  allDestinations,
  attention,
  commandId,
  confirmed,
  copyId,
  destinationsAt,
  envId,
  error,
  fileId,
  handId,
  jsonId,
  newKey,
  rotationIn,
  START_AT,
  states,
  threeDestinations,
  UNTIL,
  vaultId,
} from './rotation-fixtures.ts';

const proved = rotationIn(states.distributing, {
  proofNew: { how: 'probe', at: START_AT, status: 200 },
});
const withAll: Rotation = { ...proved, destinations: allDestinations };
const at = START_AT + 2_000;

const tell = (row: Rotation, event: RotationEvent): Rotation => {
  const moved = transition(row, event);
  expect(moved.isAccepted).toBe(true);
  return moved.row;
};
const handedOver = (...outcomes: HandOver[]): RotationEvent => ({
  type: 'handed-over',
  at,
  outcomes,
});
const worked = (...ids: DestinationId[]): RotationEvent =>
  handedOver(...ids.map((destinationId) => ({ destinationId, error: null })));
const confirm = (row: Rotation, destinationId: DestinationId): Rotation =>
  tell(row, { type: 'confirm-destination', at, destinationId });
const stateOf = (row: Rotation, id: DestinationId): string | undefined =>
  row.destinations.find((one) => one.id === id)?.state;

describe('handing over', () => {
  it('ends with the last destination, in whatever order they are done', () => {
    const copied = confirm(tell(proved, worked(fileId)), copyId);
    expect(copied.state.step).toBe('distributing');
    expect(confirm(copied, handId).state.step).toBe('overlapping');
  });

  it('takes rewritten files together and first, then the rest one by one', () => {
    expect(effectOf(withAll)).toEqual({ kind: 'hand-over', destinationIds: [envId, jsonId] });
    const rewritten = tell(withAll, worked(envId, jsonId));
    expect(effectOf(rewritten)).toEqual({ kind: 'hand-over', destinationIds: [fileId] });
    const written = tell(rewritten, worked(fileId));
    expect(effectOf(written)).toEqual({ kind: 'hand-over', destinationIds: [commandId] });
    const announced = tell(written, { type: 'command-announced', at, destinationId: commandId });
    expect(effectOf(announced)).toEqual({ kind: 'run-command', destinationId: commandId });
    const ran = tell(announced, worked(commandId));
    expect(effectOf(ran)).toEqual({ kind: 'hand-over', destinationIds: [vaultId] });
    expect(effectOf(tell(ran, worked(vaultId)))).toBeNull();
  });

  it('keeps what worked when something beside it failed', () => {
    const row = tell(
      withAll,
      handedOver({ destinationId: envId, error }, { destinationId: jsonId, error: null }),
    );
    expect([stateOf(row, envId), stateOf(row, jsonId)]).toEqual(['failed', 'confirmed']);
    expect(effectOf(row)).toEqual({ kind: 'hand-over', destinationIds: [fileId] });
  });

  it('does not let a person confirm what Rekey is about to hand over', () => {
    const event = { type: 'confirm-destination', at, destinationId: fileId } as const;
    expect(transition(proved, event).isAccepted).toBe(false);
    const failed = tell(proved, handedOver({ destinationId: fileId, error }));
    expect(transition(failed, event).isAccepted).toBe(true);
  });

  it('repeats what failed when told, and keeps what is confirmed', () => {
    const failed = confirm(tell(proved, handedOver({ destinationId: fileId, error })), copyId);
    expect(allowedCommands(failed)).toContain('retry');
    const { row, effect } = transition(failed, eventOf('retry'));
    expect(effect).toEqual({ kind: 'hand-over', destinationIds: [fileId] });
    expect(row.destinations.map(({ state }) => state)).toEqual(['confirmed', 'waiting', 'waiting']);
  });

  it('confirms nothing twice', () => {
    const copied = confirm(proved, copyId);
    const again = transition(copied, { type: 'confirm-destination', at, destinationId: copyId });
    expect(again).toEqual({ row: copied, effect: null, isAccepted: false });
  });

  it.each([
    ['of a destination that is confirmed', worked(fileId)],
    ['of a destination that is not of this rotation', worked(envId)],
    ['of a program that is none', { type: 'command-announced', at, destinationId: copyId }],
    ['of a file that nobody is putting back', eventOf('put-back')],
  ] as const)('takes no finding %s', (_what, event) => {
    const row = tell({ ...proved, destinations: allDestinations.slice(0, 4) }, worked(fileId));
    expect(transition(row, event)).toEqual({ row, effect: null, isAccepted: false });
  });
});

describe('a program', () => {
  const announced = rotationIn(states.distributing, {
    destinations: destinationsAt({ [fileId]: 'confirmed', [commandId]: 'running' }).slice(0, 4),
  });

  it('is left alone while it runs: no command cuts it off', () => {
    expect(allowedCommands(announced)).toEqual([]);
  });

  it.each(['resumed', 'failed'] as const)('is not run again after %s: a person looks', (type) => {
    const { row } = transition(announced, eventOf(type));
    expect(row.destinations.find(({ id }) => id === commandId)).toMatchObject({
      state: 'failed',
      error: { kind: 'outcome-unknown', rotationId: row.id },
    });
    const back = type === 'failed' ? tell(row, eventOf('retry')) : row;
    expect(effectOf(back)).toBeNull();
    expect(allowedCommands(back)).toEqual(['confirm-destination', 'retry', 'roll-back']);
    expect(stateOf(confirm(back, commandId), commandId)).toBe('confirmed');
  });

  it('that failed is announced again before it is run again', () => {
    const failed = tell(announced, handedOver({ destinationId: commandId, error }));
    expect(transition(failed, eventOf('retry')).effect).toEqual({
      kind: 'hand-over',
      destinationIds: [commandId],
    });
  });
});

describe('putting back', () => {
  const overlapping = rotationIn(
    { ...states.overlapping, until: UNTIL },
    { destinations: confirmed(allDestinations) },
    { strategy: 'overlap', trigger: 'planned' },
  );
  const undo: RotationEvent = { type: 'undo-destination', at, destinationId: envId };
  const putBack = (failure: typeof error | null, ...ids: DestinationId[]): RotationEvent => ({
    type: 'put-back',
    at,
    outcomes: ids.map((destinationId) => ({ destinationId, error: failure })),
  });

  it('leaves the destination to the person, who hands over again or does it by hand', () => {
    const undoing = tell(overlapping, undo);
    expect(undoing.state.step).toBe('distributing');
    expect(effectOf(undoing)).toEqual({ kind: 'put-back', destinationIds: [envId] });
    const undone = tell(undoing, putBack(null, envId));
    expect(stateOf(undone, envId)).toBe('undone');
    expect(effectOf(undone)).toBeNull();
    expect(allowedCommands(undone)).toEqual([
      ...['confirm-destination', 'retry', 'extend', 'undo-destination'],
    ]);
    expect(confirm(undone, envId).state.step).toBe('overlapping');
    expect(transition(undone, eventOf('retry')).effect).toEqual({
      kind: 'hand-over',
      destinationIds: [envId],
    });
  });

  it('says so when it did not work', () => {
    const failed = tell(tell(overlapping, undo), putBack(error, envId));
    expect(failed.destinations.find(({ id }) => id === envId)).toMatchObject({
      state: 'failed',
      confirmedAt: null,
      error,
    });
  });

  it('is refused for what was not rewritten', () => {
    const event = { type: 'undo-destination', at, destinationId: fileId } as const;
    expect(transition(overlapping, event).isAccepted).toBe(false);
  });

  it('does not forget that the end of the old secret was moved', () => {
    const extended = tell(overlapping, eventOf('extend'));
    const { until } = eventOf('extend');
    const undone = tell(tell(extended, undo), putBack(null, envId));
    expect(effectOf(confirm(undone, envId))).toEqual({ kind: 'await-end', until });
  });

  it('comes before ending the new key, also of a file that was on its way back already', () => {
    const rolling = tell(
      rotationIn(states.distributing, {
        destinations: destinationsAt({ [envId]: 'undoing', [jsonId]: 'confirmed' }),
      }),
      eventOf('roll-back'),
    );
    expect(effectOf(rolling)).toEqual({ kind: 'put-back', destinationIds: [envId, jsonId] });
    expect(transition(rolling, eventOf('rolled-back')).isAccepted).toBe(false);
    const restored = tell(rolling, putBack(null, envId, jsonId));
    expect(effectOf(restored)).toEqual({ kind: 'end-target' });
  });

  it('leaves alone what a person confirmed after Rekey could not: the file is theirs', () => {
    const failed = rotationIn(states.distributing, {
      destinations: destinationsAt({ [envId]: 'failed' }),
    });
    const attested = confirm(failed, envId);
    expect(allowedCommands(attested)).not.toContain('undo-destination');
    expect(transition(attested, eventOf('roll-back')).effect).toEqual({ kind: 'end-target' });
  });

  it('does not hold up the end of the new key when a file cannot be put back', () => {
    const rolling = rotationIn(states['rolling-back'], {
      destinations: destinationsAt({ [envId]: 'confirmed' }),
    });
    expect(effectOf(tell(rolling, putBack(error, envId)))).toEqual({ kind: 'end-target' });
  });
});

describe('before the old key is ended', () => {
  const retiring = rotationIn(states.retiring, { destinations: confirmed(threeDestinations) });
  const lost = (...ids: DestinationId[]): RotationEvent => ({
    type: 'handed-over-lost',
    at,
    outcomes: ids.map((destinationId) => ({ destinationId, error })),
  });

  it('a destination that lost the new secret gets it again, and the person confirms anew', () => {
    const { row, effect } = transition(retiring, lost(fileId));
    expect([row.state.step, effect]).toEqual(['distributing', null]);
    const again = tell(row, eventOf('retry'));
    expect(tell(again, worked(fileId)).state.step).toBe('overlapping');
  });

  it('nothing that never had the secret is lost, and no news is no loss', () => {
    expect(transition(retiring, lost()).isAccepted).toBe(false);
    expect(transition(rotationIn(states.retiring), lost(fileId)).isAccepted).toBe(false);
  });
});

describe('another new key', () => {
  it.each([
    ['looked for because the first was not ours', 'strayed', states.verifying, 'look-again'],
    ['made because somebody ended the first', 'new-key-ended', states.retiring, 'create-again'],
  ] as const)('%s has to be proved and handed out anew', (_why, kind, from, command) => {
    const { row } = transition(
      rotationIn(
        attention(from, { kind }),
        {
          destinations: confirmed(threeDestinations).map((one) => ({ ...one, isAttested: true })),
          proofNew: { how: 'probe', at: START_AT, status: 200 },
          scopeCompared: 'equal',
        },
        { strategy: 'overlap', trigger: 'planned' },
      ),
      eventOf(command),
    );
    expect(row).toMatchObject({ proofNew: null, scopeCompared: 'not-yet' });
    expect(row.destinations).toEqual(threeDestinations);
    expect(row.lostStubs).toEqual(command === 'create-again' ? [newKey.stub] : []);
  });
});
