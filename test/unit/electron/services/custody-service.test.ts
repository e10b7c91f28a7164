import { beforeEach, describe, expect, it } from 'vitest';
import { credentialIdSchema, partIdSchema } from '../../../../shared/lib/ids.ts';
import { CustodyService } from '../../../../electron/services/custody-service.ts';
import { KEYCHAIN_MAX_UNITS } from '../../../../electron/services/ports/keychain.ts';
import type { Stores } from '../../../../electron/services/ports/stores.ts';
import { openMemoryStores } from '../../../../electron/storage/memory-stores.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import { FakeKeychain } from '../../../fakes/fake-keychain.ts';

const ids = new FakeIdSource();
const secretValue = 'sec-c-abcdeRKCANARY0123';
const newPart = () => partIdSchema.parse(ids.ulid());
const newCredential = () => credentialIdSchema.parse(ids.ulid());

let keychain: FakeKeychain;
let stores: Stores;
let custody: CustodyService;

const names = (): string[] => [...keychain.secretsByName.keys()];

beforeEach(() => {
  keychain = new FakeKeychain();
  stores = openMemoryStores({ clock: new FakeClock(), ids });
  custody = new CustodyService({
    keychain,
    index: stores.keychainIndex,
    sealed: stores.sealed,
    profileId: 'profile',
    mode: { mode: 'keychain' },
  });
});

describe('a stored secret', () => {
  it('is under its part’s name, which is noted before the keychain is asked', async () => {
    const partId = newPart();
    let noted: readonly string[] = [];
    const write = keychain.write.bind(keychain);
    keychain.write = (...item) => {
      noted = stores.keychainIndex.names();
      return write(...item);
    };
    expect(await custody.storeSecret(partId, secretValue)).toEqual({
      ok: true,
      value: 'in-keychain',
    });
    expect(noted).toEqual([`v1/profile/secret/${partId}`]);
    expect(names()).toEqual(noted);
    expect(await custody.readSecret(partId)).toEqual({ ok: true, value: secretValue });
  });

  it('that is gone from a working keychain is unreadable, and from a failing one it is not', async () => {
    const partId = newPart();
    expect(await custody.readSecret(partId)).toEqual({
      ok: false,
      error: { kind: 'secret-unreadable', partId },
    });
    keychain.setOutage('locked');
    expect(await custody.readSecret(partId)).toEqual({
      ok: false,
      error: { kind: 'keychain-unavailable', reason: 'locked' },
    });
  });
});

describe('a secret that is too long for an item', () => {
  const long = `${secretValue}${'k'.repeat(KEYCHAIN_MAX_UNITS)}`;

  it('is sealed in the database under the same name, and the keychain is not asked', async () => {
    const partId = newPart();
    expect((await custody.storeSecret(partId, long)).ok).toBe(true);
    expect(keychain.totalCalls).toBe(0);
    expect(await custody.readSecret(partId)).toEqual({ ok: true, value: long });
    expect((await custody.removeSecret(partId)).ok).toBe(true);
    expect(stores.sealed.find(`v1/profile/secret/${partId}`)).toBeNull();
    expect(stores.keychainIndex.names()).toEqual([]);
  });

  it('is never overwritten by another value', async () => {
    const partId = newPart();
    await custody.storeSecret(partId, long);
    expect((await custody.storeSecret(partId, long)).ok).toBe(true);
    expect(await custody.storeSecret(partId, `${long}!`)).toEqual({
      ok: false,
      error: { kind: 'keychain-unavailable', reason: 'mismatch' },
    });
    expect(await custody.readSecret(partId)).toEqual({ ok: true, value: long });
  });

  it('that cannot be stored as it is is refused', async () => {
    expect(await custody.storeSecret(newPart(), `${long}\uD800`)).toMatchObject({
      error: { kind: 'keychain-unavailable', reason: 'mismatch' },
    });
  });
});

describe('dismissed items', () => {
  it('go when removals are finished, and only they', async () => {
    const [going, staying] = [newPart(), newPart()];
    const credentialId = newCredential();
    await custody.storeSecret(going, secretValue);
    await custody.storeSecret(staying, secretValue);
    await custody.storeCredential(credentialId, 'token-RKCANARY');
    custody.dismiss({ partIds: [going], credentialIds: [credentialId] });
    expect(names()).toHaveLength(3);
    expect(await custody.finishRemovals()).toEqual({ ok: true, value: null });
    expect(names()).toEqual([`v1/profile/secret/${staying}`]);
    expect(stores.keychainIndex.doomed()).toEqual([]);
  });

  it('stay noted when the keychain refuses, which is not asked for every one of them', async () => {
    const partIds = [newPart(), newPart(), newPart()];
    for (const partId of partIds) await custody.storeSecret(partId, secretValue);
    custody.dismiss({ partIds });
    keychain.setOutage('locked');
    expect(await custody.finishRemovals()).toMatchObject({ ok: false });
    expect(keychain.calls.remove).toBe(1);
    expect(stores.keychainIndex.doomed()).toHaveLength(3);
    keychain.setOutage(null);
    expect((await custody.finishRemovals()).ok).toBe(true);
    expect(names()).toEqual([]);
  });

  it('that are written again meanwhile are in use again and stay', async () => {
    const [first, again] = [newPart(), newPart()].toSorted();
    if (first === undefined || again === undefined) throw new Error('Two parts');
    for (const partId of [first, again]) await custody.storeSecret(partId, secretValue);
    custody.dismiss({ partIds: [first, again] });
    const remove = keychain.remove.bind(keychain);
    keychain.remove = async (name) => {
      // While the first one is removed, somebody keeps the second one again.
      await custody.storeSecret(again, secretValue);
      return remove(name);
    };
    await custody.finishRemovals();
    expect(names()).toEqual([`v1/profile/secret/${again}`]);
    expect(stores.keychainIndex.names()).toEqual([`v1/profile/secret/${again}`]);
  });

  it('are the tokens that no account uses, and no secret', async () => {
    const [used, unused] = [newCredential(), newCredential()];
    const partId = newPart();
    await custody.storeCredential(used, 'token-RKCANARY-1');
    await custody.storeCredential(unused, 'token-RKCANARY-2');
    await custody.storeSecret(partId, secretValue);
    custody.dismissCredentialsExcept([used]);
    expect(stores.keychainIndex.doomed()).toEqual([`v1/profile/credential/${unused}`]);
  });
});

describe('without a keychain', () => {
  it('only a simulated account has a place for secrets', () => {
    const mode = { mode: 'session-only', reason: 'no-bus' } as const;
    const { keychainIndex: index, sealed } = stores;
    const session = new CustodyService({ keychain, index, sealed, profileId: 'profile', mode });
    expect(session.placeFor({ isSandbox: true }).ok).toBe(true);
    expect(session.placeFor({ isSandbox: false })).toEqual({
      ok: false,
      error: { kind: 'no-place-for-secret', reason: 'no-bus' },
    });
  });
});
