import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftOf, type DriftingKey } from '../../../../shared/keys/key-drift.ts';
import { driftDetailsSchema, driftKindSchema } from '../../../../shared/keys/drift-row.ts';
import type { CapabilityMap } from '../../../../shared/scopes/capability-scope-schema.ts';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import type { PropertyValue } from '../../../../shared/scopes/keyset-scope.ts';

const key = (changes: Partial<DriftingKey> = {}): DriftingKey => ({
  name: 'orders',
  status: 'active',
  environment: 'production',
  scope: { kind: 'project' },
  ...changes,
});

const capability = (map: CapabilityMap, revocableTokens: boolean | null = null): KeyScope => ({
  kind: 'capability',
  capability: map,
  revocableTokens,
});

const channels = (...slugs: readonly string[]): KeyScope => ({
  kind: 'channels',
  mode: slugs.length === 0 ? 'all' : 'channels',
  channels: slugs.map((slug) => ({ slug, publicId: null })),
});

const keyset = (
  properties: Readonly<Record<string, PropertyValue>>,
  unmanaged: readonly string[] = [],
  generation: 'v1' | 'v2' = 'v1',
): KeyScope => ({ kind: 'keyset', generation, properties, unmanaged: [...unmanaged] });

const scopeDrift = (known: KeyScope, shown: KeyScope) =>
  driftOf(key({ scope: known }), key({ scope: shown })).map(({ kind, details }) => [
    kind,
    ...details,
  ]);

describe('a key', () => {
  it('that nobody knew was created, whatever it may do', () => {
    expect(driftOf(null, key())).toEqual([{ kind: 'created', details: [] }]);
  });

  it('that shows what was known of it has not drifted', () => {
    expect(driftOf(key(), key())).toEqual([]);
  });

  it('that was gone and is listed again came back, with the status it has now', () => {
    const back = driftOf(key({ status: 'gone' }), key({ status: 'ended' }));
    expect(back).toEqual([{ kind: 'came-back', details: ['ended'] }]);
  });

  it('tells name, status and environment before and after', () => {
    const after = key({ name: 'billing', status: 'ended', environment: 'testing' });
    expect(driftOf(key(), after)).toEqual([
      { kind: 'status', details: ['active', 'ended'] },
      { kind: 'renamed', details: ['orders', 'billing'] },
      { kind: 'environment', details: ['production', 'testing'] },
    ]);
  });

  it('whose status was or is not told has not changed it', () => {
    expect(driftOf(key({ status: 'unknown' }), key({ status: 'ended' }))).toEqual([]);
    expect(driftOf(key(), key({ status: 'unknown' }))).toEqual([]);
  });

  it('with an endless name or a torn character is told all the same', () => {
    const [renamed] = driftOf(key(), key({ name: `${'x'.repeat(299)}😀` }));
    expect(renamed?.details[1]).toHaveLength(300);
    expect(renamed?.details[1]?.isWellFormed()).toBe(true);
  });
});

describe('a capability', () => {
  it.each<[string, CapabilityMap, CapabilityMap, string[][]]>([
    ['order', { a: ['publish', 'subscribe'] }, { a: ['subscribe', 'publish'] }, []],
    [
      'a gain',
      { a: ['subscribe'] },
      { a: ['subscribe', 'publish'] },
      [['scope-widened', 'a: publish']],
    ],
    [
      'a loss',
      { a: ['publish', 'history'] },
      { a: ['history'] },
      [['scope-narrowed', 'a: publish']],
    ],
    ['a new resource', {}, { 'b:*': ['history'] }, [['scope-widened', 'b:*: history']]],
    [
      'another resource',
      { a: ['publish'] },
      { 'b:*': ['publish', 'history'] },
      [
        ['scope-widened', 'b:*: history, publish'],
        ['scope-narrowed', 'a: publish'],
      ],
    ],
    [
      'every channel instead of one',
      { a: ['publish'] },
      { '*': ['publish'] },
      [['scope-widened', '*: publish']],
    ],
    [
      'one channel instead of every one',
      { '*': ['publish'] },
      { a: ['publish'] },
      [['scope-narrowed', '*: publish']],
    ],
    [
      'a channel beside its wildcard',
      { '*': ['publish'] },
      { '*': ['publish'], 'chat:a': ['publish'] },
      [],
    ],
    [
      'a channel no longer beside its wildcard',
      { 'chat:*': ['*'], 'chat:a': ['publish'] },
      { 'chat:*': ['*'] },
      [],
    ],
    ['everything instead of one', { a: ['publish'] }, { a: ['*'] }, [['scope-widened', 'a: *']]],
    ['one instead of everything', { a: ['*'] }, { a: ['publish'] }, [['scope-narrowed', 'a: *']]],
    ['one beside everything', { a: ['*'] }, { a: ['*', 'publish'] }, []],
  ])('with %s', (_case, before, after, expected) => {
    expect(scopeDrift(capability(before), capability(after))).toEqual(expected);
  });

  it('tells revocable tokens where both answers do', () => {
    expect(scopeDrift(capability({}, true), capability({}, false))).toEqual([
      ['scope-changed', 'revocable tokens'],
    ]);
    expect(scopeDrift(capability({}, null), capability({}, true))).toEqual([]);
  });
});

describe('channels', () => {
  it('are wider with one more, and with everybody', () => {
    expect(scopeDrift(channels('ops'), channels('ops', 'sales'))).toEqual([
      ['scope-widened', 'sales'],
    ]);
    expect(scopeDrift(channels('ops'), channels())).toEqual([['scope-widened', 'all recipients']]);
  });

  it('are narrower with one less, and no longer with everybody', () => {
    expect(scopeDrift(channels('ops', 'sales'), channels('sales'))).toEqual([
      ['scope-narrowed', 'ops'],
    ]);
    expect(scopeDrift(channels(), channels('ops'))).toEqual([['scope-narrowed', 'all recipients']]);
  });

  it('are the same under another slug, and without an id that was known', () => {
    const one = (slug: string, publicId: string | null): KeyScope => ({
      kind: 'channels',
      mode: 'channels',
      channels: [{ slug, publicId }],
    });
    expect(scopeDrift(one('ops', 'c1'), one('operations', 'c1'))).toEqual([]);
    expect(scopeDrift(one('ops', 'c1'), one('ops', null))).toEqual([]);
    expect(scopeDrift(one('ops', 'c1'), one('ops', 'c2'))).toEqual([
      ['scope-widened', 'ops'],
      ['scope-narrowed', 'ops'],
    ]);
  });
});

describe('a keyset', () => {
  it.each<['v1' | 'v2', string]>([
    ['v1', 'uls'],
    ['v2', 'accessManager.enabled'],
  ])('of %s is wider without its Access Manager, narrower with it', (generation, name) => {
    const on = keyset({ [name]: true }, [], generation);
    const off = keyset({ [name]: false }, [], generation);
    expect(scopeDrift(on, off)).toEqual([['scope-widened', 'Access Manager']]);
    expect(scopeDrift(off, on)).toEqual([['scope-narrowed', 'Access Manager']]);
  });

  it('names what else changed, and never a value', () => {
    const before = keyset({ history: true, message_storage_ttl: 7, presence_interval: 10 });
    const after = keyset({ history: true, message_storage_ttl: 365, presence_interval: 11 });
    expect(scopeDrift(before, after)).toEqual([
      ['scope-changed', 'Storage: Keep messages', 'Presence: Interval'],
    ]);
  });

  it('has not changed where one answer leaves something out', () => {
    expect(scopeDrift(keyset({ history: true }), keyset({}))).toEqual([]);
    expect(scopeDrift(keyset({}), keyset({ history: true }))).toEqual([]);
  });

  it('that turned something off has lost that, not also the empty details of it', () => {
    const on = keyset({ presence: true, presence_interval: 10 });
    const off = keyset({ presence: false, presence_interval: null });
    expect(scopeDrift(on, off)).toEqual([['scope-changed', 'Presence']]);
    expect(scopeDrift(off, on)).toEqual([['scope-changed', 'Presence']]);
  });

  it('tells names of properties that Rekey does not manage', () => {
    expect(scopeDrift(keyset({}, ['old', 'same']), keyset({}, ['same', 'new']))).toEqual([
      ['unmanaged-appeared', 'new'],
      ['unmanaged-vanished', 'old'],
    ]);
  });
});

describe('a scope', () => {
  it('that is not told is no change, one of another kind is', () => {
    expect(scopeDrift({ kind: 'unknown' }, channels())).toEqual([]);
    expect(scopeDrift(channels(), { kind: 'unknown' })).toEqual([]);
    expect(scopeDrift({ kind: 'project' }, channels())).toEqual([['scope-changed']]);
  });

  it('widens and narrows as often as the other way round, and always fits what may be stored', () => {
    const operations = fc.subarray(['publish', 'subscribe', 'history', '*']);
    const map = fc.dictionary(fc.constantFrom('a', 'b:*', '*', '[queue]q'), operations);
    fc.assert(
      fc.property(map, map, fc.string({ maxLength: 400 }), (one, other, name) => {
        const forth = driftOf(key({ scope: capability(one) }), {
          ...key({ scope: capability(other) }),
          name,
        });
        const back = scopeDrift(capability(other), capability(one));
        const detailsOf = (kind: string) => forth.find((change) => change.kind === kind)?.details;
        const backOf = (kind: string) => back.find(([itsKind]) => itsKind === kind)?.slice(1);
        expect(detailsOf('scope-widened')).toEqual(backOf('scope-narrowed'));
        expect(detailsOf('scope-narrowed')).toEqual(backOf('scope-widened'));
        for (const { kind, details } of forth) {
          expect(driftKindSchema.safeParse(kind).success).toBe(true);
          expect(driftDetailsSchema.safeParse(details).success).toBe(true);
        }
      }),
    );
  });
});
