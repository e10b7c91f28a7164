import { describe, expect, it } from 'vitest';
import { providerMessage } from '../../../../electron/providers/provider-message.ts';
import { parseBoundedJson } from '../../../../electron/providers/bounded-json.ts';

function message(body: unknown, sentSecrets: readonly string[] = []): string | null {
  const parsed = parseBoundedJson(JSON.stringify(body));
  if (!parsed.ok) throw new Error('not JSON');
  return providerMessage({ kind: 'json', value: parsed.value }, sentSecrets);
}

describe('providerMessage', () => {
  it.each([
    [{ message: 'App not found' }, 'App not found'],
    [{ error: 'Invalid limit' }, 'Invalid limit'],
    [{ error: true, message: 'Invalid Subscribe Key' }, 'Invalid Subscribe Key'],
    [{ error: { message: 'Invalid signature', details: [] } }, 'Invalid signature'],
    [{ message: ['name too long', 'type missing', 3] }, 'name too long type missing'],
    ['just a text', 'just a text'],
    [
      { message: 'The token expired. Basic authentication is off.' },
      'The token expired. Basic authentication is off.',
    ],
    [{ message: '' }, null],
    [{ message: [] }, null],
    [{ message: null, error: false }, null],
    [[], null],
    [null, null],
    [7, null],
  ])('finds the sentence in %j', (body, expected) => expect(message(body)).toBe(expected));

  it('removes controls and marks that turn text around, and cuts by characters', () => {
    expect(message({ message: 'a\u0000\u001b[31mb\u202ec\nd\u2028e' })).toBe('a [31mb c d e');
    expect(message({ message: '😀'.repeat(300) })).toBe('😀'.repeat(200));
  });

  it.each([
    'sec-c-Ab3dERKCANARY0123456789abcdef',
    'sec-c-short',
    'pub-c-3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'si_abcdefghij',
    'sess-RKCANARY01',
    'Bearer abc',
    'RKCANARYRKCANARYRKCANARYRKCANARY',
    'dGhpcyBpcyBhIHNlY3JldCB2YWx1ZQ==',
    'a1b2c3d4e5f6a7b8',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
  ])('drops key-like text number %#', (keyLike) => {
    const shown = message({ message: `The value ${keyLike} is wrong` });
    expect(shown).not.toContain(keyLike.slice(7));
    expect(shown).toMatch(/^The value .* is wrong$/);
  });

  it('says nothing at all when a sent secret is repeated in any spelling', () => {
    const secretValue = 'pä ss"w/rd';
    for (const form of [secretValue, 'PÄ SS"W/RD', 'pä ss\\"w/rd', encodeURIComponent(secretValue)])
      expect(message({ message: `wrong: ${form}` }, [secretValue])).toBeNull();
    expect(message({ message: 'wrong' }, [secretValue, ''])).toBe('wrong');
  });

  it.each([
    ['dashes', 'a-'.repeat(32_000)],
    ['underscores', '_a'.repeat(32_000)],
    ['prefixes', 'sec-c-'.repeat(10_000)],
    ['bearers', 'bearer '.repeat(9_000)],
  ])('takes 64 KiB of %s in no time', (_name, text) => {
    const startMs = performance.now();
    message({ message: text }, ['x'.repeat(1_000)]);
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});
