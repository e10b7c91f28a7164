import { describe, expect, it } from 'vitest';
import { findingSentence } from '../../../../shared/rotations/finding-words.ts';
import {
  preflightFindingSchema,
  type PreflightFinding,
} from '../../../../shared/rotations/rotation-view.ts';

const finding = (
  reason: PreflightFinding['reason'],
  detail: string | null = null,
): PreflightFinding => ({ weight: 'warns', reason, error: null, detail });

describe('what was found before a rotation, in words', () => {
  const reasons = preflightFindingSchema.shape.reason.options;

  it('is said differently for every reason', () => {
    const sentences = reasons.map((reason) => findingSentence(finding(reason)));
    expect(new Set(sentences).size).toBe(reasons.length);
  });

  it.each(reasons)('shows the figures of %s', (reason) => {
    expect(findingSentence(finding(reason, 'Five of five are left.'))).toContain(
      'Five of five are left.',
    );
  });

  it.each(reasons)('is whole sentences for %s', (reason) => {
    expect(findingSentence(finding(reason))).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    ...(['offline', 'unexpected-answer', 'keychain-unavailable', 'database-read-only'] as const),
    ...(['rotation-open', 'made-by-open-rotation', 'missing-right', 'quota-low'] as const),
  ])('says what helps against %s', (reason) => {
    expect(findingSentence(finding(reason))).toMatch(/check again|Go on|Finish|Add it|Wait/i);
  });

  it('names another rotation where it is not one of this key', () => {
    expect(findingSentence(finding('rotation-open'))).toContain('of this key');
    expect(findingSentence(finding('made-by-open-rotation'))).not.toContain('of this key is');
  });

  it('names Access Manager only where Access Manager is the reason', () => {
    const naming = reasons.filter((reason) =>
      findingSentence(finding(reason)).includes('Access Manager'),
    );
    expect(naming).toEqual(['not-testable-access-manager-off']);
  });
});
