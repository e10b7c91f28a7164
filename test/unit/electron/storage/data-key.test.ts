import { describe, expect, it } from 'vitest';
import {
  decodeDataKey,
  encodeDataKey,
  fingerprintKeyOf,
  keyCheckOf,
  saltOf,
} from '../../../../electron/storage/data-key.ts';

const dataKey = new Uint8Array(32).map((_, index) => index);
/** Computed apart from this code, by RFC 5869 and RFC 2104. */
const GOLDEN = [
  'd454a58c76f8dbc4d02e5da3174c9757',
  '7c6b56b4a15fa9d309f6c48e81fb10f4',
  '2f5688586a76cde53193418f328ab7b83b375879e44e48baf270622c6a834ad2',
];
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the data key', () => {
  it('survives the keychain as text', () => {
    expect(encodeDataKey(dataKey)).toHaveLength(64);
    expect(decodeDataKey(encodeDataKey(dataKey))).toEqual(dataKey);
  });

  it.each(['', 'ab', 'AB'.repeat(32), 'zz'.repeat(32), 'ab'.repeat(33), `${'ab'.repeat(32)}\n`])(
    'is not %j',
    (text) => {
      expect(decodeDataKey(text)).toBeNull();
    },
  );

  // A change here would lock every person out of the database.
  it('gives the same salt, check and subkey for ever', () => {
    expect([hex(saltOf(dataKey)), keyCheckOf(dataKey), hex(fingerprintKeyOf(dataKey))]).toEqual(
      GOLDEN,
    );
  });

  it('shows no part of itself in what is derived from it', () => {
    const derived = [hex(saltOf(dataKey)), keyCheckOf(dataKey), hex(fingerprintKeyOf(dataKey))];
    for (const text of derived) expect(hex(dataKey)).not.toContain(text);
    expect(new Set(derived).size).toBe(3);
  });
});
