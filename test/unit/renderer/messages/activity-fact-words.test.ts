import { describe, expect, it } from 'vitest';
import { appErrorSchema } from '../../../../shared/errors/app-error.ts';
import { rotationStepSchema } from '../../../../shared/rotations/rotation-view.ts';
import { factWords } from '../../../../renderer/messages/activity-fact-words.ts';

describe('factWords', () => {
  it('says each fact in words, in the order in which they were recorded', () => {
    expect(factWords({ part: 'secret', stub: 'sec-c-Ab12x', error: 'network-offline' })).toEqual([
      'secret key',
      'sec-c-Ab12x…',
      'no network',
    ]);
    expect(factWords({ keys: 1_204, pages: 1 })).toEqual(['1,204 keys', '1 page']);
    expect(factWords({ intent: 'create', keyset: 'orders-prod' })).toEqual([
      'as a new name',
      'in orders-prod',
    ]);
    expect(factWords({ from: 'verifying', error: 'timed-out' })).toEqual([
      'stopped while proving the new key',
      'no answer in time',
    ]);
  });

  it('says of a refused sign-in nothing that only some providers ask for', () => {
    expect(factWords({ error: 'sign-in-refused' })).toEqual(['the sign-in was not accepted']);
  });

  it('shows a fact it does not know as it is', () => {
    expect(factWords({ stray: '501200', isLate: true })).toEqual(['stray: 501200', 'isLate: true']);
    expect(factWords({ error: 'of-a-newer-version', step: 'unheard-of' })).toEqual([
      'of-a-newer-version',
      'unheard-of',
    ]);
  });

  it.each(appErrorSchema.options.map((option) => option.shape.kind.value))(
    'has words for the error %s',
    (error) => {
      const [words = ''] = factWords({ error });
      expect(words).not.toBe('');
      if (error.includes('-')) expect(words).not.toBe(error);
    },
  );

  it.each(rotationStepSchema.options)('has words for the rotation step %s', (step) => {
    const [words = ''] = factWords({ step });
    expect(words).not.toBe('');
    expect(words).not.toMatch(/-/);
  });
});
