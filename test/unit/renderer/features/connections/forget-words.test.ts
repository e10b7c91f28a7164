import { describe, expect, it } from 'vitest';
import { forgetWords } from '../../../../../renderer/features/connections/forget-words.ts';

const real = { isSandbox: false, isByHand: false };

describe('forgetWords', () => {
  it('promises no reading again where a person keeps the list', () => {
    const impact = { keyCount: 3, secretsOnlyHere: 0, openRotations: 0 };
    expect(forgetWords(impact, real).leaves).toMatch(/connecting again finds them/);
    expect(forgetWords(impact, { ...real, isByHand: true }).leaves).toMatch(/added by hand/);
  });

  it('says that nothing changes at the provider', () => {
    const words = forgetWords({ keyCount: 1_204, secretsOnlyHere: 0, openRotations: 0 }, real);
    expect(words).toMatchObject({ loss: null, refusal: null });
    expect(words.leaves).toMatch(/^1,204 keys leave the list.*Nothing changes at the provider/);
  });

  it('counts the secrets that exist nowhere else', () => {
    const three = forgetWords({ keyCount: 1, secretsOnlyHere: 3, openRotations: 0 }, real);
    expect(three.leaves).toMatch(/^1 key leaves the list/);
    expect(three.loss).toMatchObject({ title: '3 secrets exist nowhere else' });
    const one = forgetWords({ keyCount: 1, secretsOnlyHere: 1, openRotations: 0 }, real);
    expect(one.loss?.title).toBe('1 secret exists nowhere else');
    expect(one.loss?.sentence).toMatch(/^It is deleted .* show it again/);
  });

  it('refuses while a rotation is open', () => {
    const { refusal } = forgetWords({ keyCount: 2, secretsOnlyHere: 0, openRotations: 2 }, real);
    expect(refusal?.title).toBe('2 rotations are open');
  });

  it('does not frighten anybody about simulated secrets', () => {
    const words = forgetWords(
      { keyCount: 40, secretsOnlyHere: 2, openRotations: 0 },
      { isSandbox: true, isByHand: false },
    );
    expect(words.leaves).toMatch(/simulated/);
    expect(words.loss?.sentence).toMatch(/simulated/);
    expect(words.loss?.sentence).not.toMatch(/for good/);
  });
});
