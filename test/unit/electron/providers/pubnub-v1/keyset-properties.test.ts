import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  copyableScope,
  flagOf,
  scopeProblems,
  readProperties,
  scopeDifferences,
  toWire,
} from '../../../../../electron/providers/pubnub-v1/keyset-properties.ts';
import { keysetScopeSchema } from '../../../../../shared/scopes/keyset-scope-schema.ts';
import { keysetFieldsV1 } from '../../../../../shared/scopes/keyset-fields-v1.ts';
import type { KeysetScope, PropertyValue } from '../../../../../shared/scopes/keyset-scope.ts';
import {
  keysetScope,
  properties,
  wireProperties,
} from '../../../../providers/pubnub-v1/recordings.ts';

const read = (wire: Record<string, unknown>) => readProperties(wire).scope;
const scope = (changes: Record<string, PropertyValue> = {}): KeysetScope => ({
  ...keysetScope,
  unmanaged: [],
  properties: { ...properties, ...changes },
});

describe('reading properties', () => {
  it('reads the 25 documented ones and the name', () => {
    expect(Object.keys(properties)).toHaveLength(25);
    expect(Object.keys(properties).sort()).toEqual(keysetFieldsV1.map(({ name }) => name).sort());
    expect(readProperties(wireProperties)).toEqual({
      name: 'orders-prod',
      scope: { kind: 'keyset', generation: 'v1', properties, unmanaged: [] },
    });
  });

  it.each([
    [1, true],
    [0, false],
    [true, true],
    [false, false],
    ['1', true],
    ['0', false],
    [2, null],
    ['yes', null],
    [null, null],
    [[1], null],
  ])('takes %j for a switch as %j', (wire, expected) => expect(flagOf(wire)).toBe(expected));

  it('reads numbers written as texts and nothing else as a number', () => {
    expect(read({ presence_interval: '30' }).properties).toEqual({ presence_interval: 30 });
    for (const wire of ['30s', '', 1.5, true, [], {}])
      expect(read({ presence_interval: wire })).toMatchObject({
        properties: {},
        unmanaged: ['presence_interval'],
      });
  });

  it('keeps of unknown properties their names and never their values', () => {
    const wire = { ...wireProperties, apns_auth_key_id: 'RKCANARY', token_key: { a: 'RKCANARY' } };
    const { unmanaged, properties: known } = read(wire);
    expect(unmanaged).toEqual(['apns_auth_key_id', 'token_key']);
    expect(JSON.stringify(known)).not.toContain('RKCANARY');
  });

  it('does not store a known property whose value it cannot use', () => {
    expect(read({ history: { secret: 'RKCANARY' }, objects_region: ['RKCANARY'] })).toEqual({
      ...{ kind: 'keyset', generation: 'v1', properties: {} },
      unmanaged: ['history', 'objects_region'],
    });
  });

  it('gives a storable scope for anything', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary', maxLength: 300 }), fc.jsonValue()),
        (wire) => {
          expect(() => keysetScopeSchema.parse(read(wire))).not.toThrow();
        },
      ),
      { numRuns: 2_000 },
    );
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`x${index}`, 1]));
    expect(() => keysetScopeSchema.parse(read(many))).not.toThrow();
  });
});

describe('writing properties', () => {
  it('sends switches as 1 and 0 and reads back what it sent', () => {
    const { name: _name, ...wire } = wireProperties;
    expect(toWire(properties)).toEqual(wire);
    expect(read(toWire(properties)).properties).toEqual(properties);
  });

  it('names what would be refused, and settings it does not manage', () => {
    const problems = (wanted: Record<string, PropertyValue>): string[] =>
      scopeProblems({ kind: 'keyset', properties: wanted });
    expect(problems(properties)).toEqual([]);
    expect(scopeProblems(null)).toEqual([]);
    expect(scopeProblems({ kind: 'channels', mode: 'all', channels: [] })).toHaveLength(1);
    expect(
      problems({ message_storage_ttl: 0, multiplexing: false, history: 1, token_key: 'x' }),
    ).toEqual([
      'Keep messages: 1 to 365 days.',
      'Stream controller cannot be turned off here.',
      'Message persistence is on or off.',
      'token_key is not a setting that Rekey manages.',
    ]);
  });

  it('copies everything that can be written, and nothing that would be refused', () => {
    expect(copyableScope(scope())).toEqual({ kind: 'keyset', properties });
    const odd = scope({ message_storage_ttl: 0, lms: null, multiplexing: false, token_key: 'x' });
    const {
      message_storage_ttl: _ttl,
      lms: _lms,
      multiplexing: _multiplexing,
      ...rest
    } = properties;
    expect(copyableScope(odd)).toEqual({ kind: 'keyset', properties: rest });
    expect(copyableScope({ kind: 'unknown' })).toBeNull();
  });
});

describe('comparing two keysets', () => {
  it('finds equal settings equal, whatever their order', () => {
    const reversed = Object.fromEntries(Object.entries(properties).reverse());
    expect(scopeDifferences(scope(), { ...scope(), properties: reversed })).toEqual([]);
  });

  it('names every setting that differs, in the order of the table', () => {
    const after = scope({ wildcardsubscribe: false, history: false, files_ttl_in_days: 8 });
    expect(scopeDifferences(scope(), after)).toEqual([
      'history',
      'files_ttl_in_days',
      'wildcardsubscribe',
    ]);
  });

  it('does not call equal what one side does not show', () => {
    const { uls: _uls, presence_active_notice_channel: _channel, ...rest } = properties;
    const less = { ...scope(), properties: rest };
    expect(scopeDifferences(scope(), less)).toEqual(['uls']);
    expect(scopeDifferences(less, scope())).toEqual(['uls']);
    expect(scopeDifferences({ kind: 'unknown' }, scope())).toEqual(['properties']);
    expect(scopeDifferences(scope(), { kind: 'unknown' })).toEqual(['properties']);
  });
});
