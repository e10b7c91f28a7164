import { describe, expect, it } from 'vitest';
import { checkWords } from '../../../../../renderer/features/by-hand/check-words.ts';
import type { KeyCheck } from '../../../../../shared/keys/key-check.ts';

const wordsOf = (changes: Partial<KeyCheck>, wasEnded = false) =>
  checkWords(
    { outcome: 'works', reason: null, code: 100, checkedAt: 1_000, settlesAt: null, ...changes },
    { providerName: 'Example', wasEnded },
  );

describe('what a check showed', () => {
  it('is good news for a living key that works and for an ended one that does not', () => {
    expect(wordsOf({}).tone).toBe('success');
    expect(wordsOf({}).text).toBe('Example accepted a request with it (it answered 100).');
    expect(wordsOf({ outcome: 'refused', code: 101 }, true).tone).toBe('success');
  });

  it('never calls a refused key dead, because a wrong clock is refused alike', () => {
    const { tone, text } = wordsOf({ outcome: 'refused', code: 101 });
    expect(tone).toBe('warning');
    expect(text).toMatch(/^Example refused a request with it \(it answered 101\)\./u);
    expect(text).toContain('clock');
    expect(text).toContain('Rekey changed nothing.');
  });

  it('gives an ended key that works its time before it is alarming', () => {
    const early = wordsOf({ settlesAt: 13_500 }, true);
    expect([early.tone, early.text]).toEqual(['info', expect.stringContaining('in 13 s')]);
    expect(wordsOf({}, true).tone).toBe('danger');
  });

  it.each(['access-manager-off', 'no-harmless-check', 'secret-not-held'] as const)(
    'says why nothing was tested: %s',
    (reason) => {
      const { tone, text } = wordsOf({ outcome: 'not-testable', reason, code: null });
      expect(tone).toBe('info');
      expect(text).not.toBe('');
    },
  );
});
