import { describe, expect, it } from 'vitest';
import {
  canExtend,
  canPutBack,
  cutWords,
  endCameWords,
  handOverWords,
  overlapTitle,
  retireWords,
} from '../../../../../renderer/features/rotations/overlap-words.ts';

const END = 1_000;
const view = (part: Partial<Parameters<typeof handOverWords>[0]> = {}) => ({
  ...{ plan: { strategy: 'overlap' } as never, isOldDead: false, isOldLost: false },
  ...{ proofNew: { how: 'probe', at: 1, status: 200 } as const, proofDead: null },
  overlapUntil: END,
  ...part,
});

describe('old and new while the secret is handed over', () => {
  it('both work until the end of the old one, and no longer', () => {
    expect(handOverWords(view(), 'keyset', END - 1)).toContain('works and the old one still does');
    const past = handOverWords(view(), 'keyset', END);
    expect(past).toContain('The end of the old one has come');
    expect(past).not.toMatch(/still (does|works)/);
  });

  it('have no end where only a person ends the old one', () => {
    const kept = view({ plan: { strategy: 'replace' } as never, overlapUntil: null });
    expect(handOverWords(kept, 'keyset', END)).toContain('The new keyset works and the old one');
  });

  it('the new one is not said to work where nobody has checked it', () => {
    expect(handOverWords(view({ proofNew: null }), 'key', 0)).not.toContain('new secret works');
  });

  it('the old one is said to be dead only where a request showed it', () => {
    const proofDead = { how: 'attested', at: 1, reason: 'no-harmless-check', note: 'x' } as const;
    const said = handOverWords(view({ isOldDead: true, proofDead }), 'key', 0);
    expect(said).toContain('The old secret has ended');
  });
});

describe('once the end has come', () => {
  it('a check is only said to run where one runs', () => {
    expect(endCameWords({ step: 'overlapping' })).toContain('Rekey is checking');
    expect(endCameWords({ step: 'distributing' })).not.toContain('is checking');
  });
});

describe('an old key that somebody ended', () => {
  const lost = view({
    ...{ plan: { strategy: 'replace' } as never, isOldLost: true, overlapUntil: null },
  });

  it('is nowhere said to work', () => {
    const said = [handOverWords(lost, 'keyset', 0), overlapTitle(lost, 'keyset', 0)];
    for (const words of [...said, retireWords(lost, 'keyset'), cutWords(lost, 'keyset')]) {
      expect(words).toMatch(/ended/);
      expect(words).not.toMatch(/both|still (does|works)|old one stops/i);
    }
  });

  it('is told from one that works', () => {
    const kept = { ...lost, isOldLost: false };
    expect(overlapTitle(kept, 'keyset', 0)).toBe('Both keys work');
    expect(retireWords(kept, 'keyset')).toContain('Retiring is final.');
    expect(cutWords(kept, 'keyset')).toContain('the old one stops');
  });
});

describe('past the end of the old secret', () => {
  const allowed = ['extend', 'undo-destination'] as const;
  const plan = { trigger: 'planned' } as never;

  it('no file is put back, because main refuses it', () => {
    const before = { allowed: [...allowed], overlapUntil: END };
    expect(canPutBack(before, END - 1)).toBe(true);
    expect(canPutBack(before, END)).toBe(false);
    expect(canPutBack({ ...before, allowed: [] }, END - 1)).toBe(false);
    expect(canPutBack({ ...before, overlapUntil: null }, END)).toBe(true);
  });

  it('the end cannot be moved', () => {
    expect(canExtend({ allowed: [...allowed], plan }, 1)).toBe(true);
    expect(canExtend({ allowed: [...allowed], plan }, 0)).toBe(false);
    expect(canExtend({ allowed: [], plan }, 1)).toBe(false);
    const exposed = { trigger: 'exposed' } as never;
    expect(canExtend({ allowed: [...allowed], plan: exposed }, 1)).toBe(false);
  });
});
