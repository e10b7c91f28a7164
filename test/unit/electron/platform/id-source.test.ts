import { describe, expect, it } from 'vitest';
import { SystemIdSource } from '../../../../electron/platform/id-source.ts';
import { keyIdSchema } from '../../../../shared/lib/ids.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';

const bytesOf =
  (value: number) =>
  (length: number): Uint8Array =>
    new Uint8Array(length).fill(value);

describe('a ULID', () => {
  it('is the time and eighty random bits in Crockford’s base 32', () => {
    // The example of the ULID specification's reference implementation.
    const ids = new SystemIdSource(new FakeClock(1_469_918_176_385), bytesOf(0xff));
    expect(ids.ulid()).toBe('01ARYZ6S41ZZZZZZZZZZZZZZZZ');
    const zero = new SystemIdSource(new FakeClock(1), bytesOf(0)).ulid();
    expect(zero).toBe(`0000000001${'0'.repeat(16)}`);
  });

  it('never repeats, sorts in the order of making, and passes the schema', () => {
    const clock = new FakeClock();
    const ids = new SystemIdSource(clock);
    const made = Array.from({ length: 20_000 }, (_, index) => {
      if (index % 100 === 0) clock.advance(1);
      if (index % 1_000 === 0) clock.jumpWall(-60_000);
      return ids.ulid();
    });
    expect(new Set(made).size).toBe(20_000);
    expect([...made].sort()).toEqual(made);
    for (const id of made) expect(keyIdSchema.safeParse(id).success).toBe(true);
  });

  it('carries into the time when one millisecond has no more room', () => {
    const ids = new SystemIdSource(new FakeClock(1_469_918_176_385), bytesOf(0xff));
    const first = ids.ulid();
    const second = ids.ulid();
    expect(second > first).toBe(true);
    expect(second).toBe('01ARYZ6S420000000000000000');
  });
});

describe('base 32', () => {
  it('has the length asked for and only characters that names may carry', () => {
    const text = new SystemIdSource(new FakeClock()).base32(2_000);
    expect(text).toMatch(/^[0-9a-hjkmnp-tv-z]{2000}$/);
    // All 32 occur: the chance that one is missing is below 10^-26.
    expect(new Set(text).size).toBe(32);
  });
});

describe('the fake source', () => {
  it('gives the same again from the same seed, valid and in order', () => {
    const draw = (ids: FakeIdSource): readonly unknown[] => [
      ids.ulid(),
      ids.ulid(),
      ids.base32(10),
      [...ids.bytes(4)],
    ];
    expect(draw(new FakeIdSource(7))).toEqual(draw(new FakeIdSource(7)));
    expect(draw(new FakeIdSource(8))).not.toEqual(draw(new FakeIdSource(7)));
    const ids = new FakeIdSource();
    const [first, second] = [ids.ulid(), ids.ulid()];
    expect(second > first).toBe(true);
    expect(keyIdSchema.safeParse(first).success).toBe(true);
    expect(ids.base32(12)).toMatch(/^[0-9a-hjkmnp-tv-z]{12}$/);
  });
});
