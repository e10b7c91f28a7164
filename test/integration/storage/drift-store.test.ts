import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewDrift } from '../../../electron/services/ports/drift-store.ts';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { driftKindSchema } from '../../../shared/keys/drift-row.ts';
import { openMemoryStores } from '../../../electron/storage/memory-stores.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import {
  connectionIdOf,
  connectionRecord,
  container,
  containerIdOf,
  keyIdOf,
  keyRecord,
} from './sample-records.ts';

let stores: Stores;
const found = (keyNumber: number, at: number, changes: Partial<NewDrift> = {}): NewDrift => ({
  keyId: keyIdOf(keyNumber),
  at,
  kind: 'renamed',
  details: ['before', 'after'],
  ...changes,
});

beforeEach(() => {
  stores = openMemoryStores({ clock: new FakeClock(), ids: new FakeIdSource() });
  for (const number of [1, 2]) {
    stores.connections.save(connectionRecord(number));
    const connectionId = connectionIdOf(number);
    stores.containers.upsert(container(number, { connectionId }));
    const containerId = containerIdOf(number);
    stores.keys.save(keyRecord(number, { connectionId, containerId }));
  }
});
afterEach(() => {
  stores.close();
});

describe('what changed elsewhere', () => {
  it('comes back by account, newest first, under the names its keys have now', () => {
    stores.drift.add(connectionIdOf(2), [found(2, 5)]);
    stores.drift.add(connectionIdOf(1), [found(1, 6, { kind: 'gone', details: [] }), found(1, 7)]);
    stores.keys.save(keyRecord(1, { name: 'after' }));
    expect(stores.drift.all()).toEqual([
      {
        connectionId: connectionIdOf(1),
        keyId: keyIdOf(1),
        keyName: 'after',
        containerName: 'App 1',
        at: 7,
        kind: 'renamed',
        details: ['before', 'after'],
      },
      expect.objectContaining({ keyId: keyIdOf(1), at: 6, kind: 'gone', details: [] }),
      expect.objectContaining({ connectionId: connectionIdOf(2), at: 5 }),
    ]);
  });

  it('is dismissed by account, and only what was seen', () => {
    stores.drift.add(connectionIdOf(1), [found(1, 5), found(1, 6)]);
    stores.drift.add(connectionIdOf(2), [found(2, 5)]);
    stores.drift.dismiss(connectionIdOf(1), 5);
    expect(stores.drift.all().map(({ keyId, at }) => [keyId, at])).toEqual([
      [keyIdOf(1), 6],
      [keyIdOf(2), 5],
    ]);
  });

  it('and was our own doing is dropped by key and kind, and only from when we did it', () => {
    const { kind } = found(1, 6);
    const others = driftKindSchema.options.filter((other) => other !== kind);
    stores.keys.save(keyRecord(3));
    stores.drift.add(connectionIdOf(1), [found(1, 5), found(1, 6), found(3, 6)]);
    expect(stores.drift.dropOwn(keyIdOf(1), 5, others)).toBe(false);
    expect(stores.drift.all()).toHaveLength(3);
    expect(stores.drift.dropOwn(keyIdOf(1), 5, [kind])).toBe(true);
    expect(stores.drift.all().map(({ keyId, at }) => [keyId, at])).toEqual([
      [keyIdOf(3), 6],
      [keyIdOf(1), 5],
    ]);
  });

  it('goes with its account', () => {
    stores.drift.add(connectionIdOf(1), [found(1, 5)]);
    stores.drift.add(connectionIdOf(2), [found(2, 5)]);
    stores.connections.remove(connectionIdOf(1));
    expect(stores.drift.all().map(({ keyId }) => keyId)).toEqual([keyIdOf(2)]);
  });

  it('keeps the newest 2,000 of each account', () => {
    stores.drift.add(connectionIdOf(2), [found(2, 5)]);
    const instants = Array.from({ length: 1_500 }, (_, index) => index);
    stores.drift.add(
      connectionIdOf(1),
      instants.map((at) => found(1, at)),
    );
    stores.drift.add(
      connectionIdOf(1),
      instants.map((at) => found(1, 1_500 + at)),
    );
    const ofFirst = stores.drift.all().filter(({ keyId }) => keyId === keyIdOf(1));
    expect(ofFirst).toHaveLength(2_000);
    expect(ofFirst[0]?.at).toBe(2_999);
    expect(ofFirst.at(-1)?.at).toBe(1_000);
    expect(stores.drift.all()).toHaveLength(2_001);
  });
});

describe('keys that a sync did not show', () => {
  it('are those that are marked as gone; one that had ended stays ended', () => {
    const connectionId = connectionIdOf(1);
    stores.keys.saveAll([
      keyRecord(10, { seenInSync: 'now', asOf: 1 }),
      keyRecord(11, { seenInSync: 'before', asOf: 1 }),
      keyRecord(12, { seenInSync: 'before', asOf: 1, status: 'ended' }),
      keyRecord(13, { seenInSync: 'before', asOf: 1, status: 'gone' }),
      keyRecord(14, { seenInSync: null, asOf: 99 }),
    ]);
    const missing = stores.keys.missingAlive(connectionId, 'now', 50);
    expect(missing.filter((id) => id !== keyIdOf(1))).toEqual([keyIdOf(11)]);
    const gone = stores.keys.markGone(connectionId, 'now', 50);
    expect(gone).toEqual(missing);
    expect(stores.keys.find(keyIdOf(12))?.record.status).toBe('ended');
  });
});
