import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  askedBySdk,
  createdKeyset,
  secretOf,
  servePubnub,
  valueOf,
  type ServedPubnub,
} from '../served-pubnub.ts';

/** PubNub's own SDK as the judge of secrets that Rekey makes and ends, over real sockets. */
let pubnub: ServedPubnub;
const withAccessManager = { 'accessManager.enabled': true };

beforeEach(async () => {
  pubnub = await servePubnub('pubnub-v2');
});

afterEach(async () => {
  vi.useRealTimers();
  await pubnub.close();
});

/** A keyset and a rotation in place: with null the old secret ends at once. */
async function rotated(overlapMs: number | null) {
  const keyset = await createdKeyset(pubnub, withAccessManager);
  const { providerKeyId } = keyset.key;
  const expiresAt = overlapMs === null ? null : Date.now() + overlapMs;
  const { operations, session } = pubnub;
  const oldSecret = secretOf(keyset);
  const { secretValue } = valueOf(await operations.rotateSecret(session, providerKeyId, expiresAt));
  return {
    providerKeyId,
    oldSecret,
    answers: async () => ({
      old: await askedBySdk(pubnub, keyset, oldSecret),
      fresh: await askedBySdk(pubnub, keyset, secretValue),
    }),
  };
}

describe("PubNub's own SDK", () => {
  it('is granted a token with the right secret and refused with a wrong one', async () => {
    const keyset = await createdKeyset(pubnub, withAccessManager);
    const other = await createdKeyset(pubnub, withAccessManager, 'another');
    expect(await askedBySdk(pubnub, keyset, secretOf(keyset))).toBe('granted');
    expect(await askedBySdk(pubnub, keyset, secretOf(other))).toBe(403);
  });

  it('is granted with both secrets in the overlap, and refused with the old one ended early', async () => {
    const { answers, oldSecret, providerKeyId } = await rotated(3_600_000);
    expect(await answers()).toEqual({ old: 'granted', fresh: 'granted' });
    const { operations, session } = pubnub;
    valueOf(await operations.endSecret(session, providerKeyId, oldSecret.slice(0, 11)));
    expect(await answers()).toEqual({ old: 403, fresh: 'granted' });
  });

  it('is refused with the old secret after the end that a rotation gave it', async () => {
    const { answers } = await rotated(3_600_000);
    const startedAt = Date.now();
    // Only the time of day: the SDK signs it and the server compares it, while sockets go on.
    vi.useFakeTimers({ toFake: ['Date'], now: startedAt + 3_590_000 });
    expect(await answers()).toEqual({ old: 'granted', fresh: 'granted' });
    vi.setSystemTime(startedAt + 3_600_000);
    expect(await answers()).toEqual({ old: 403, fresh: 'granted' });
  });

  it('is refused with the old secret at once where there was no overlap', async () => {
    const { answers } = await rotated(null);
    expect(await answers()).toEqual({ old: 403, fresh: 'granted' });
  });

  it('is refused with the secret of a keyset that a replacement deleted', async () => {
    const old = await createdKeyset(pubnub, withAccessManager);
    const { operations, session } = pubnub;
    valueOf(await operations.deleteKey(session, old.key.providerKeyId));
    expect(await askedBySdk(pubnub, old, secretOf(old))).toBe(400);
  });
});
