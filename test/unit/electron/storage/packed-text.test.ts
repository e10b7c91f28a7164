import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partIdSchema } from '../../../../shared/lib/ids.ts';
import type { Part } from '../../../../shared/keys/key.ts';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import { openMemoryDatabase } from '../../../../electron/storage/database.ts';
import { readParts, writeParts } from '../../../../electron/storage/part-text.ts';
import { ScopeText } from '../../../../electron/storage/scope-text.ts';

const scopeArbitrary: fc.Arbitrary<KeyScope> = fc.oneof(
  fc.constant<KeyScope>({ kind: 'unknown' }),
  fc.record({
    kind: fc.constant('keyset' as const),
    generation: fc.constant('v1' as const),
    properties: fc.dictionary(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '1')),
      fc.oneof(fc.boolean(), fc.integer(), fc.string({ unit: 'binary' }), fc.constant(null)),
    ),
    unmanaged: fc.array(fc.string({ unit: 'binary' })),
  }),
);

const partArbitrary: fc.Arbitrary<Part> = fc.record({
  id: fc.constant(partIdSchema.parse('01P00000000000000000000000')),
  role: fc.constantFrom('publish', 'subscribe', 'secret', 'api-key', 'token'),
  nature: fc.constantFrom('identifier', 'secret'),
  value: fc.option(fc.string({ unit: 'binary' })),
  stub: fc.option(fc.string({ unit: 'binary' })),
  custody: fc.constantFrom('in-keychain', 'at-provider', 'not-held', 'session'),
  expiresAt: fc.option(fc.nat()),
  state: fc.constantFrom('current', 'expiring', 'ended'),
});

describe('the packed columns of a key', () => {
  it('give back any scope, member by member in the same order', () => {
    const connection = openMemoryDatabase();
    const writer = new ScopeText(connection);
    const reader = new ScopeText(connection);
    fc.assert(
      fc.property(scopeArbitrary, (scope) => {
        const read = reader.read(writer.write(scope, new Set()));
        expect(JSON.stringify(read)).toBe(JSON.stringify(scope));
      }),
      { numRuns: 3_000 },
    );
    connection.close();
  });

  it('find the names again after a transaction that first wrote them was rolled back', () => {
    const connection = openMemoryDatabase();
    const scopes = new ScopeText(connection);
    const scope: KeyScope = {
      kind: 'keyset',
      generation: 'v1',
      properties: { history: true },
      unmanaged: [],
    };
    expect(() => {
      connection.transaction(() => {
        scopes.write(scope, new Set());
        throw new Error('stop');
      });
    }).toThrow('stop');
    const text = scopes.write(scope, new Set());
    expect(new ScopeText(connection).read(text)).toEqual(scope);
    connection.close();
  });

  it('say so when the names are missing, instead of showing an empty scope', () => {
    const connection = openMemoryDatabase();
    expect(() => new ScopeText(connection).read('["0123456789abcdef","v1",[],[]]')).toThrow(
      'property names',
    );
    connection.close();
  });

  it('give back any parts', () => {
    fc.assert(
      fc.property(fc.array(partArbitrary), (parts) => {
        expect(readParts(writeParts(parts))).toEqual(parts);
      }),
      { numRuns: 3_000 },
    );
  });
});
