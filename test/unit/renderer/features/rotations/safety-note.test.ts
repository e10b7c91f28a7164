import { expect, it } from 'vitest';
import type { RotationView } from '../../../../../shared/rotations/rotation-view.ts';
import { outcomeWords } from '../../../../../renderer/features/rotations/receipt-facts.tsx';
import {
  changedEntryNote,
  safetyNote,
} from '../../../../../renderer/features/rotations/safety-note.ts';
import { proofWords } from '../../../../../renderer/features/rotations/proof-words.ts';

type Attention = NonNullable<RotationView['attention']>;

const probe = { how: 'probe', at: 1, status: 200 } as const;
const newEnded = { how: 'attested', at: 2, reason: 'new-key-ended', note: 'seen' } as const;
const stopped = (error: Attention['error'], from: Attention['from']) => ({
  ...{
    plan: { strategy: 'replace' } as never,
    overlapUntil: null,
    isOldDead: false,
    isOldLost: false,
  },
  ...{ timeline: [], proofNew: probe, proofDead: null },
  attention: { from, error },
  newSecretPartId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' as never,
});

it('does not say that the old key works when somebody has ended it before the roll-back', () => {
  const error = {
    kind: 'provider-rejected',
    providerId: 'pubnub-v1',
    code: 'old-key-ended',
    message: null,
  } as const;
  expect(safetyNote('verifying', stopped(error, 'verifying'), 0)).toContain('no longer works');
  const offline = stopped({ kind: 'network-offline' }, 'verifying');
  expect(safetyNote('verifying', offline, 0)).toContain('works as before');
});

it('never says that a key that somebody ended works, wherever the rotation stops later', () => {
  const steps = [
    ...(['minting', 'reconciling', 'keeping', 'verifying', 'distributing', 'overlapping'] as const),
    ...(['retiring', 'rolling-back'] as const),
  ];
  for (const from of steps) {
    const stop = stopped({ kind: 'network-offline' }, from);
    const timeline = [{ at: 1, step: 'keeping' as const }];
    const note = safetyNote(from, { ...stop, timeline, isOldLost: true }, 0);
    expect(note).toContain('The old key no longer works.');
    expect(note).not.toMatch(/works as before|Both keys work|not touched/);
    expect(safetyNote(from, stop, 0)).not.toContain('no longer works');
  }
});

it('names the entry to delete where the keychain holds another value than was kept', () => {
  const changed = { kind: 'keychain-unavailable', reason: 'mismatch' } as const;
  const note = changedEntryNote(stopped(changed, 'retiring'));
  expect(note).toContain('ends with 01ARZ3NDEKTSV4RRFFQ69G5FAV');
  expect(note).toContain('delete');
  const locked = { kind: 'keychain-unavailable', reason: 'locked' } as const;
  expect(changedEntryNote(stopped(locked, 'retiring'))).toBeNull();
});

it('never shows as done what ended with a new key that somebody ended', () => {
  const receipt = {
    ...{ outcome: 'completed', strategy: 'replace', newKey: null, timeline: [] },
    ...{ proofNew: probe, proofDead: newEnded },
  } as unknown as Parameters<typeof outcomeWords>[0];
  expect(outcomeWords(receipt)).toMatchObject({
    tone: 'danger',
    title: 'Rotated, but nothing works',
  });
  expect(outcomeWords(receipt).text).toContain('Neither works');
  expect(proofWords(newEnded)).toContain('neither works');
  const rolledBack = { ...receipt, outcome: 'rolled-back', isOldEnded: true } as const;
  expect(outcomeWords(rolledBack)).toMatchObject({ tone: 'danger' });
  expect(outcomeWords(rolledBack).text).toContain('neither works');
});
