import { describe, expect, it } from 'vitest';
import {
  refusalSentence,
  targetsOf,
} from '../../../../../../renderer/features/keys/details/token-targets.ts';
import { tokenRevocationSchema } from '../../../../../../shared/keys/token-revocation.ts';

describe('the targets of a revocation', () => {
  it('are one name a line, each once', () => {
    expect(targetsOf('clientId', ' bob \n\nann\r\nbob\n')).toEqual({
      targets: ['clientId:bob', 'clientId:ann'],
      problem: null,
    });
    expect(targetsOf('channel', 'a:b c')).toEqual({ targets: ['channel:a:b c'], problem: null });
    expect(targetsOf('clientId', ' \n ')).toEqual({ targets: [], problem: null });
  });

  it.each([
    ['101 names', Array.from({ length: 101 }, (_, number) => String(number)).join('\n')],
    ['a name of a thousand characters', 'x'.repeat(1_000)],
    ['a control character', 'a\u0007b'],
  ])('are refused before they are sent with %s', (_name, text) => {
    const { targets, problem } = targetsOf('clientId', text);
    expect(problem).not.toBeNull();
    const revocation = { targets, issuedBefore: null, allowReauthMargin: false };
    expect(tokenRevocationSchema.safeParse(revocation).success).toBe(false);
  });
});

describe('a target that was left out', () => {
  it.each([
    ['40163', 'The provider has not turned this on for the account (40163).'],
    ['40000', 'The provider’s code is 40000.'],
    [null, 'The provider gave no reason.'],
  ])('with the code %s is worded', (code, sentence) => {
    expect(refusalSentence(code)).toBe(sentence);
  });
});
