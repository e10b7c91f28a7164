import { describe, expect, it } from 'vitest';
import {
  findingSentence,
  plannedAttestWords,
} from '../../../../../renderer/features/rotations/rotation-words.ts';
import {
  preflightFindingSchema,
  type PreflightFinding,
} from '../../../../../shared/rotations/rotation-view.ts';

const finding = (reason: PreflightFinding['reason']): PreflightFinding => ({
  weight: 'warns',
  reason,
  error: null,
});

describe('what was found before a rotation, in words', () => {
  const reasons = preflightFindingSchema.shape.reason.options;

  it('is said differently for every reason', () => {
    const sentences = reasons.map((reason) => findingSentence(finding(reason)));
    expect(new Set(sentences).size).toBe(reasons.length);
  });

  it('names Access Manager only where Access Manager is the reason', () => {
    const naming = reasons.filter((reason) =>
      findingSentence(finding(reason)).includes('Access Manager'),
    );
    expect(naming).toEqual(['not-testable-access-manager-off']);
  });

  it.each([
    ['not-testable-access-manager-off', 'not testable, Access Manager is off'],
    ['secret-not-held', 'the old secret is not on this machine'],
    ['no-harmless-check', 'no harmless check exists'],
  ] as const)('says for %s why a person attests', (reason, words) => {
    expect(plannedAttestWords([finding('name-will-be-cut'), finding(reason)])).toBe(words);
  });
});
