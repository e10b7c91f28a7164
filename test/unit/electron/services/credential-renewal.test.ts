import { beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../../shared/errors/app-error.ts';
import { connectionIdSchema, credentialIdSchema } from '../../../../shared/lib/ids.ts';
import { CredentialRenewal } from '../../../../electron/services/credential-renewal.ts';
import { CustodyService } from '../../../../electron/services/custody-service.ts';
import { RunningWrites } from '../../../../electron/services/running-writes.ts';
import type { ConnectionRecord, Stores } from '../../../../electron/services/ports/stores.ts';
import { openMemoryStores } from '../../../../electron/storage/memory-stores.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import { FakeKeychain } from '../../../fakes/fake-keychain.ts';

const ids = new FakeIdSource();
const connectionId = connectionIdSchema.parse(ids.ulid());
const firstId = credentialIdSchema.parse(ids.ulid());
const first = 'tokens-RKCANARY-1';
const second = 'tokens-RKCANARY-2';

let keychain: FakeKeychain;
let stores: Stores;
let custody: CustodyService;
let renewal: CredentialRenewal;

const connection: ConnectionRecord = {
  id: connectionId,
  providerId: 'scripted',
  label: 'Scripted',
  accountId: '1',
  accountName: 'me',
  baseUrl: 'https://admin.example.com',
  dataPlaneUrl: 'https://data.example.com',
  isSandbox: false,
  credentialId: firstId,
  credentialExpiresAt: 1,
  credentialProven: true,
  lastSyncAt: null,
  lastSyncError: null,
};
const exchange = () => Promise.resolve(ok({ credentialSecret: second, expiresAt: 9_000 }));
const kept = (): string[] => [...keychain.secretsByName.values()];

beforeEach(async () => {
  keychain = new FakeKeychain();
  stores = openMemoryStores({ clock: new FakeClock(), ids });
  custody = new CustodyService({
    keychain,
    index: stores.keychainIndex,
    sealed: stores.sealed,
    profileId: 'profile',
    mode: { mode: 'keychain' },
  });
  await custody.storeCredential(firstId, first);
  stores.connections.save(connection);
  const writes = new RunningWrites();
  renewal = new CredentialRenewal({ connections: stores.connections, custody, ids, writes });
});

describe('a credential that ran out', () => {
  it('is replaced by one that was kept before the old one went', async () => {
    let keptDuringRemoval: string[] = [];
    const remove = keychain.remove.bind(keychain);
    keychain.remove = (...item) => {
      keptDuringRemoval = kept();
      return remove(...item);
    };
    expect(await renewal.renew(connectionId, first, exchange)).toEqual(ok(second));
    expect(keptDuringRemoval).toEqual([first, second]);
    expect(kept()).toEqual([second]);
    const record = stores.connections.find(connectionId);
    expect(record?.credentialExpiresAt).toBe(9_000);
    expect(record?.credentialId).not.toBe(firstId);
  });

  it('is exchanged once, however many calls find it run out', async () => {
    let exchanges = 0;
    const counted = () => {
      exchanges += 1;
      return exchange();
    };
    const renewed = await Promise.all(
      [1, 2, 3, 4].map(() => renewal.renew(connectionId, first, counted)),
    );
    expect(renewed).toEqual([ok(second), ok(second), ok(second), ok(second)]);
    expect(exchanges).toBe(1);
  });

  it('stays when the exchange is refused, and the next call may try again', async () => {
    const refused = fail({ kind: 'provider-unauthorized', providerId: 'scripted' } as const);
    expect(await renewal.renew(connectionId, first, () => Promise.resolve(refused))).toEqual(
      refused,
    );
    expect(kept()).toEqual([first]);
    expect(await renewal.renew(connectionId, first, exchange)).toEqual(ok(second));
  });

  it('is good until Rekey quits where the keychain does not take the new one', async () => {
    keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    expect(await renewal.renew(connectionId, first, exchange)).toEqual(ok(second));
    expect(stores.connections.find(connectionId)?.credentialId).toBe(firstId);
    // The old one is spent: it is neither used nor exchanged again.
    expect(await renewal.current(connectionId, firstId)).toEqual(ok(second));
    const neverAgain = () => Promise.reject(new Error('Exchanged twice'));
    expect(await renewal.renew(connectionId, first, neverAgain)).toEqual(ok(second));
    const other = credentialIdSchema.parse(ids.ulid());
    expect(await renewal.current(connectionId, other)).toEqual(ok(null));
  });

  it('has the rights of the one it came from', async () => {
    await renewal.renew(connectionId, first, exchange);
    const now = stores.connections.find(connectionId)?.credentialId ?? null;
    expect(renewal.isSameLine(firstId, now)).toBe(true);
    expect(renewal.isSameLine(now, firstId)).toBe(false);
    expect(renewal.isSameLine(firstId, null)).toBe(false);
    expect(renewal.isSameLine(null, null)).toBe(true);
  });

  it('of an account that is forgotten or signed in again meanwhile leaves nothing behind', async () => {
    const answer = await renewal.renew(connectionId, first, () => {
      stores.connections.save({ ...connection, credentialId: null });
      return exchange();
    });
    expect(answer).toMatchObject({ error: { kind: 'not-found' } });
    await custody.finishRemovals();
    expect(kept()).toEqual([first]);
  });
});
