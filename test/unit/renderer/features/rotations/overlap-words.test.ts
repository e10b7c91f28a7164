import { describe, expect, it } from 'vitest';
import {
  endCameWords,
  handOverWords,
} from '../../../../../renderer/features/rotations/overlap-words.ts';

const END = 1_000;
const view = (part: Partial<Parameters<typeof handOverWords>[0]> = {}) => ({
  ...{ plan: { strategy: 'overlap' } as never, isOldDead: false, overlapUntil: END },
  ...{ proofNew: { how: 'probe', at: 1, status: 200 } as const, proofDead: null },
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
