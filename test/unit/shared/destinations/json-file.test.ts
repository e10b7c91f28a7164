import { describe, expect, it } from 'vitest';
import {
  findJsonValue,
  listJsonPaths,
  replaceJsonValue,
} from '../../../../shared/destinations/json-file.ts';
import { bytesOf } from './file-texts.ts';

const secretValue = 'sec-c-abcdeRKCANARY';
const utf8 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));

/** The file after the replacement, or why there was none. */
function replaced(
  text: string,
  path: readonly (string | number)[],
  newSecret = secretValue,
): string {
  const bytes = utf8(text);
  const found = findJsonValue(bytes, path);
  if (found.kind === 'refused') return found.reason;
  const result = replaceJsonValue(bytes, found.span, newSecret);
  return result.kind === 'refused' ? result.reason : Buffer.from(result.bytes).toString('utf8');
}

describe('a text value in a JSON file', () => {
  it.each<[string, readonly (string | number)[], string]>([
    ['{"a":"old"}', ['a'], '{"a":"NEW"}'],
    [
      '\ufeff{\r\n  "a" : { "b" : [ 1, "x", "old" ] }\r\n}',
      ['a', 'b', 2],
      '\ufeff{\r\n  "a" : { "b" : [ 1, "x", "NEW" ] }\r\n}',
    ],
    ['{"\\u0061":"old","b":"é"}', ['a'], '{"\\u0061":"NEW","b":"é"}'],
    ['{"ключ":"o\\"l\\\\d"}\n', ['ключ'], '{"ключ":"NEW"}\n'],
    ['{"":{"__proto__":""}}', ['', '__proto__'], '{"":{"__proto__":"NEW"}}'],
    ['"old"', [], '"NEW"'],
    ['{"x":{"a":"1","a":"2"},"a":"old"}', ['a'], '{"x":{"a":"1","a":"2"},"a":"NEW"}'],
    ['[[],{},[{"a":"}"}],"old"]', [3], '[[],{},[{"a":"}"}],"NEW"]'],
  ])('is replaced in %j and nothing else is', (before, path, after) => {
    expect(replaced(before, path)).toBe(after.replace('NEW', secretValue));
  });

  it.each<[string, readonly (string | number)[], string]>([
    ['{"a":"x"}', ['b'], 'value-absent'],
    ['{"a":"x"}', ['a', 'b'], 'value-absent'],
    ['{"0":"x"}', [0], 'value-absent'],
    ['["x"]', ['0'], 'value-absent'],
    ['["x"]', [1], 'value-absent'],
    ['{"a":1}', ['a'], 'value-not-text'],
    ['{"a":{}}', ['a'], 'value-not-text'],
    ['{"a":null}', ['a'], 'value-not-text'],
    ['{"a":"x","a":"y"}', ['a'], 'value-twice'],
    ['{"a":"x","\\u0061":1}', ['a'], 'value-twice'],
    ['{"a":{"b":"x"},"a":{"c":"y"}}', ['a', 'b'], 'value-twice'],
    ['{"a":"x",}', ['a'], 'not-json'],
    ['{"a":"x"} // note', ['a'], 'not-json'],
    ['', ['a'], 'not-json'],
    [`${'['.repeat(65)}"x"${']'.repeat(65)}`, Array.from({ length: 65 }, () => 0), 'too-deep'],
  ])('is not replaced in %j at %j: %s', (text, path, reason) => {
    expect(replaced(text, path)).toBe(reason);
  });

  it('is found at the deepest level that is allowed', () => {
    const text = `${'['.repeat(64)}"x"${']'.repeat(64)}`;
    expect(
      replaced(
        text,
        Array.from({ length: 64 }, () => 0),
      ),
    ).toContain(secretValue);
  });

  it('is not looked for in other encodings', () => {
    for (const text of ['"\xff"', '"\xc3"', '"\xc0\x80"', '"\xed\xa0\x80"']) {
      expect(findJsonValue(bytesOf(text), [])).toEqual({ kind: 'refused', reason: 'not-text' });
    }
  });

  it('may be any text but an empty one, and is written in ASCII', () => {
    expect(replaced('{"a":""}', ['a'], `"\\\n\0é\u{1f511}\ud800`)).toBe(
      '{"a":"\\"\\\\\\n\\u0000\\u00e9\\ud83d\\udd11\\ud800"}',
    );
    expect(replaced('{"a":""}', ['a'], '')).toBe('secret-not-holdable');
  });

  it('is looked for in files up to 4 MiB only', () => {
    const limit = 4 * 1_024 * 1_024;
    expect(replaced(`["x"]${' '.repeat(limit - 5)}`, [0])).toContain(secretValue);
    expect(replaced(`["x"]${' '.repeat(limit - 4)}`, [0])).toBe('too-large');
  });

  it('is looked for in a time that grows with the file, not with its square', () => {
    for (const piece of ['\\"', 'é', 'x', '\\\\']) {
      const text = `{"x":"${piece.repeat(200_000)}","a":""}`;
      expect(replaced(text, ['a'])).toContain(secretValue);
    }
    expect(replaced(`[${'"",'.repeat(200_000)}""]`, [5])).toContain(secretValue);
    const fields = Array.from({ length: 50_000 }, (_, index) => `"k${index}":"",`).join('');
    expect(replaced(`{${fields}"a":""}`, ['a'])).toContain(secretValue);
  });
});

describe('the paths in a JSON file', () => {
  it('are those of texts that can be found again, in order', () => {
    const text = '{"a":"1","b":[2,"3",{"c":"4"}],"d":{"e":"5"},"d":{"f":"6"},"g":true}';
    expect(listJsonPaths(utf8(text))).toEqual({
      kind: 'paths',
      paths: [['a'], ['b', 1], ['b', 2, 'c']],
      isCut: false,
    });
  });

  it('are cut when there are very many', () => {
    const listed = listJsonPaths(utf8(`[${'"",'.repeat(2_000)}""]`));
    expect(listed).toMatchObject({ isCut: true });
    if (listed.kind === 'paths') expect(listed.paths).toHaveLength(2_000);
  });

  it('are not listed when the file is no JSON', () => {
    expect(listJsonPaths(utf8('{'))).toEqual({ kind: 'refused', reason: 'not-json' });
  });
});
