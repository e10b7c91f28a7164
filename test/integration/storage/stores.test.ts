import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { openMemoryStores } from '../../../electron/storage/memory-stores.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import {
  canarySecret,
  connectionIdOf,
  connectionRecord,
  container,
  containerIdOf,
  keyIdOf,
  keyRecord,
  part,
  partIdOf,
  rotationIdOf,
  vaultEntryIdOf,
  vaultRecord,
} from './sample-records.ts';

let stores: Stores;
beforeEach(() => {
  stores = openMemoryStores({ clock: new FakeClock(), ids: new FakeIdSource() });
  stores.connections.save(connectionRecord(1));
  stores.containers.upsert(container(1));
});
afterEach(() => {
  stores.close();
});

const rotation = (number: number, keyNumber: number, isOpen: boolean) => ({
  id: rotationIdOf(number),
  keyId: keyIdOf(keyNumber),
  connectionId: connectionIdOf(1),
  isOpen,
  json: `{"step":"planned","number":${String(number)}}`,
  updatedAt: 1,
});

describe('connections', () => {
  it('come back as they were saved, with every field set', () => {
    const record = connectionRecord(2, {
      isSandbox: true,
      credentialId: keyIdOf(5) as never,
      credentialExpiresAt: 8_640_000_000_000_000,
      credentialProven: true,
      lastSyncAt: 0,
      lastSyncError: { kind: 'provider-rate-limited', providerId: 'pubnub-v1', retryAt: 5 },
    });
    stores.connections.save(record);
    expect(stores.connections.find(record.id)).toEqual(record);
    expect(stores.connections.all()).toEqual([connectionRecord(1), record]);
  });

  it('are found by account, and an account cannot be there twice', () => {
    expect(
      stores.connections.findAccount('pubnub-v1', 'https://admin.example.com/api', '1'),
    ).toEqual(connectionRecord(1));
    expect(stores.connections.findAccount('pubnub-v1', 'https://elsewhere', '1')).toBeNull();
    expect(() => {
      stores.connections.save(connectionRecord(2, { accountId: '1' }));
    }).toThrow(/UNIQUE/);
  });

  it('take everything with them but activity, rotations and other connections', () => {
    stores.connections.save(connectionRecord(2));
    stores.containers.upsert(container(2, { connectionId: connectionIdOf(2) }));
    stores.keys.saveAll([
      keyRecord(1, { parts: [part(1), part(2)] }),
      keyRecord(9, { connectionId: connectionIdOf(2), containerId: containerIdOf(2) }),
    ]);
    stores.vault.save(vaultRecord(1, { partId: partIdOf(3) }));
    stores.vault.setListedAt(keyIdOf(1), 5);
    for (const number of [1, 3, 9]) stores.fingerprints.save(partIdOf(number), 'ab');
    stores.rotations.save(rotation(1, 1, false));
    stores.syncRuns.begin({
      syncId: 's',
      connectionId: connectionIdOf(1),
      startedAt: 1,
      pageLimit: 9,
    });

    stores.connections.remove(connectionIdOf(1));

    expect(stores.connections.all()).toEqual([connectionRecord(2)]);
    expect(stores.containers.all().map(({ id }) => id)).toEqual([containerIdOf(2)]);
    expect(stores.keys.page(0, 9).map(({ record }) => record.id)).toEqual([keyIdOf(9)]);
    expect(stores.keys.findByPart(partIdOf(1))).toBeNull();
    expect(stores.keys.findByPart(partIdOf(9))?.record.id).toBe(keyIdOf(9));
    expect(stores.vault.find(vaultEntryIdOf(1))).toBeNull();
    expect(stores.vault.listedAt(keyIdOf(1))).toBeNull();
    expect([1, 3, 9].map((number) => stores.fingerprints.find(partIdOf(number)))).toEqual([
      null,
      null,
      'ab',
    ]);
    expect(stores.syncRuns.find(connectionIdOf(1))).toBeNull();
    expect(stores.rotations.all()).toHaveLength(1);
    // The same account can be connected again, with the same keys.
    stores.connections.save(connectionRecord(1));
    stores.containers.upsert(container(1));
    stores.keys.save(keyRecord(1, { parts: [part(1), part(2)] }));
    expect(stores.keys.count()).toBe(2);
  });
});

describe('containers', () => {
  it('are renamed by the provider’s id and keep ours', () => {
    const renamed = stores.containers.upsert(
      container(7, { providerContainerId: '1', name: 'New name' }),
    );
    expect(renamed).toEqual(container(1, { name: 'New name' }));
    expect(stores.containers.all()).toEqual([renamed]);
  });

  it('are removed when they are neither kept nor hold a key', () => {
    stores.containers.upsert(container(2));
    stores.containers.upsert(container(3));
    stores.keys.save(keyRecord(1));
    stores.containers.removeEmpty(connectionIdOf(1), [containerIdOf(3)]);
    expect(stores.containers.all().map(({ id }) => id)).toEqual([
      containerIdOf(1),
      containerIdOf(3),
    ]);
  });
});

describe('keys', () => {
  it('come back as they were saved, whatever their names', () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      'with\u0000null, \u202Eright to left\u202C and \u{1F511}',
      'ß'.repeat(10_000),
      '',
      "'; DROP TABLE keys; --",
    ];
    const records = names.map((name, index) =>
      keyRecord(index, {
        name,
        status: 'gone',
        createdAt: null,
        seenInSync: 'sync',
        lastRotatedAt: 3,
        annotations: { notes: name, owner: 'me', purpose: 'test', isPublic: index % 2 === 0 },
        replaces: keyIdOf(70),
        replacedBy: keyIdOf(71),
        parts: [
          part(index * 2, { role: 'publish', nature: 'identifier', value: 'pub-c-1', stub: null }),
          part(index * 2 + 1, { custody: 'in-keychain', expiresAt: 9, state: 'expiring' }),
        ],
      }),
    );
    stores.keys.saveAll(records);
    for (const record of records) expect(stores.keys.find(record.id)?.record).toEqual(record);
    expect(stores.keys.ofConnection(connectionIdOf(1))).toEqual(records);
  });

  it('come back with any scope, also an empty, an unknown and an odd one', () => {
    const scopes: KeyScope[] = [
      { kind: 'unknown' },
      { kind: 'keyset', generation: 'v1', properties: {}, unmanaged: [] },
      {
        kind: 'keyset',
        generation: 'v1',
        properties: JSON.parse('{"__proto__": 1, "a": null, "b": "\\ud800"}') as Record<
          string,
          null
        >,
        unmanaged: ['__proto__'],
      },
    ];
    scopes.forEach((scope, index) => {
      stores.keys.save(keyRecord(index, { scope }));
      expect(JSON.stringify(stores.keys.page(index, 1)[0]?.record.scope)).toBe(
        JSON.stringify(scope),
      );
    });
  });

  it('lose half a surrogate pair in a name, which no provider could have meant', () => {
    stores.keys.save(keyRecord(1, { name: 'a\ud800b' }));
    expect(stores.keys.find(keyIdOf(1))?.record.name).toBe('a\ufffdb');
  });

  it('are listed by connection, container and name whatever the case, then by id', () => {
    stores.connections.save(connectionRecord(2, { label: 'account 0' }));
    stores.containers.upsert(container(2, { name: 'app 0' }));
    stores.containers.upsert(container(3, { connectionId: connectionIdOf(2), name: 'ZZ' }));
    stores.keys.saveAll([
      keyRecord(1, { name: 'b' }),
      keyRecord(2, { name: 'A' }),
      keyRecord(3, { name: 'B' }),
      keyRecord(4, { name: 'z', containerId: containerIdOf(2) }),
      keyRecord(5, { connectionId: connectionIdOf(2), containerId: containerIdOf(3) }),
    ]);
    const order = (): string[] => stores.keys.page(0, 100).map(({ record }) => record.id);
    expect(order()).toEqual([5, 4, 2, 1, 3].map(keyIdOf));

    stores.connections.save(connectionRecord(2, { label: 'Zebra' }));
    expect(order()).toEqual([4, 2, 1, 3, 5].map(keyIdOf));
    stores.containers.upsert(container(1, { name: 'AAA' }));
    expect(order()).toEqual([2, 1, 3, 4, 5].map(keyIdOf));
  });

  it('are paged without a gap or a repetition, and an offset past the end is empty', () => {
    const records = Array.from({ length: 250 }, (_, index) =>
      keyRecord(index, { name: `name ${String(index % 7)}` }),
    );
    stores.keys.saveAll(records);
    const paged = [0, 100, 200].flatMap((offset) => stores.keys.page(offset, 100));
    expect(paged).toEqual(stores.keys.page(0, 5_000));
    expect(new Set(paged.map(({ record }) => record.id)).size).toBe(250);
    expect(stores.keys.page(250, 100)).toEqual([]);
    expect(stores.keys.count()).toBe(250);
    expect(stores.keys.countOf(connectionIdOf(1))).toBe(250);
    expect(stores.keys.countOf(connectionIdOf(2))).toBe(0);
  });

  it('carry the container’s name, the provider and the open rotation', () => {
    stores.keys.save(keyRecord(1));
    stores.rotations.save(rotation(1, 1, false));
    expect(stores.keys.find(keyIdOf(1))).toMatchObject({
      containerName: 'App 1',
      providerId: 'pubnub-v1',
      openRotationId: null,
    });
    stores.rotations.save(rotation(2, 1, true));
    expect(stores.keys.page(0, 1)[0]?.openRotationId).toBe(rotationIdOf(2));
  });

  it('are found by the provider’s id and by any of their parts, old parts no more', () => {
    stores.keys.save(keyRecord(1, { parts: [part(1), part(2)] }));
    stores.keys.save(keyRecord(1, { parts: [part(2), part(3)] }));
    expect(stores.keys.findByProviderId(connectionIdOf(1), '1')?.record.id).toBe(keyIdOf(1));
    expect(stores.keys.findByProviderId(connectionIdOf(2), '1')).toBeNull();
    expect(
      [1, 2, 3].map((number) => stores.keys.findByPart(partIdOf(number))?.record.id ?? null),
    ).toEqual([null, keyIdOf(1), keyIdOf(1)]);
    expect([...stores.keys.known(connectionIdOf(1), ['1', '2']).keys()]).toEqual(['1']);
  });

  it('cannot be there twice under one provider’s id, and one part cannot be in two keys', () => {
    stores.keys.save(keyRecord(1));
    expect(() => {
      stores.keys.save(keyRecord(2, { providerKeyId: '1' }));
    }).toThrow(/UNIQUE/);
    expect(() => {
      stores.keys.save(keyRecord(2, { parts: [part(1)] }));
    }).toThrow(/UNIQUE/);
    expect(stores.keys.count()).toBe(1);
  });

  it('save all or none', () => {
    expect(() => {
      stores.keys.saveAll([keyRecord(1), keyRecord(2, { containerId: containerIdOf(99) })]);
    }).toThrow(/constraint/);
    expect(stores.keys.count()).toBe(0);
  });

  it('that a sync did not show are gone, and only those', () => {
    stores.connections.save(connectionRecord(2));
    stores.containers.upsert(container(2, { connectionId: connectionIdOf(2) }));
    stores.keys.saveAll([
      keyRecord(1, { seenInSync: 'now', asOf: 50 }),
      keyRecord(2, { seenInSync: 'before', asOf: 10 }),
      keyRecord(3, { seenInSync: null, asOf: 10 }),
      keyRecord(4, { seenInSync: 'before', status: 'gone', asOf: 10 }),
      // Created while the sync ran, after its page had been read.
      keyRecord(5, { seenInSync: null, asOf: 45 }),
      keyRecord(6, {
        connectionId: connectionIdOf(2),
        containerId: containerIdOf(2),
        seenInSync: 'before',
        asOf: 10,
      }),
    ]);
    stores.syncRuns.begin({
      syncId: 'now',
      connectionId: connectionIdOf(1),
      startedAt: 40,
      pageLimit: 100,
    });

    expect(stores.keys.markGone(connectionIdOf(1), 'now', 60)).toEqual([keyIdOf(2), keyIdOf(3)]);

    const gone = stores.keys.page(0, 9).filter(({ record }) => record.status === 'gone');
    expect(gone.map(({ record }) => record.id).sort()).toEqual([2, 3, 4].map(keyIdOf));
    expect(stores.keys.find(keyIdOf(2))?.record.asOf).toBe(10);
    stores.syncRuns.end(connectionIdOf(1));
    expect(stores.keys.markGone(connectionIdOf(1), 'next', 60)).toEqual([keyIdOf(1), keyIdOf(5)]);
  });
});

describe('an unfinished sync', () => {
  it('remembers its pages until it ends, and a new one forgets them', () => {
    const run = {
      syncId: 'a',
      connectionId: connectionIdOf(1),
      startedAt: 5,
      pageLimit: 100,
    };
    const pages = [
      { providerContainerId: '1', page: 1, keyCount: 100 },
      { providerContainerId: '1', page: 2, keyCount: 7 },
      { providerContainerId: '2', page: 1, keyCount: 0 },
    ];
    stores.syncRuns.begin(run);
    for (const page of pages) stores.syncRuns.pageDone(run.connectionId, page);
    stores.syncRuns.pageDone(run.connectionId, { ...pages[1], keyCount: 8 } as never);
    expect(stores.syncRuns.find(run.connectionId)).toEqual({
      ...run,
      pagesDone: [pages[0], { ...pages[1], keyCount: 8 }, pages[2]],
    });
    stores.syncRuns.begin({ ...run, syncId: 'b' });
    expect(stores.syncRuns.find(run.connectionId)?.pagesDone).toEqual([]);
    stores.syncRuns.end(run.connectionId);
    expect(stores.syncRuns.find(run.connectionId)).toBeNull();
  });
});

describe('vault entries', () => {
  it('come back as saved, by key, id and name, and are removed', () => {
    stores.keys.save(keyRecord(1));
    const held = vaultRecord(1, {
      partId: partIdOf(5),
      custody: 'in-keychain',
      fingerprint: 'f'.repeat(32),
      isAtProvider: false,
      writtenAt: 4,
    });
    stores.vault.save(vaultRecord(2));
    stores.vault.save(held);
    expect(stores.vault.ofKey(keyIdOf(1))).toEqual([held, vaultRecord(2)]);
    expect(stores.vault.find(held.id)).toEqual(held);
    expect(stores.vault.findByName(keyIdOf(1), 'name-1')).toEqual(held);
    expect(() => {
      stores.vault.save(vaultRecord(3, { name: 'name-1' }));
    }).toThrow(/UNIQUE/);
    stores.vault.remove(held.id);
    expect(stores.vault.ofKey(keyIdOf(1))).toEqual([vaultRecord(2)]);
    expect(stores.vault.listedAt(keyIdOf(1))).toBeNull();
    stores.vault.setListedAt(keyIdOf(1), 4);
    stores.vault.setListedAt(keyIdOf(1), 5);
    expect(stores.vault.listedAt(keyIdOf(1))).toBe(5);
  });
});

describe('rotations', () => {
  it('keep every byte, also of a row that nobody can read', () => {
    for (const [index, json] of [
      '{"step":"from the future" }',
      'not json \u0000 \u{1F512}',
      '',
    ].entries()) {
      stores.rotations.save({ ...rotation(index, index, false), json });
      expect(stores.rotations.find(rotationIdOf(index))).toEqual({
        keyId: keyIdOf(index),
        isOpen: false,
        json,
      });
    }
    expect(stores.rotations.all().map(({ id }) => id)).toEqual([0, 1, 2].map(rotationIdOf));
  });

  it('have one open rotation per key and no second', () => {
    stores.rotations.save(rotation(1, 1, true));
    stores.rotations.save(rotation(2, 2, true));
    expect(() => {
      stores.rotations.save(rotation(3, 1, true));
    }).toThrow(/UNIQUE/);
    expect(stores.rotations.openOf(keyIdOf(1))).toBe(rotationIdOf(1));
    expect(stores.rotations.openCountOf(connectionIdOf(1))).toBe(2);
    stores.rotations.save(rotation(1, 1, false));
    stores.rotations.save(rotation(3, 1, true));
    expect(stores.rotations.openOf(keyIdOf(1))).toBe(rotationIdOf(3));
    expect(stores.rotations.openOf(keyIdOf(8))).toBeNull();
  });
});

describe('escrow', () => {
  it('gives back what was put, and never replaces a value', () => {
    stores.escrow.put(rotationIdOf(1), partIdOf(1), 'secret', canarySecret(1));
    stores.escrow.put(rotationIdOf(1), partIdOf(1), 'secret', canarySecret(1));
    stores.escrow.put(rotationIdOf(2), partIdOf(2), 'api-key', canarySecret(2));
    expect(() => {
      stores.escrow.put(rotationIdOf(1), partIdOf(1), 'secret', canarySecret(3));
    }).toThrow('another value');
    expect(stores.escrow.of(rotationIdOf(1))).toEqual([
      { partId: partIdOf(1), role: 'secret', secretValue: canarySecret(1) },
    ]);
    stores.escrow.clear(rotationIdOf(1));
    expect(stores.escrow.find(partIdOf(1))).toBeNull();
    expect(stores.escrow.find(partIdOf(2))).toBe(canarySecret(2));
  });
});

describe('the smaller stores', () => {
  it('keep a sandbox’s state until it is removed', () => {
    stores.sandboxStates.save('pubnub-v1', '1');
    stores.sandboxStates.save('pubnub-v1', '2');
    expect(stores.sandboxStates.load('pubnub-v1')).toBe('2');
    stores.sandboxStates.remove('pubnub-v1');
    expect(stores.sandboxStates.load('pubnub-v1')).toBeNull();
  });

  it('remember keychain items, and which of them are to go', () => {
    for (const name of ['b', 'a', 'a', 'c']) stores.keychainIndex.intend(name);
    stores.keychainIndex.doom('b');
    stores.keychainIndex.doom('d');
    expect(stores.keychainIndex.names()).toEqual(['a', 'b', 'c', 'd']);
    expect(stores.keychainIndex.doomed()).toEqual(['b', 'd']);
    stores.keychainIndex.forget('b');
    expect(stores.keychainIndex.doomed()).toEqual(['d']);
  });

  it('keep fingerprints by part', () => {
    expect(stores.fingerprints.find(partIdOf(1))).toBeNull();
    stores.fingerprints.save(partIdOf(1), stores.fingerprints.of(canarySecret(1)));
    expect(stores.fingerprints.find(partIdOf(1))).toBe(stores.fingerprints.of(canarySecret(1)));
    expect(stores.fingerprints.of(canarySecret(1))).not.toBe(
      stores.fingerprints.of(canarySecret(2)),
    );
  });
});
