import { describe, expect, it } from 'vitest';
import {
  destinationWords,
  nextStep,
} from '../../../../../renderer/features/rotations/destination-words.ts';
import { safetyNote } from '../../../../../renderer/features/rotations/safety-note.ts';
import {
  boundsWords,
  isWithin,
  overlapPresets,
} from '../../../../../renderer/features/rotations/strategy-words.ts';
import { timings } from '../../../../../renderer/features/rotations/timings.ts';
import { DAY_MS, MINUTE_MS } from '../../../../../shared/lib/duration.ts';

describe('how long an old secret goes on', () => {
  const bounds = { minMs: MINUTE_MS, maxMs: 366 * DAY_MS };

  it('has presets that are shortest first and within a year', () => {
    const times = overlapPresets.map(({ overlapMs }) => overlapMs);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
    expect(times.every((overlapMs) => isWithin(bounds, overlapMs))).toBe(true);
  });

  it('is bounded at both ends, ends included', () => {
    expect(
      [MINUTE_MS - 1, MINUTE_MS, 366 * DAY_MS, 366 * DAY_MS + 1].map((time) =>
        isWithin(bounds, time),
      ),
    ).toEqual([false, true, true, false]);
    expect(boundsWords(bounds)).toBe('Between 1 minute and 366 days.');
  });
});

describe('what a destination is called', () => {
  it('names the file and the place in it', () => {
    expect(destinationWords({ kind: 'env-file', label: 'orders.env', detail: 'KEY' })).toEqual({
      kind: '.env file',
      name: 'orders.env · KEY',
    });
  });

  it('has no name where the person copies', () => {
    expect(destinationWords({ kind: 'copy', label: '', detail: '' }).name).toBe('');
  });
});

describe('what to do about a destination', () => {
  it('is said for every state that stands still without the secret', () => {
    expect(nextStep({ kind: 'env-file', state: 'failed', error: null })).toContain('again');
    expect(nextStep({ kind: 'env-file', state: 'undone', error: null })).toContain('old secret');
    expect(nextStep({ kind: 'env-file', state: 'confirmed', error: null })).toBeNull();
  });

  it('sends the person to look where nobody knows whether a program has ended', () => {
    const error = { kind: 'outcome-unknown', rotationId: null } as const;
    expect(nextStep({ kind: 'command', state: 'failed', error })).toContain('Look whether');
  });
});

describe('what is said of old and new where it stopped', () => {
  const probe = { how: 'probe', at: 1, status: 200 } as const;
  const attested = { how: 'attested', at: 1, reason: 'no-harmless-check', note: 'seen' } as const;
  const about = (
    strategy: 'replace' | 'overlap' | 'immediate',
    part: Partial<Parameters<typeof safetyNote>[1]> = {},
  ) => ({
    ...{ plan: { strategy } as never, overlapUntil: null, isOldDead: false, isOldLost: false },
    ...{ timeline: [], proofNew: probe, proofDead: null },
    ...part,
  });

  it('never says that the old secret works when it ended with the call', () => {
    for (const from of ['keeping', 'verifying', 'distributing'] as const)
      expect(safetyNote(from, about('immediate'), 0)).toContain('The old one is refused');
  });

  it('never says that a dead key works', () => {
    const dead = about('replace', { isOldDead: true, proofDead: probe });
    expect(safetyNote('distributing', dead, 0)).toContain('The old one is dead.');
    expect(safetyNote('distributing', about('replace'), 0)).toBe('Both keys work.');
  });

  it('never calls a person’s word a proof', () => {
    const said = { isOldDead: true, proofNew: attested, proofDead: attested };
    for (const note of [
      safetyNote('distributing', about('replace', said), 0),
      ...(['retiring', 'verifying-dead'] as const).flatMap((from) =>
        (['replace', 'overlap'] as const).map((strategy) =>
          safetyNote(from, about(strategy, { proofNew: attested }), 0),
        ),
      ),
    ]) {
      expect(note).toContain('attested, not checked');
      expect(note).not.toMatch(/and proved|one is dead\.$/);
    }
  });

  it('does not say that nothing was created after a call whose outcome nobody saw', () => {
    const timeline = [{ at: 1, step: 'reconciling' as const }];
    expect(safetyNote('minting', about('replace'), 0)).toContain('Nothing was created');
    expect(safetyNote('minting', about('overlap'), 0)).toContain('Nothing was changed');
    for (const strategy of ['replace', 'overlap'] as const)
      expect(safetyNote('minting', about(strategy, { timeline }), 0)).not.toContain('Nothing was');
  });

  it('does not say that the old secret works until a time that is past', () => {
    const view = about('overlap', { overlapUntil: 1_000 });
    expect(safetyNote('distributing', view, 999)).toContain('The old one works until');
    expect(safetyNote('distributing', view, 1_000)).toContain('may be refused by now');
  });
});

describe('how long each step took', () => {
  it('is the time to the next one, and the last one is the end', () => {
    expect(
      timings([
        { at: 1_000, step: 'minting' },
        { at: 4_000, step: 'keeping' },
        { at: 3_000, step: 'completed' },
      ]).map(({ tookMs }) => tookMs),
    ).toEqual([3_000, 0, null]);
  });
});
