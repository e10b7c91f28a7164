import { describe, expect, it } from 'vitest';
import type { Part } from '../../../../shared/keys/key.ts';
import { partIdSchema } from '../../../../shared/lib/ids.ts';
import { partOfSecret, secretOfPart } from '../../../../electron/services/secret-parts.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';

const ids = new FakeIdSource();
const part = (stub: string | null, changes: Partial<Part> = {}): Part => ({
  id: partIdSchema.parse(ids.ulid()),
  role: 'secret',
  nature: 'secret',
  value: null,
  stub,
  custody: 'not-held',
  expiresAt: null,
  state: 'current',
  ...changes,
});
const one = part('sec-c-aaaaa');
const other = part('sec-c-bbbbb', { state: 'expiring' });
const publish = part(null, { role: 'publish', nature: 'identifier', value: 'pub-c-1' });
const secretValue = 'sec-c-bbbbbRKCANARY';

describe('the part of a secret', () => {
  it('is the one with its stub', () => {
    const secret = { role: 'secret', stub: 'sec-c-bbbbb', secretValue } as const;
    expect(partOfSecret([publish, one, other], secret)).toBe(other);
  });

  it('is the only one of its role where the stubs do not help', () => {
    expect(partOfSecret([publish, one], { role: 'secret', secretValue })).toBe(one);
    expect(partOfSecret([one], { role: 'secret', stub: 'sec-c-zzzzz', secretValue })).toBe(one);
  });

  it('is nobody’s guess among several', () => {
    const secret = { role: 'secret', stub: 'sec-c-zzzzz', secretValue } as const;
    expect(partOfSecret([one, other], secret)).toBeNull();
    expect(partOfSecret([publish], { role: 'secret', secretValue })).toBeNull();
  });
});

describe('the secret of a part', () => {
  const shown = [
    { role: 'secret', stub: 'sec-c-aaaaa', secretValue: 'sec-c-aaaaaRKCANARY' },
    { role: 'secret', stub: 'sec-c-bbbbb', secretValue },
  ] as const;

  it('is the one with its stub, never another of the same role', () => {
    expect(secretOfPart(shown, other)).toBe(shown[1]);
    expect(secretOfPart(shown, part('sec-c-zzzzz'))).toBeNull();
  });

  it('is the first of its role where no stub is told, and never an empty one', () => {
    expect(secretOfPart([{ role: 'secret', secretValue }], one)).toEqual({
      role: 'secret',
      secretValue,
    });
    expect(secretOfPart([{ role: 'secret', secretValue: '' }], one)).toBeNull();
  });
});
