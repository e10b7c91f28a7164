import { describe, expect, it } from 'vitest';
import {
  rotationNowWords,
  stepWordsOf,
  waitsForPerson,
} from '../../../../renderer/messages/rotation-step-words.ts';
import { MINUTE_MS } from '../../../../shared/lib/duration.ts';
import type { RotationView } from '../../../../shared/rotations/rotation-view.ts';

type Judged = Parameters<typeof waitsForPerson>[0];
const planOf = (
  strategy: RotationView['plan']['strategy'],
  trigger: RotationView['plan']['trigger'] = 'planned',
) => ({ strategy, trigger }) as RotationView['plan'];
const row = (part: Partial<Judged>): Judged => ({
  isOpen: true,
  step: 'distributing',
  allowed: [],
  overlapUntil: null,
  plan: planOf('replace'),
  ...part,
});

describe('whether a rotation waits for the person', () => {
  it.each([
    ['stopped', row({ step: 'needs-attention' })],
    ['both keys work', row({ step: 'overlapping', allowed: ['retire'] })],
    ['a destination to confirm', row({ allowed: ['confirm-destination', 'roll-back'] })],
    ['a key to make in the console', row({ step: 'minting', allowed: ['enter-new'] })],
    ['a word in place of a check', row({ step: 'verifying', allowed: ['attest-new', 'retry'] })],
    [
      'an exposed key to end',
      row({ step: 'overlapping', overlapUntil: 1, plan: planOf('overlap', 'exposed') }),
    ],
  ])('yes: %s', (_name, view) => {
    expect(waitsForPerson(view)).toBe(true);
  });

  it.each([
    ['a call is running', row({ step: 'minting' })],
    ['a file is being written', row({ allowed: ['undo-destination', 'roll-back'] })],
    [
      'the provider’s clock runs',
      row({
        step: 'overlapping',
        overlapUntil: 1,
        plan: planOf('overlap'),
        allowed: ['retire', 'extend'],
      }),
    ],
    ['finished', row({ isOpen: false, step: 'completed' })],
  ])('no: %s', (_name, view) => {
    expect(waitsForPerson(view)).toBe(false);
  });
});

describe('where a rotation stands', () => {
  it('is said with the time that is left of the old secret', () => {
    const view = {
      step: 'overlapping',
      plan: planOf('overlap'),
      overlapUntil: 90_000,
      isOldLost: false,
    } as const;
    expect(rotationNowWords(view, 0)).toMatch(
      /^both secrets work; the old secret ends in 1 min 30 s, at /,
    );
    expect(rotationNowWords(view, 2 * MINUTE_MS)).toBe(
      'the end of the old secret has come; checking that it is refused',
    );
  });

  it('is not that both keys work once somebody has ended the old one', () => {
    const view = { step: 'overlapping', plan: planOf('replace'), overlapUntil: null } as const;
    expect(rotationNowWords({ ...view, isOldLost: false }, 0)).toContain('both keys work');
    expect(rotationNowWords({ ...view, isOldLost: true }, 0)).toBe(
      'the old key has ended; waiting for you to prove it',
    );
  });

  it('is a secret’s step where the key stays, and the person’s where the console is needed', () => {
    expect(stepWordsOf('minting', planOf('overlap'))).toBe('creating the new secret');
    expect(stepWordsOf('verifying', planOf('immediate'))).toBe('verifying the new secret');
    expect(stepWordsOf('minting', planOf('guided'))).toContain('waiting for you');
    expect(stepWordsOf('overlapping', planOf('replace', 'exposed'))).toBe(
      'waiting for you to end the exposed key',
    );
  });
});
