import { describe, expect, it } from 'vitest';
import {
  nameProblem,
  surroundingSpace,
  valueProblem,
} from '../../../../../renderer/features/vault/vault-rules.ts';

const limits = { vaultNamePattern: '^(?!\\.+$)[A-Za-z0-9._-]+$', vaultNameMax: 10 };

describe('nameProblem', () => {
  it('lets through what the provider allows', () => {
    expect(nameProblem('STRIPE_KEY', limits)).toBeNull();
    expect(nameProblem('a.b-c', limits)).toBeNull();
  });

  it('asks for a name and counts characters, not code units', () => {
    expect(nameProblem('', limits)).toBe('A secret needs a name.');
    expect(nameProblem('A'.repeat(11), limits)).toBe('A name has at most 10 characters.');
    expect(nameProblem('🔑'.repeat(6), limits)).toBe('A name cannot contain “🔑”.');
  });

  it('names the characters that are not allowed, each once', () => {
    expect(nameProblem('a b c', limits)).toBe('A name cannot contain spaces.');
    expect(nameProblem('a/ü /', limits)).toBe('A name cannot contain “/”, “ü” or spaces.');
  });

  it('never draws a character that cannot be seen', () => {
    expect(nameProblem('a\u202Eb\u0000', limits)).toBe(
      'A name cannot contain invisible characters.',
    );
  });

  it('has words where each character is allowed but the name is not', () => {
    expect(nameProblem('..', limits)).toBe('The provider does not allow this name.');
  });
});

describe('valueProblem', () => {
  it('never repeats the value', () => {
    const tooLongSecret = 'RKCANARY'.repeat(8_001);
    expect(valueProblem(tooLongSecret)).toBe('The value is longer than 64,000 characters.');
    expect(valueProblem('')).toBe('The value is missing.');
    expect(valueProblem('RKCANARY\nsecond line')).toBeNull();
  });
});

describe('surroundingSpace', () => {
  it('finds what copying picked up', () => {
    expect(surroundingSpace('RKCANARY\n')).toBe('ends with a line break');
    expect(surroundingSpace('RKCANARY\r\n ')).toBe('ends with a line break');
    expect(surroundingSpace('RKCANARY ')).toBe('ends with white space');
    expect(surroundingSpace('\tRKCANARY')).toBe('begins with white space');
    expect(surroundingSpace(' RKCANARY ')).toBe('begins and ends with white space');
  });

  it('leaves inner lines alone', () => {
    expect(surroundingSpace('-----BEGIN\nRKCANARY\nEND-----')).toBeNull();
  });
});
