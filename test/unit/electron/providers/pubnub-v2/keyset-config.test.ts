import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  copyableScope,
  readConfig,
  scopeDifferences,
  toWire,
} from '../../../../../electron/providers/pubnub-v2/keyset-config.ts';
import { keysetFieldsV2 } from '../../../../../shared/scopes/keyset-fields-v2.ts';
import { keyScopeSchema } from '../../../../../shared/scopes/key-scope.ts';
import { keysetValueProblem, type KeysetScope } from '../../../../../shared/scopes/keyset-scope.ts';
import { keysetScope, wireConfig } from '../../../../providers/pubnub-v2/recordings.ts';

const scopeOf = (properties: KeysetScope['properties']): KeysetScope => ({
  ...{ kind: 'keyset', generation: 'v2', properties, unmanaged: [] },
});
/** A value of each field that may be sent. */
const writable = keysetFieldsV2
  .filter(({ locked }) => locked !== 'read-only')
  .map(({ name, input }) => {
    const values = {
      switch: fc.boolean(),
      integer: fc.integer(
        input.type === 'integer' ? { min: input.min, max: input.max ?? 2_147_483_647 } : { min: 0 },
      ),
      choice: fc.constantFrom(...(input.type === 'choice' ? input.values : [0])),
      text: fc.string({ minLength: 1, maxLength: 50 }).filter((value) => value.trim() !== ''),
    } as const;
    return [name, values[input.type] as fc.Arbitrary<boolean | number | string>] as const;
  });
const anyProperties = fc
  .record(Object.fromEntries(writable), { requiredKeys: [] })
  // A key that is not required is left out, never undefined.
  .map((properties) => properties as KeysetScope['properties']);

describe('configurations', () => {
  it('are read as dotted names, with names of everything else and none of its values', () => {
    const scope = readConfig(wireConfig);
    expect(scope).toEqual(keysetScope);
    expect(JSON.stringify(scope)).not.toContain('RKCANARY');
  });

  it('survive the way to the wire and back, whatever is set', () => {
    fc.assert(
      fc.property(anyProperties, (properties) => {
        const wire = toWire(properties);
        expect(readConfig(wire).properties).toEqual(
          Object.fromEntries(
            Object.entries(properties).map(([name, value]) => [
              name,
              typeof value === 'string' ? value.toWellFormed() : value,
            ]),
          ),
        );
        expect(readConfig(wire).unmanaged).toEqual([]);
        expect(Object.values(wire).every((fields) => Object.keys(fields).length > 0)).toBe(true);
      }),
    );
  });

  it('of any shape become a scope without a value of an unknown field', () => {
    const section = fc.oneof(
      fc.constantFrom('files', 'presence', 'fcm', 'accessManager', '__proto__', 'dataSync'),
      fc.string(),
    );
    const field = fc.oneof(fc.constantFrom('enabled', 'retention', 'region', 'name'), fc.string());
    const value = fc.oneof(fc.constant('RKCANARY-odd'), fc.integer(), fc.boolean(), fc.jsonValue());
    const fields = fc.oneof(fc.dictionary(field, value), fc.jsonValue());
    fc.assert(
      fc.property(fc.dictionary(section, fields), (wire) => {
        const scope = readConfig(wire);
        expect(keyScopeSchema.parse(scope)).toEqual(scope);
        const known = new Set(keysetFieldsV2.map(({ name }) => name));
        for (const name of Object.keys(scope.properties)) expect(known.has(name)).toBe(true);
      }),
    );
  });

  it.each([
    ['a switch that is a number', { presence: { enabled: 1 } }, 'presence.enabled'],
    ['a number that is text', { presence: { interval: '30' } }, 'presence.interval'],
    ['a fraction', { files: { retention: 7.5 } }, 'files.retention'],
    ['a list', { files: { region: ['us-east-1'] } }, 'files.region'],
    ['a section that is null', { files: null }, 'files'],
    ['an unknown field', { files: { bucket: 'x' } }, 'files.bucket'],
  ])('%s is not managed', (_what, wire, name) => {
    expect(readConfig(wire)).toMatchObject({ properties: {}, unmanaged: [name] });
  });
});

describe('a scope for a replacement', () => {
  it('holds everything that can be written and was set', () => {
    fc.assert(
      fc.property(anyProperties, (properties) => {
        const copy = copyableScope(scopeOf(properties));
        expect(copy).toEqual({ kind: 'keyset', properties });
      }),
    );
  });

  it('leaves out what can only be read, what is not set and what the server would refuse', () => {
    const copy = copyableScope(
      scopeOf({
        ...{ 'apns.filename': 'a.p8', 'fcm.filename': null, 'files.retention': 14 },
        ...{ 'files.region': null, 'accessManager.tokenRevoke': null, 'presence.enabled': true },
      }),
    );
    expect(copy).toEqual({ kind: 'keyset', properties: { 'presence.enabled': true } });
  });

  it('is only made of the settings of a keyset', () => {
    expect(copyableScope({ kind: 'unknown' })).toBeNull();
  });
});

describe('differences', () => {
  it('are none between equals, and name every single change', () => {
    for (const { name, input } of keysetFieldsV2) {
      const before = scopeOf({ [name]: input.type === 'switch' ? false : 'a' });
      const after = scopeOf({ [name]: input.type === 'switch' ? true : 'b' });
      expect(scopeDifferences(before, before)).toEqual([]);
      expect(scopeDifferences(before, after)).toEqual([name]);
      expect(scopeDifferences(before, scopeOf({}))).toEqual([name]);
    }
  });

  it('ignore what has no effect: fields that one side does not show of a section that is off', () => {
    const off = scopeOf({ 'presence.enabled': false, 'presence.interval': null });
    const shown = scopeOf({ 'presence.enabled': false, 'presence.interval': 30 });
    const on = scopeOf({ 'presence.enabled': true, 'presence.interval': 30 });
    expect(scopeDifferences(off, shown)).toEqual([]);
    expect(scopeDifferences(shown, off)).toEqual([]);
    const other = scopeOf({ 'presence.enabled': false, 'presence.interval': 60 });
    expect(scopeDifferences(shown, other)).toEqual(['presence.interval']);
    expect(scopeDifferences(off, on)).toEqual(['presence.enabled', 'presence.interval']);
  });

  it('cannot be ruled out where there is no configuration to look at', () => {
    expect(scopeDifferences(scopeOf({}), { kind: 'unknown' })).toEqual(['properties']);
  });
});

it('every value that can be written is fine by its own rule', () => {
  fc.assert(
    fc.property(anyProperties, (properties) => {
      for (const field of keysetFieldsV2) {
        const value = properties[field.name];
        if (value !== undefined) expect(keysetValueProblem(field, value)).toBeNull();
      }
    }),
  );
});
