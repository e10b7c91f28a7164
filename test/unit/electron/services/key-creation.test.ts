import { beforeEach, describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/errors/app-error.ts';
import {
  connectionIdSchema,
  containerIdSchema,
  credentialIdSchema,
} from '../../../../shared/lib/ids.ts';
import { ActivityService } from '../../../../electron/services/activity-service.ts';
import { ConnectionSessions } from '../../../../electron/services/connection-session.ts';
import { CreatedSecrets } from '../../../../electron/services/created-secrets.ts';
import { CustodyService } from '../../../../electron/services/custody-service.ts';
import { KeyCreation } from '../../../../electron/services/key-creation.ts';
import { KeyReader } from '../../../../electron/services/key-reader.ts';
import type { ProviderKeyWithSecrets } from '../../../../electron/services/ports/provider-values.ts';
import type { Stores } from '../../../../electron/services/ports/stores.ts';
import { RunningWrites } from '../../../../electron/services/running-writes.ts';
import { openMemoryStores } from '../../../../electron/storage/memory-stores.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import { FakeKeychain } from '../../../fakes/fake-keychain.ts';
import { registryOf, scriptedProvider, shownKey } from '../../../fakes/scripted-provider.ts';

const connectionId = connectionIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV');
const containerId = containerIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAX');
const credentialId = credentialIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAW');
const keySecret = 'sec-c-7RKCANARY0123456789';

let clock: FakeClock;
let stores: Stores;
let keychain: FakeKeychain;
let reader: KeyReader;
let creation: KeyCreation;
let keeping: CreatedSecrets;
/** What the provider answers to a create, and what happens before the answer arrives. */
let answer: ProviderKeyWithSecrets;
let beforeAnswer: () => void;
/** What the keychain held when the provider was asked for the key. */
let heldWhenRead: string[] | null;

const input = {
  ...({ containerId, name: 'key 7', environment: 'testing' } as const),
  ...{ scope: null, isPublic: false },
};
const shown = (secrets: ProviderKeyWithSecrets['secrets']): ProviderKeyWithSecrets => ({
  key: shownKey(7),
  secrets,
});

beforeEach(() => {
  clock = new FakeClock();
  const ids = new FakeIdSource();
  stores = openMemoryStores({ clock, ids });
  keychain = new FakeKeychain();
  keychain.secretsByName.set(`v1/profile/credential/${credentialId}`, 'token-RKCANARY');
  beforeAnswer = () => undefined;
  stores.connections.save({
    ...{ id: connectionId, providerId: 'scripted', label: 'Scripted', accountId: '1' },
    ...{ accountName: 'me', baseUrl: 'https://admin.example.com', isSandbox: false },
    ...{ dataPlaneUrl: 'https://data.example.com', credentialId, credentialExpiresAt: null },
    ...{ credentialProven: true, lastSyncAt: null, lastSyncError: null },
  });
  stores.containers.upsert({
    id: containerId,
    connectionId,
    providerContainerId: 'app',
    name: 'App',
  });
  heldWhenRead = null;
  const adapter = scriptedProvider({
    createKey: () => {
      beforeAnswer();
      return Promise.resolve(ok(answer));
    },
    readKey: () => {
      heldWhenRead = heldSecrets();
      return Promise.resolve(ok(shown([])));
    },
  });
  const registry = registryOf(adapter);
  const events = { publish: () => undefined };
  const { keychainIndex: index, sealed, connections } = stores;
  const mode = { mode: 'keychain' } as const;
  const custody = new CustodyService({ keychain, index, sealed, profileId: 'profile', mode });
  const writes = new RunningWrites();
  const activity = new ActivityService({ store: stores.activity, clock, events });
  const sessions = new ConnectionSessions({
    ...{ connections, registry, custody, events, ids, clock, writes },
  });
  reader = new KeyReader({ stores, sessions, registry, events, clock, ids });
  keeping = new CreatedSecrets({ stores, custody, activity, events });
  creation = new KeyCreation({
    ...{ stores, sessions, custody, activity, reader, events, clock, ids, registry, writes },
  });
});

const heldSecrets = () =>
  [...keychain.secretsByName]
    .filter(([name]) => name.includes('/secret/'))
    .map(([, value]) => value);

describe('the answer to a create', () => {
  it('is ours although a sync saw the key first and the clock was set back meanwhile', async () => {
    answer = shown([{ role: 'secret', secretValue: keySecret }]);
    beforeAnswer = () => {
      clock.jumpWall(-3_600_000);
      stores.keys.save(reader.merged(shownKey(7), { connectionId, containerId }, null));
    };
    const created = await creation.create(input);
    expect(created).toMatchObject({ ok: true, value: { record: { providerKeyId: '7' } } });
    expect(heldSecrets()).toEqual([keySecret]);
  });

  it('that names a key which was known before is not ours, whatever the clock says', async () => {
    clock.jumpWall(3_600_000);
    stores.keys.save(reader.merged(shownKey(7), { connectionId, containerId }, null));
    clock.jumpWall(-3_600_000);
    answer = shown([{ role: 'secret', secretValue: keySecret }]);
    expect(await creation.create(input)).toMatchObject({ error: { kind: 'outcome-unknown' } });
    expect(heldSecrets()).toEqual([]);
  });

  it.each([
    ['of a role that the key does not list', { role: 'token' as const }],
    ['of another stub than the key lists', { role: 'secret' as const, stub: 'sec-c-other' }],
  ])('keeps a secret %s', async (_what, secret) => {
    const key = shownKey(7, {
      parts: [
        { role: 'secret', nature: 'secret', value: null, stub: 'sec-c-a' },
        { role: 'secret', nature: 'secret', value: null, stub: 'sec-c-b' },
      ],
    });
    answer = { key, secrets: [{ ...secret, secretValue: keySecret }] };
    const created = await creation.create(input);
    if (!created.ok) throw new Error('Created');
    const saved = stores.keys.find(created.value.record.id)?.record.parts ?? [];
    expect(saved.map(({ custody }) => custody)).toEqual([
      'at-provider',
      'at-provider',
      'in-keychain',
    ]);
    expect(saved[2]).toMatchObject({ role: secret.role, nature: 'secret', value: null });
    expect(heldSecrets()).toEqual([keySecret]);
  });

  it('has its secret in the keychain before anything else is asked', async () => {
    answer = {
      key: shownKey(7, { environment: 'production' }),
      secrets: [{ role: 'secret', secretValue: keySecret }],
    };
    const created = await creation.create(input);
    expect(heldWhenRead).toEqual([keySecret]);
    expect(created).toMatchObject({ ok: true, value: { scopeDifferences: [] } });
    expect(stores.keys.ofConnection(connectionId)).toMatchObject([
      { environment: 'testing', parts: [{ custody: 'in-keychain' }] },
    ]);
  });

  it('keeps both of two secrets that nothing tells apart', async () => {
    const otherSecret = `${keySecret}b`;
    answer = shown([
      { role: 'secret', secretValue: keySecret },
      { role: 'secret', secretValue: otherSecret },
    ]);
    expect((await creation.create(input)).ok).toBe(true);
    expect(heldSecrets().toSorted()).toEqual([keySecret, otherSecret]);
  });

  it('keeps a secret whose part a sync dropped before the keychain took it', async () => {
    answer = shown([{ role: 'token', secretValue: keySecret }]);
    keychain.injectFault('write', { kind: 'fails', reason: 'locked' });
    const created = await creation.create(input);
    if (!created.ok) throw new Error('Created');
    const { record } = created.value;
    stores.keys.save(reader.merged(shownKey(7), record, record));
    expect(stores.keys.find(record.id)?.record.parts).toHaveLength(1);
    expect(await keeping.keep(record.id)).toEqual({ ok: true, value: null });
    expect(stores.keys.find(record.id)?.record.parts.at(-1)).toMatchObject({
      ...{ role: 'token', custody: 'in-keychain', state: 'current' },
    });
    expect(heldSecrets()).toEqual([keySecret]);
  });
});
