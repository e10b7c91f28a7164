import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isOpenRotation,
  newKeyOf,
  parseRotation,
  ROTATION_VERSION,
} from '../../../../shared/rotations/rotation.ts';
import { attention, newKey, planned, rotationIn, states } from './rotation-fixtures.ts';

describe('a saved row', () => {
  it('is read back as it was written', () => {
    const row = rotationIn(attention(states.verifying));
    expect(parseRotation(JSON.stringify(row))).toEqual({ kind: 'rotation', rotation: row });
  });

  it('of a newer Rekey is told from a damaged one', () => {
    const newer = { ...planned(), version: ROTATION_VERSION + 1, state: { step: 'hibernating' } };
    expect(parseRotation(JSON.stringify(newer))).toEqual({ kind: 'newer' });
    const damaged = { ...planned(), state: { step: 'hibernating' } };
    expect(parseRotation(JSON.stringify(damaged))).toEqual({ kind: 'damaged' });
    expect(parseRotation('{"version":')).toEqual({ kind: 'damaged' });
  });

  it('that says nothing sensible is damaged, never an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (json) => {
        expect(parseRotation(json).kind).not.toBe('rotation');
      }),
      { numRuns: 5_000 },
    );
  });

  it('of an earlier Rekey is read with what it could not know', () => {
    const {
      lostStubs: _stubs,
      isOldLost: _lost,
      endStatements: _statements,
      ...row
    } = rotationIn(states.distributing);
    const { isOldDead: _dead, ...state } = states.distributing;
    expect(parseRotation(JSON.stringify({ ...row, state }))).toEqual({
      kind: 'rotation',
      rotation: rotationIn(states.distributing),
    });
  });

  it('of the Rekey that knew one strategy only is read with its plan', () => {
    const { plan, ...row } = rotationIn(states.keeping);
    const {
      strategies: _strategies,
      trigger: _trigger,
      overlapMs: _overlap,
      listedStubs: _listed,
      ...earlier
    } = plan;
    const finding = { weight: 'warns', reason: 'probe-failed', error: null };
    const json = JSON.stringify({ ...row, plan: { ...earlier, findings: [finding] } });
    expect(parseRotation(json)).toMatchObject({
      kind: 'rotation',
      rotation: {
        plan: {
          ...{ strategies: ['replace'], trigger: 'planned', overlapMs: null, listedStubs: [] },
          findings: [{ ...finding, detail: null }],
        },
      },
    });
  });

  it('of a state that lacks what its step needs is damaged', () => {
    const { newKey: _left, ...state } = states.retiring;
    expect(parseRotation(JSON.stringify({ ...planned(), state })).kind).toBe('damaged');
  });
});

describe('the new key', () => {
  it('is known from keeping on, also while the rotation needs attention', () => {
    expect(newKeyOf(rotationIn(states.minting))).toBeNull();
    expect(newKeyOf(rotationIn(states.keeping))).toEqual(newKey);
    expect(newKeyOf(rotationIn(attention(states.retiring)))).toEqual(newKey);
    expect(newKeyOf(rotationIn(states['rolled-back']))).toEqual(newKey);
  });

  it('is not an orphan whose secret nobody can read', () => {
    const target = { kind: 'orphan', providerKeyId: '50002', name: 'x' } as const;
    expect(newKeyOf(rotationIn({ step: 'rolling-back', target }))).toBeNull();
  });
});

describe('an open rotation', () => {
  it('is every one but completed, rolled back and cancelled', () => {
    const closed = Object.values(states)
      .filter((state) => !isOpenRotation(rotationIn(state)))
      .map(({ step }) => step);
    expect(closed).toEqual(['completed', 'rolled-back', 'cancelled']);
  });
});
