import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  capabilityProblems,
  capabilityText,
  readCapabilityText,
} from '../../../../shared/scopes/capability-text.ts';

const RUNS = 10_000;
const texts = fc.string({ unit: 'binary', maxLength: 10 });
const maps = fc
  .array(fc.tuple(texts, fc.array(texts, { maxLength: 4 })), { maxLength: 5 })
  .map((entries) => Object.fromEntries(entries));
const problemsIn = (text: string): readonly string[] => {
  const reading = readCapabilityText(text);
  return reading.kind === 'read' ? [] : reading.problems;
};

describe('the raw document', () => {
  it('stands with one resource a line', () => {
    expect(capabilityText({ 'chat:*': ['history', 'publish'], '[queue]*': ['subscribe'] })).toBe(
      '{\n  "chat:*": ["history", "publish"],\n  "[queue]*": ["subscribe"]\n}',
    );
    expect(capabilityText({})).toBe('{}');
  });

  it('read again is the same map, with operations that nobody here knows', () => {
    fc.assert(
      fc.property(maps, (map) => {
        expect(readCapabilityText(capabilityText(map))).toEqual({ kind: 'read', capability: map });
      }),
      { numRuns: RUNS },
    );
    expect(readCapabilityText('{"*": ["statistics"]}')).toEqual({
      kind: 'read',
      capability: { '*': ['statistics'] },
    });
  });

  it('says what is wrong with it', () => {
    expect(problemsIn('{"a": ["publish"]')).toEqual([expect.stringMatching(/^This is not JSON/)]);
    expect(problemsIn('["publish"]')).toEqual([expect.stringMatching(/is an object/)]);
    expect(problemsIn('null')).toEqual([expect.stringMatching(/is an object/)]);
    expect(problemsIn('{"a": "publish"}')).toEqual([expect.stringMatching(/“a” are a list/)]);
    expect(problemsIn('{"a": [1]}')).toEqual([expect.stringMatching(/“a” are a list/)]);
  });

  it('refuses a resource that stands there twice, however it is spelled', () => {
    expect(problemsIn('{"a": ["publish"], "a": ["history"]}')).toEqual([
      expect.stringMatching(/“a” stands here more than once/),
    ]);
    expect(problemsIn(String.raw`{"a": [], "\u0061": []}`)).toHaveLength(1);
    expect(problemsIn(String.raw`{"a\"}": ["a\"}"], "b": ["a\"}", "a\"}"]}`)).toEqual([]);
  });

  it('never fails, whatever is typed, and reads only what JSON gives', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"',
      '\\',
      ' ',
      '1',
      'null',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join('')),
        ),
        (text) => {
          const reading = readCapabilityText(text);
          if (reading.kind === 'read') expect(reading.capability).toEqual(JSON.parse(text));
          else expect(reading.problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('what would be refused', () => {
  it('is nothing in an ordinary map', () => {
    expect(capabilityProblems({ 'chat:*': ['publish'], '*': ['stats', 'future-op'] })).toEqual([]);
  });

  it.each([
    [{}, /at least one resource/],
    [{ 'chat:*': [] }, /at least one operation for “chat:\*”/],
    [{ '': ['publish'] }, /has a name/],
    [{ ' a': ['publish'] }, /begins or ends with a space/],
    [{ a: [''] }, /is empty/],
    [{ ['x'.repeat(1_001)]: ['publish'] }, /longer than 1000/],
  ])('%j', (map, problem) => {
    expect(capabilityProblems(map)).toEqual([expect.stringMatching(problem)]);
  });
});
