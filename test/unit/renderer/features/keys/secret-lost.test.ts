import { describe, expect, it } from 'vitest';
import { isSecretLost } from '../../../../../renderer/features/keys/create/secret-lost.ts';
import type { Custody, Part } from '../../../../../shared/keys/key.ts';
import { partIdSchema } from '../../../../../shared/lib/ids.ts';

const secret = (custody: Custody): Part => ({
  id: partIdSchema.parse('01HZZZZZZZZZZZZZZZZZZZZZZZ'),
  ...{ role: 'api-key', nature: 'secret', custody, state: 'current' },
  ...{ value: null, stub: null, expiresAt: null },
});

describe('the secret of a new key', () => {
  it('is lost where the answer had none, or not every one', () => {
    expect(isSecretLost([])).toBe(true);
    expect(isSecretLost([secret('in-keychain'), secret('not-held')])).toBe(true);
  });

  it('is not lost where it is kept, or the keychain is still asked', () => {
    expect(isSecretLost([secret('in-keychain')])).toBe(false);
    expect(isSecretLost([secret('awaiting-keychain'), secret('at-provider')])).toBe(false);
  });
});
