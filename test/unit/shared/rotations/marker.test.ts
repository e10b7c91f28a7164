import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  carriesMarker,
  isMarker,
  markerOf,
  markName,
} from '../../../../shared/rotations/marker.ts';

const marker = markerOf('7q2m0abxyz');

describe('markers', () => {
  it('are _rk and ten lower-case base-32 characters', () => {
    expect(marker).toBe('_rk7q2m0abxyz');
    expect(isMarker(marker)).toBe(true);
    expect(isMarker(`${marker}0`)).toBe(false);
    expect(isMarker('orders')).toBe(false);
  });

  it.each(['', '123456789', '12345678901', '7Q2M0ABXYZ', '7q2m0abxy!'])(
    'are not made of %j',
    (random) => {
      expect(() => markerOf(random)).toThrow('ten lower-case base-32 characters');
    },
  );
});

describe('a marked name', () => {
  it('ends in the marker', () => {
    expect(markName('orders-prod', marker, 200)).toEqual({
      name: 'orders-prod_rk7q2m0abxyz',
      isCut: false,
    });
  });

  it('replaces the marker of an earlier rotation', () => {
    const earlier = markName('orders-prod', markerOf('0000000000'), 200).name;
    expect(markName(earlier, marker, 200).name).toBe('orders-prod_rk7q2m0abxyz');
  });

  it('cuts the base name to the limit, in code points, and says so', () => {
    expect(markName('🔑'.repeat(20), marker, 20)).toEqual({
      name: `${'🔑'.repeat(7)}${marker}`,
      isCut: true,
    });
  });

  it(
    'always keeps the whole marker, fits the limit and stays well-formed',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.integer({ min: 13, max: 200 }),
          (baseName, keyNameMax) => {
            const { name } = markName(baseName, marker, keyNameMax);
            expect(name.endsWith(marker)).toBe(true);
            expect([...name].length).toBeLessThanOrEqual(keyNameMax);
            expect(name.isWellFormed()).toBe(true);
            expect(carriesMarker(name, marker)).toBe(true);
          },
        ),
        { numRuns: 10_000 },
      );
    },
  );

  it('is recognised by its own marker only', () => {
    const { name } = markName('orders-prod', marker, 200);
    expect(carriesMarker(name.toUpperCase(), marker)).toBe(true);
    expect(carriesMarker(name, markerOf('0000000000'))).toBe(false);
  });
});
