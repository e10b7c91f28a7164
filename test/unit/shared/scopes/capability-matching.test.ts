import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  coverageOf,
  coversName,
  coversResource,
  resourceRelation,
  resourceWords,
  sampleNames,
  targetKindOf,
} from '../../../../shared/scopes/capability-matching.ts';
import { namesFrom, oracle, segmentsOf } from './capability-oracle.ts';

const RUNS = 10_000;

describe('what a resource covers, by the documented table', () => {
  it.each([
    ['chat', 'chat', true],
    ['chat', 'chat:room', false],
    ['*', 'chat', true],
    ['*', 'chat:room:17', true],
    ['*', '[queue]ab-orders', false],
    ['*', '[meta]log', false],
    ['chat:*', 'chat:room', true],
    ['chat:*', 'chat:room:17', true],
    ['chat:*', 'chats:room', false],
    ['foo:*:baz', 'foo:bar:baz', true],
    ['foo:*:baz', 'foo:bar:bar:baz', false],
    ['foo:*:baz', 'foo:bar:baz:x', false],
    ['foo*', 'foo*', true],
    ['foo*', 'foobar', false],
    ['[queue]*', '[queue]ab-orders', true],
    ['[queue]*', 'orders', false],
    ['[queue]ab-orders', '[queue]ab-orders', true],
    ['[queue]ab-orders', '[queue]ab-orders-2', false],
    ['[meta]*', '[meta]log', true],
    ['[meta]log', '[meta]connections', false],
    ['[*]*', 'chat', true],
    ['[*]*', '[queue]ab-orders', true],
    ['[*]*', '[meta]log', true],
    ['[other]*', 'chat', false],
    ['[*]chat', 'chat', false],
    ['Chat:*', 'chat:room', false],
  ])('%s and %s: %s', (resource, name, isCovered) => {
    expect(coversName(resource, name)).toBe(isCovered);
  });

  it('counts a namespace’s own name as not covered, and says that no source states it', () => {
    expect(coverageOf('foo:*', 'foo')).toBe('unverified');
    expect(coversName('foo:*', 'foo')).toBe(false);
    expect(coverageOf('foo:*:*', 'foo:bar')).toBe('unverified');
    expect(coverageOf('foo:*', 'bar')).toBe('no');
    expect(resourceWords('foo:*')).toMatch(/“foo” itself is covered is not stated: count on no/);
  });

  it('knows what a name belongs to', () => {
    expect(targetKindOf('a:b')).toBe('channel');
    expect(targetKindOf('[queue]x')).toBe('queue');
    expect(targetKindOf('[meta]x')).toBe('metachannel');
    expect(targetKindOf('[*]x')).toBeNull();
    expect(targetKindOf('[filter]x')).toBeNull();
  });
});

describe('one resource beside another', () => {
  it.each([
    ['a:*', 'a:*', 'same'],
    ['a:*', 'a:*:b', 'covers'],
    ['a:*:b', 'a:*', 'covered-by'],
    ['*', 'a:*', 'covers'],
    ['[*]*', '[queue]*', 'covers'],
    ['*', '[queue]*', 'apart'],
    ['a:*:c', 'a:b:*', 'overlaps'],
    ['a:*', 'a', 'apart'],
    ['foo*', 'foobar', 'apart'],
    ['*:b', 'a:*', 'overlaps'],
    ['[odd]x', '[odd]x', 'same'],
    ['[odd]x', '[odd]y', 'apart'],
  ] as const)('%s and %s: %s', (one, other, relation) => {
    expect(resourceRelation(one, other)).toBe(relation);
  });
});

const resources = fc
  .tuple(
    fc.constantFrom('', '', '', '[queue]', '[meta]'),
    fc.array(fc.constantFrom('a', 'b', '*', 'a*'), { minLength: 1, maxLength: 3 }),
  )
  .map(([prefix, segments]) => prefix + segments.join(':'));
const pairs = fc.tuple(
  fc.oneof({ weight: 9, arbitrary: resources }, { weight: 1, arbitrary: fc.constant('[*]*') }),
  fc.oneof({ weight: 9, arbitrary: resources }, { weight: 1, arbitrary: fc.constant('[*]*') }),
);

describe('against brute force', () => {
  it('covers exactly the names that the rules, read another way, give', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const matches = oracle(one);
        const isCovered = (name: string) => coversName(one, name);
        const names = namesFrom(segmentsOf([one, other]).slice(-3));
        expect(names.filter(isCovered)).toEqual(names.filter(matches));
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('relates two resources as their sets of names lie to each other', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        const [first, second] = [oracle(one), oracle(other)];
        const names = namesFrom(segmentsOf([one, other]));
        const inFirst = names.filter(first);
        const inSecond = names.filter(second);
        const both = inFirst.filter(second).length;
        const expected =
          both === inFirst.length && both === inSecond.length
            ? 'same'
            : both === inSecond.length
              ? 'covers'
              : both === inFirst.length
                ? 'covered-by'
                : both > 0
                  ? 'overlaps'
                  : 'apart';
        expect(resourceRelation(one, other)).toBe(expected);
        expect(coversResource(one, other)).toBe(expected === 'same' || expected === 'covers');
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('never fails, whatever the resource and the name', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('[', ']', '*', ':', 'q', 'queue', 'meta'), maxLength: 8 }),
    );
    fc.assert(
      fc.property(texts, texts, (resource, name) => {
        expect(coversName(resource, name)).toBe(coverageOf(resource, name) === 'yes');
        expect(resourceWords(resource)).toMatch(/\.$/u);
        if (coversName(resource, name)) expect(coversName('[*]*', name)).toBe(true);
      }),
      { numRuns: RUNS },
    );
  }, 60_000);
});

describe('samples', () => {
  it('show one covered name and one that is not, for every form of the table', () => {
    for (const resource of ['chat', '*', 'chat:*', 'foo:*:baz', 'foo*', '[queue]*', '[meta]log']) {
      const coverages = new Set(sampleNames(resource).map(({ coverage }) => coverage));
      expect(coverages, resource).toContain('yes');
      expect(coverages, resource).toContain('no');
    }
    expect(sampleNames('[*]*').every(({ coverage }) => coverage === 'yes')).toBe(true);
  });

  it('show that `foo*` does not reach `foobar`, and what is not stated of `foo:*`', () => {
    expect(sampleNames('foo*')).toContainEqual({ name: 'foobar', coverage: 'no' });
    expect(sampleNames('foo:*')).toContainEqual({ name: 'foo', coverage: 'unverified' });
    expect(resourceWords('foo*')).toContain('“foo*” is literal');
  });

  it('are names, told apart, and judged as the rules say', () => {
    fc.assert(
      fc.property(resources, (resource) => {
        const samples = sampleNames(resource);
        const names = samples.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const { name, coverage } of samples) {
          expect(targetKindOf(name)).not.toBeNull();
          expect(coverage === 'yes').toBe(oracle(resource)(name));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
