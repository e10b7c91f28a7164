import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparedCapabilities,
  type ChangedRight,
  type Right,
} from '../../../../shared/scopes/capability-comparison.ts';
import { targetKindOf } from '../../../../shared/scopes/capability-matching.ts';
import type { CapabilityMap } from '../../../../shared/scopes/capability-scope-schema.ts';
import { namesFrom, oracle } from './capability-oracle.ts';

/** More of them in the long lane. */
const RUNS = Number(process.env['REKEY_CAPABILITY_RUNS'] ?? 10_000);

const wordsOf = ({ operation, resource }: Right) => `${operation} on ${resource}`;
const changedWords = (right: ChangedRight) =>
  [
    wordsOf(right),
    ...right.except.map((inner) => `except ${wordsOf(inner)}`),
    ...right.partly.map((other) => `partly ${wordsOf(other)}`),
  ].join('; ');
const compared = (before: CapabilityMap, after: CapabilityMap) => {
  const { gained, lost, unchanged } = comparedCapabilities(before, after);
  return {
    gained: gained.map(changedWords),
    lost: lost.map(changedWords),
    unchanged: unchanged.map(
      (right) =>
        `${wordsOf(right)}${right.givenBy.map((giver) => `, by ${wordsOf(giver)}`).join('')}`,
    ),
  };
};

describe('two maps as sets of rights', () => {
  it.each<
    [
      string,
      CapabilityMap,
      CapabilityMap,
      Partial<Record<'gained' | 'lost' | 'unchanged', string[]>>,
    ]
  >([
    [
      'one more and one less',
      { a: ['publish', 'stats'] },
      { a: ['stats', 'history'] },
      { gained: ['history on a'], lost: ['publish on a'], unchanged: ['stats on a'] },
    ],
    [
      'a channel that its wildcard already covers',
      { '*': ['publish'] },
      { '*': ['publish'], 'chat:a': ['publish'] },
      { unchanged: ['publish on *', 'publish on chat:a, by publish on *'] },
    ],
    [
      'a channel that only was written down twice',
      { 'chat:*': ['publish'], 'chat:a': ['publish'] },
      { 'chat:*': ['publish'] },
      { unchanged: ['publish on chat:*', 'publish on chat:a, by publish on chat:*'] },
    ],
    [
      'one operation instead of every one',
      { '*': ['*'] },
      { '*': ['publish'] },
      {
        lost: ['* on *; except publish on *'],
        unchanged: ['publish on *, by * on *'],
      },
    ],
    [
      'channels instead of everything',
      { '[*]*': ['publish'] },
      { '*': ['publish'] },
      {
        lost: ['publish on [*]*; except publish on *'],
        unchanged: ['publish on *, by publish on [*]*'],
      },
    ],
    [
      'everything, written as its three kinds',
      { '[*]*': ['publish'] },
      { '*': ['*'], '[meta]*': ['publish'], '[queue]*': ['publish'] },
      {
        gained: ['* on *; except publish on *'],
        unchanged: [
          'publish on [*]*, by * on *, by publish on [queue]*, by publish on [meta]*',
          'publish on [meta]*, by publish on [*]*',
          'publish on [queue]*, by publish on [*]*',
        ],
      },
    ],
    [
      'a namespace with something inside, something across and something apart',
      { 'a:*:b': ['publish'], '*:c:*': ['publish'], 'b:*': ['publish'], 'a:x:b': ['*'] },
      { 'a:*': ['publish'] },
      {
        gained: ['publish on a:*; except publish on a:*:b; partly publish on *:c:*'],
        lost: [
          'publish on *:c:*; partly publish on a:*',
          '* on a:x:b; except publish on a:x:b',
          'publish on b:*',
        ],
        unchanged: ['publish on a:*:b, by publish on a:*'],
      },
    ],
    [
      'a namespace’s own name, of which no source states that it is covered',
      { 'a:*': ['publish'] },
      { a: ['publish'] },
      { gained: ['publish on a'], lost: ['publish on a:*'] },
    ],
    [
      'queues and metachannels, which the star of the channels does not reach',
      { '*': ['subscribe'] },
      { '[queue]*': ['subscribe'], '[meta]log': ['subscribe'] },
      {
        gained: ['subscribe on [meta]log', 'subscribe on [queue]*'],
        lost: ['subscribe on *'],
      },
    ],
    [
      'operations nobody here knows, by their name',
      { '*': ['future-op', 'statistics'] },
      { a: ['future-op'], b: ['statistics-2'] },
      {
        gained: ['statistics-2 on b'],
        lost: ['future-op on *; except future-op on a', 'statistics on *'],
        unchanged: ['future-op on a, by future-op on *'],
      },
    ],
    [
      'a form no rule explains, which is only itself',
      { '[odd]*': ['publish'], '[*]*': ['history'] },
      { '[odd]a': ['publish'], '[odd]b': ['history'], '[*]*': ['history'] },
      {
        gained: ['publish on [odd]a'],
        lost: ['publish on [odd]*'],
        unchanged: ['history on [*]*', 'history on [odd]b, by history on [*]*'],
      },
    ],
    [
      'names that every object has',
      { constructor: ['publish'] },
      { toString: ['publish'] },
      { gained: ['publish on toString'], lost: ['publish on constructor'] },
    ],
  ])('%s', (_case, before, after, expected) => {
    expect(compared(before, after)).toEqual({ gained: [], lost: [], unchanged: [], ...expected });
  });
});

const resources = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', '', '', '[queue]', '[meta]'),
        fc.array(fc.constantFrom('a', 'b', '*', '*', 'a*'), { minLength: 1, maxLength: 3 }),
      )
      .map(([prefix, segments]) => prefix + segments.join(':')),
  },
  { weight: 1, arbitrary: fc.constant('[*]*') },
  { weight: 1, arbitrary: fc.constantFrom('[odd]a', '[odd]*') },
);
const maps = fc
  .array(
    fc.tuple(
      resources,
      fc.array(fc.constantFrom('publish', 'publish', 'history', 'future-op', '*'), {
        maxLength: 3,
      }),
    ),
    { maxLength: 4 },
  )
  .map((entries): CapabilityMap => Object.fromEntries(entries));

const allNames = namesFrom(['a', 'b', 'a*', 'zz']);
/** Every operation of the maps, and one that stands for those of the future. */
const allOperations = ['publish', 'history', 'future-op', 'zz-op'];
const namesOutOf = (segments: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('', '', '[queue]', '[meta]'),
      fc.array(segments, { minLength: 1, maxLength }),
    )
    .map(([prefix, drawn]) => prefix + drawn.join(':'))
    .filter((name) => targetKindOf(name) !== null);
const drawnNames = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: namesOutOf(fc.constantFrom('a', 'b', 'a*', 'zz'), 3) },
    { weight: 1, arbitrary: namesOutOf(fc.string({ minLength: 1 }), 6) },
  ),
  { minLength: 8, maxLength: 16 },
);

const matchers = new Map<string, (name: string) => boolean>();
function matches(resource: string, name: string): boolean {
  const matcher = matchers.get(resource) ?? oracle(resource);
  matchers.set(resource, matcher);
  return matcher(name);
}

const isOdd = (resource: string): boolean => resource.startsWith('[odd]');

const enumerated = new Map<string, ReadonlySet<string>>();
/** The names a resource covers, one by one; of a form that no rule explains, itself. */
function namesOf(resource: string): ReadonlySet<string> {
  const found =
    enumerated.get(resource) ??
    new Set(isOdd(resource) ? [resource] : allNames.filter((name) => matches(resource, name)));
  enumerated.set(resource, found);
  return found;
}

const isOver = (resource: string, name: string): boolean =>
  namesOf(resource).has(name) || (isOdd(name) && resource === '[*]*');

const isInside = (inner: string, outer: string): boolean =>
  [...namesOf(inner)].every((name) => isOver(outer, name));

const operationsOf = ({ operation }: Right) => (operation === '*' ? allOperations : [operation]);

const holdersOf = (map: CapabilityMap, operation: string): string[] =>
  Object.keys(map).filter((resource) =>
    map[resource]?.some((held) => held === operation || held === '*'),
  );

/** Whether the map gives the right on every name, tried one by one. */
const isGivenWhole = (map: CapabilityMap, right: Right): boolean =>
  operationsOf(right).every((operation) => {
    const holders = holdersOf(map, operation);
    return [...namesOf(right.resource)].every((name) =>
      holders.some((holder) => isOver(holder, name)),
    );
  });

const rightsOf = (map: CapabilityMap): string[] =>
  Object.entries(map).flatMap(([resource, operations]) =>
    [...new Set(operations)].map((operation) => wordsOf({ resource, operation })),
  );

const holds = (rights: readonly Right[], name: string, operation: string): boolean =>
  rights.some((right) => operationsOf(right).includes(operation) && matches(right.resource, name));

/** What is said of one name and operation that brute force contradicts. */
function contradictions(
  name: string,
  operation: string,
  sides: readonly { changed: readonly ChangedRight[]; from: CapabilityMap; to: CapabilityMap }[],
): string[] {
  const isAllowed = (map: CapabilityMap) =>
    holdersOf(map, operation).some((holder) => matches(holder, name));
  return sides.flatMap(({ changed, from, to }) => {
    const [isInFrom, isInTo] = [isAllowed(from), isAllowed(to)];
    const isNamed = holds(changed, name, operation);
    const wrongRemainders = changed.filter(
      (right) =>
        holds([right], name, operation) &&
        holds([...right.except, ...right.partly], name, operation) !== isInFrom,
    );
    return [
      ...(isInTo && !isInFrom && !isNamed ? [`${operation} on ${name} is not named`] : []),
      ...(isNamed && !isInTo ? [`${operation} on ${name} is named`] : []),
      ...wrongRemainders.map((right) => `${operation} on ${name}: ${changedWords(right)}`),
    ];
  });
}

describe(`against brute force, ${String(RUNS)} pairs of maps with names`, () => {
  it('every right is where trying each name puts it, and says of each name what it had', () => {
    fc.assert(
      fc.property(maps, maps, drawnNames, (before, after, names) => {
        const { gained, lost, unchanged } = comparedCapabilities(before, after);
        expect({
          gained: gained.filter((right) => isGivenWhole(before, right)),
          lost: lost.filter((right) => isGivenWhole(after, right)),
          unchanged: unchanged.filter(
            (right) => !isGivenWhole(before, right) || !isGivenWhole(after, right),
          ),
          outside: [...gained, ...lost].flatMap((right) =>
            right.except.filter(({ resource }) => !isInside(resource, right.resource)),
          ),
          contradicted: names.flatMap((name) =>
            allOperations.flatMap((operation) =>
              contradictions(name, operation, [
                { changed: gained, from: before, to: after },
                { changed: lost, from: after, to: before },
              ]),
            ),
          ),
        }).toEqual({ gained: [], lost: [], unchanged: [], outside: [], contradicted: [] });
        const isIn = (side: 'before' | 'after') =>
          unchanged.filter(({ writtenIn }) => writtenIn === 'both' || writtenIn === side);
        expect([...gained, ...isIn('after')].map(wordsOf).sort()).toEqual(rightsOf(after).sort());
        expect([...lost, ...isIn('before')].map(wordsOf).sort()).toEqual(rightsOf(before).sort());
      }),
      { numRuns: RUNS },
    );
  }, 1_200_000);
});
