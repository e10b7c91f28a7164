import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBoundedJson } from '../../../../electron/providers/bounded-json.ts';

const problemOf = (text: string): string => {
  const parsed = parseBoundedJson(text);
  return parsed.ok ? 'none' : parsed.problem;
};

/** What `JSON.parse` says, without the keys that we drop. */
function reference(text: string): unknown {
  return JSON.parse(text, function (key: string, value: unknown) {
    return ['__proto__', 'constructor', 'prototype'].includes(key) && !Array.isArray(this)
      ? undefined
      : value;
  });
}

describe('parseBoundedJson', () => {
  it('gives what JSON.parse gives for any JSON within the limits', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 12 }), fc.constantFrom(0, 1, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const parsed = parseBoundedJson(text);
        if (parsed.ok) expect(parsed.value).toEqual(reference(text));
        // Only numbers that would lose digits may be refused.
        else expect(parsed.problem).toBe('inexact-number');
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes nothing that JSON.parse does not take, and throws for nothing', () => {
    const pieces = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '\\', '\\u', 'a', '1', '-', '.', 'e', 'true', 'null'],
      ...[' ', '\n', '\u0000', '\ud800', '"a"', '{"a":', '1e400', '-0', '9007199254740993'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const parsed = parseBoundedJson(text);
        if (parsed.ok) expect(parsed.value).toEqual(reference(text));
        else if (parsed.problem === 'not-json') expect(() => reference(text)).toThrow(SyntaxError);
      }),
      { numRuns: 10_000 },
    );
  });

  it('refuses more than 32 levels without descending into them', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(problemOf(nested(32))).toBe('none');
    expect(problemOf(nested(33))).toBe('too-large');
    expect(problemOf(nested(1_000_000))).toBe('too-large');
    expect(problemOf('{"a":'.repeat(33) + '1' + '}'.repeat(33))).toBe('too-large');
    expect(problemOf('"' + '['.repeat(100) + '"')).toBe('none');
  });

  it('refuses more than 200,000 values', () => {
    const list = (count: number): string => `[${Array.from({ length: count }, () => '0').join()}]`;
    expect(problemOf(list(199_999))).toBe('none');
    expect(problemOf(list(200_000))).toBe('too-large');
    expect(problemOf(`[${'[],'.repeat(300_000)}[]]`)).toBe('too-large');
  });

  it('refuses strings beyond 64 KiB, counted as they will be, not as they are written', () => {
    expect(problemOf(JSON.stringify('x'.repeat(65_536)))).toBe('none');
    expect(problemOf(JSON.stringify('x'.repeat(65_537)))).toBe('too-large');
    expect(problemOf(`"${'\\ud83d\\ude00'.repeat(10_000)}"`)).toBe('none');
    expect(problemOf(`{"${'x'.repeat(65_537)}":1}`)).toBe('too-large');
  });

  it.each([
    '9007199254740993',
    '-9007199254740993',
    '[1,{"a":90071992547409930}]',
    '1e400',
    '1e30',
  ])('refuses %s, which would change on reading', (text) =>
    expect(problemOf(text)).toBe('inexact-number'),
  );

  it.each(['9007199254740991', '-9007199254740991', '0.1', '1.5e3', '-0', '2.5e-9'])(
    'reads %s as it is',
    (text) =>
      expect(parseBoundedJson(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown }),
  );

  it('drops the keys that reach a prototype, at every level', () => {
    const parsed = parseBoundedJson(
      '{"__proto__":{"polluted":1},"a":[{"constructor":{"prototype":{"polluted":1}},"b":2}],"prototype":3}',
    );
    expect(JSON.stringify(parsed)).toBe('{"ok":true,"value":{"a":[{"b":2}]}}');
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    ['quotes', '"'.repeat(1_000_000)],
    ['backslashes', `"${'\\'.repeat(1_000_000)}`],
    ['digits', '1'.repeat(1_000_000)],
    ['minus signs', '-'.repeat(1_000_000)],
    ['closing brackets', ']'.repeat(1_000_000)],
    ['escapes', `"${'\\u00'.repeat(250_000)}`],
  ])('takes a million %s in linear time', (_name, text) => {
    const startMs = performance.now();
    expect(problemOf(text)).not.toBe('none');
    expect(performance.now() - startMs).toBeLessThan(1_000);
  });
});
