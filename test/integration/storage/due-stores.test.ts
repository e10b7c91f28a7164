import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RotationRecords } from '../../../electron/services/rotation-records.ts';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { openMemoryStores } from '../../../electron/storage/memory-stores.ts';
import { noDuePlan, type DuePlan } from '../../../shared/keys/due-plan.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import {
  connectionIdOf,
  connectionRecord,
  container,
  keyIdOf,
  keyRecord,
} from './sample-records.ts';

const plan: DuePlan = {
  tags: ['ci', 'web'],
  rule: 'never',
  snooze: { at: 5, until: 9, reason: 'waits' },
};
const registry = { all: () => [], find: () => null };
const ids = new FakeIdSource();
const clock = new FakeClock();
let stores: Stores;

beforeEach(() => {
  stores = openMemoryStores({ clock, ids });
  stores.connections.save(connectionRecord(1));
  stores.containers.upsert(container(1));
  for (const number of [1, 2]) stores.keys.save(keyRecord(number));
});
afterEach(() => {
  stores.close();
});

describe('what was decided about a key', () => {
  it('comes back, is replaced, and is empty for a key about which nothing was', () => {
    expect(stores.duePlans.find(keyIdOf(1))).toEqual(noDuePlan);
    stores.duePlans.save(keyIdOf(1), plan);
    stores.duePlans.save(keyIdOf(1), { ...plan, rule: 30 });
    expect(stores.duePlans.find(keyIdOf(1))).toEqual({ ...plan, rule: 30 });
    expect([...stores.duePlans.all()]).toEqual([[keyIdOf(1), { ...plan, rule: 30 }]]);
  });

  it('outlives a new version of the key and goes with its account', () => {
    stores.duePlans.save(keyIdOf(1), plan);
    stores.keys.save(keyRecord(1, { name: 'renamed' }));
    expect(stores.duePlans.find(keyIdOf(1))).toEqual(plan);
    stores.connections.remove(connectionIdOf(1));
    expect(stores.duePlans.all().size).toBe(0);
  });

  it('passes to the key that replaces it, without the snooze', () => {
    const records = new RotationRecords({ stores, clock, ids, registry });
    stores.duePlans.save(keyIdOf(1), plan);
    records.link(keyIdOf(1), keyIdOf(2));
    expect(stores.duePlans.find(keyIdOf(2))).toEqual({ ...plan, snooze: null });
    expect(stores.duePlans.find(keyIdOf(1))).toEqual(plan);
  });
});

describe('shown reminders', () => {
  it('answer each id once', () => {
    expect([...stores.shownReminders.claim(['a', 'b'], 1)]).toEqual(['a', 'b']);
    expect([...stores.shownReminders.claim(['b', 'c', 'a'], 2)]).toEqual(['c']);
    expect([...stores.shownReminders.claim([], 3)]).toEqual([]);
  });
});
