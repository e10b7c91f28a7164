import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  askedBySdk,
  createdKeyset,
  secretOf,
  servePubnub,
  valueOf,
  type ServedPubnub,
} from '../served-pubnub.ts';

/** PubNub's own SDK as the judge of keysets that Rekey makes and ends, over real sockets. */
let pubnub: ServedPubnub;

beforeEach(async () => {
  pubnub = await servePubnub('pubnub-v1');
});

afterEach(() => pubnub.close());

describe("PubNub's own SDK", () => {
  it('is granted a token with the right secret and refused with a wrong one', async () => {
    const keyset = await createdKeyset(pubnub, { uls: true });
    const other = await createdKeyset(pubnub, { uls: true }, 'another');
    expect(await askedBySdk(pubnub, keyset, secretOf(keyset))).toBe('granted');
    expect(await askedBySdk(pubnub, keyset, secretOf(other))).toBe(403);
  });

  it('is refused with the old keyset once a rotation has ended it, and granted with the new', async () => {
    const old = await createdKeyset(pubnub, { uls: true });
    const fresh = await createdKeyset(pubnub, { uls: true }, 'oracle_rk0123456789');
    expect(await askedBySdk(pubnub, old, secretOf(old))).toBe('granted');
    expect(await askedBySdk(pubnub, fresh, secretOf(fresh))).toBe('granted');

    const { operations, session } = pubnub;
    valueOf(await operations.disableKey(session, old.key.providerKeyId));

    // As the vendor answers for a keyset that it does not know.
    expect(await askedBySdk(pubnub, old, secretOf(old))).toBe(400);
    expect(await askedBySdk(pubnub, fresh, secretOf(fresh))).toBe('granted');
  });
});
