import { describe, expect, it } from 'vitest';
import {
  plannedAttestWords,
  proofWords,
  uncheckedBecause,
} from '../../../../../renderer/features/rotations/proof-words.ts';
import {
  attestReasonSchema,
  type PreflightFinding,
} from '../../../../../shared/rotations/rotation-view.ts';

const finding = (reason: PreflightFinding['reason']): PreflightFinding => ({
  weight: 'warns',
  reason,
  error: null,
  detail: null,
});

describe('why a person attests', () => {
  it.each([
    ['not-testable-access-manager-off', 'not testable, Access Manager is off'],
    ['secret-not-held', 'the old secret is not on this machine'],
    ['no-harmless-check', 'no harmless check exists'],
    ['check-counts-as-traffic', 'a check counts as traffic of your project'],
  ] as const)('is said for %s', (reason, words) => {
    expect(plannedAttestWords([finding('name-will-be-cut'), finding(reason)])).toBe(words);
  });

  it('is said differently for every reason', () => {
    const { options } = attestReasonSchema;
    expect(new Set(options.map((reason) => uncheckedBecause[reason])).size).toBe(options.length);
  });
});

describe('how something was proved', () => {
  it('tells a request from a person’s word', () => {
    expect(proofWords({ how: 'probe', at: 0, status: 403 })).toBe(
      'checked by request (answer 403)',
    );
    expect(proofWords({ how: 'attested', at: 0, reason: 'secret-not-held', note: 'x' })).toBe(
      'attested by you — the old secret is not on this machine',
    );
  });
});
