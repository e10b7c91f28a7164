import { describe, expect, it } from 'vitest';
import { noNewKeyWords, outcomeSentence } from '../../../../shared/rotations/receipt-words.ts';
import type { RotationStep } from '../../../../shared/rotations/rotation-view.ts';

type Ended = Parameters<typeof outcomeSentence>[0];

const probe = { how: 'probe', at: 1, status: 200 } as const;
const attested = { how: 'attested', at: 1, reason: 'no-harmless-check', note: 'seen' } as const;
const ended = (part: Partial<Ended>, steps: readonly RotationStep[] = []): Ended => ({
  ...{ outcome: 'completed', strategy: 'replace', newKey: null },
  ...{ proofNew: probe, proofDead: probe },
  timeline: steps.map((step, at) => ({ at, step })),
  ...part,
});
const cancelled = (strategy: Ended['strategy'], ...steps: readonly RotationStep[]) =>
  ended({ outcome: 'cancelled', strategy, proofNew: null, proofDead: null }, [
    'planned',
    ...steps,
    'cancelled',
  ]);

describe('how a rotation ended, in words', () => {
  it('does not say that the old key works after somebody had ended it', () => {
    const given = { ...cancelled('replace', 'keeping', 'reconciling'), isOldEnded: true } as const;
    expect(outcomeSentence(given)).toContain('it no longer works');
    expect(outcomeSentence(given)).not.toContain('works as before');
  });

  it('is proved on both sides where requests showed both', () => {
    expect(outcomeSentence(ended({}))).toBe(
      'The new key is stored and proved, and the old one is dead.',
    );
    expect(outcomeSentence(ended({ strategy: 'overlap' }))).toContain('The new secret is stored');
  });

  it.each<[string, Partial<Ended>, string]>([
    [
      'the new one',
      { proofNew: attested },
      'The new key is stored. That it works was attested, not checked. The old one is dead.',
    ],
    [
      'the old one',
      { proofDead: attested },
      'The new key is stored and proved. That the old one is dead was attested, not checked.',
    ],
    [
      'both',
      { proofNew: attested, proofDead: attested },
      'The new key is stored. That it works was attested, not checked. That the old one is dead was attested, not checked.',
    ],
  ])('claims no proof where a person vouched for %s', (_who, proofs, sentence) => {
    expect(outcomeSentence(ended(proofs))).toBe(sentence);
  });

  it('says that nothing was changed only where surely nothing was', () => {
    for (const receipt of [
      cancelled('replace'),
      cancelled('overlap'),
      // Two plain refusals.
      cancelled('replace', 'minting', 'needs-attention', 'minting', 'needs-attention'),
    ]) {
      expect(outcomeSentence(receipt)).toContain('Nothing was changed.');
      expect(noNewKeyWords(receipt)).toBe('none was created');
    }
    for (const receipt of [
      cancelled('replace', 'minting', 'reconciling', 'needs-attention'),
      cancelled('overlap', 'minting', 'reconciling', 'needs-attention'),
      // A secret was made and given up for another, which was refused.
      cancelled('overlap', 'minting', 'keeping', 'verifying', 'needs-attention', 'minting'),
    ]) {
      expect(outcomeSentence(receipt)).not.toMatch(/nothing was changed|secret works as before/i);
      expect(noNewKeyWords(receipt)).toBe('none is known');
    }
  });

  it('does not forget a key that may have been made in the console', () => {
    expect(outcomeSentence(cancelled('guided'))).toContain('Nothing was changed.');
    const begun = cancelled('guided', 'minting');
    expect(outcomeSentence(begun)).toContain('made in the console is still there');
    expect(noNewKeyWords(begun)).toBe('none was entered');
  });

  it('never says that none was created where one was ended again', () => {
    expect(noNewKeyWords(ended({ outcome: 'rolled-back' }))).not.toContain('none');
  });
});
