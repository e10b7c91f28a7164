import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReminderService } from '../../../../electron/services/reminder-service.ts';
import { RemindOnce } from '../../../../electron/services/remind-once.ts';
import type { KeyRecord, Stores } from '../../../../electron/services/ports/stores.ts';
import { SettingsService } from '../../../../electron/services/settings-service.ts';
import { openMemoryStores } from '../../../../electron/storage/memory-stores.ts';
import { noDuePlan } from '../../../../shared/keys/due-plan.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/lib/duration.ts';
import { rotationIdSchema } from '../../../../shared/lib/ids.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../../fakes/fake-id-source.ts';
import {
  connectionIdOf,
  connectionRecord,
  container,
  keyIdOf,
  keyRecord,
} from '../../../integration/storage/sample-records.ts';

let clock: FakeClock;
let stores: Stores;
let service: ReminderService;
let shown: { title: string; body: string }[];
let bugs: unknown[];
let published: string[];

const start = (): void => {
  const logger = {
    info: () => undefined,
    warn: () => undefined,
    bug: (_event: string, cause: unknown) => {
      bugs.push(cause);
      return 'bug';
    },
  };
  const preferences = { read: () => ({}), write: () => undefined };
  const settings = new SettingsService({ preferences, events: { publish: () => undefined } });
  const notifications = { show: (notice: (typeof shown)[number]) => shown.push(notice) };
  const { shownReminders } = stores;
  const remindOnce = new RemindOnce({ notifications, shownReminders, clock });
  const events = { publish: (name: string) => published.push(name) };
  service = new ReminderService({ stores, settings, remindOnce, events, clock, logger });
  service.start();
};

/** A production key, so due after 90 days; `bornDaysAgo` before now. */
const saveKey = (bornDaysAgo: number, changes: Partial<KeyRecord> = {}): void => {
  stores.keys.save(
    keyRecord(1, {
      name: 'orders-production',
      environment: 'production',
      createdAt: clock.now() - bornDaysAgo * DAY_MS,
      lastRotatedAt: null,
      parts: [],
      ...changes,
    }),
  );
};
const withEnd = (endsAt: number, state: 'current' | 'expiring'): Partial<KeyRecord> => ({
  parts: keyRecord(1).parts.map((part) =>
    part.nature === 'secret' ? { ...part, state, expiresAt: endsAt } : part,
  ),
});
const titles = (): string[] => shown.map(({ title }) => title);

beforeEach(() => {
  clock = new FakeClock();
  stores = openMemoryStores({ clock, ids: new FakeIdSource() });
  stores.connections.save(connectionRecord(1));
  stores.containers.upsert(container(1));
  shown = [];
  bugs = [];
  published = [];
});

afterEach(() => {
  service.stop();
  expect(clock.pendingTimers).toBe(0);
  stores.close();
  expect(bugs).toEqual([]);
});

describe('a key that becomes due', () => {
  it('is told of within a minute, by name, once, and not before', () => {
    saveKey(89);
    start();
    clock.advance(DAY_MS - 1);
    expect(shown).toEqual([]);
    expect(published).toEqual([]);
    clock.advance(MINUTE_MS);
    expect(published).toEqual(['keys.changed']);
    expect(shown).toEqual([
      { title: 'A key is due for rotation', body: 'orders-production in App 1' },
    ]);
    clock.advance(3 * DAY_MS);
    expect(shown).toHaveLength(1);
  });

  it('is not told of again by the next start', () => {
    saveKey(100);
    start();
    clock.advance(MINUTE_MS);
    service.stop();
    start();
    clock.advance(2 * HOUR_MS);
    expect(shown).toHaveLength(1);
  });

  it('is told of again after its next rotation only', () => {
    saveKey(100);
    start();
    clock.advance(MINUTE_MS);
    saveKey(100, { lastRotatedAt: clock.now() });
    clock.advance(90 * DAY_MS - HOUR_MS);
    expect(shown).toHaveLength(1);
    clock.advance(2 * HOUR_MS);
    expect(shown).toHaveLength(2);
  });

  it('is told of when its snooze is over, without a word before', () => {
    saveKey(100);
    const snooze = { at: clock.now(), until: clock.now() + 7 * DAY_MS, reason: 'later' };
    stores.duePlans.save(keyIdOf(1), { ...noDuePlan, snooze });
    start();
    clock.advance(7 * DAY_MS - 1);
    expect(shown).toEqual([]);
    clock.advance(MINUTE_MS);
    expect(titles()).toEqual(['A key is due for rotation']);
  });

  it('is left to its rotation while one is open', () => {
    saveKey(100);
    stores.rotations.save({
      id: rotationIdSchema.parse('01ARZ3NDEKTSV4RRFFQ69G5FAV'),
      keyId: keyIdOf(1),
      connectionId: connectionIdOf(1),
      isOpen: true,
      json: '{}',
      updatedAt: 0,
    });
    start();
    clock.advance(2 * HOUR_MS);
    expect(shown).toEqual([]);
  });

  it.each(['ended', 'gone'] as const)('is not told of when it has %s', (status) => {
    saveKey(100, { status });
    start();
    clock.advance(2 * HOUR_MS);
    expect(shown).toEqual([]);
  });

  it('is found within a minute after the clock was set forward', () => {
    saveKey(80);
    start();
    clock.advance(MINUTE_MS);
    clock.jumpWall(30 * DAY_MS);
    clock.advance(MINUTE_MS);
    expect(shown).toHaveLength(1);
  });

  it('is not told of by a clock that was set back', () => {
    saveKey(89.99);
    start();
    clock.advance(MINUTE_MS);
    clock.jumpWall(-30 * DAY_MS);
    clock.advance(DAY_MS);
    expect(shown).toEqual([]);
    clock.jumpWall(30 * DAY_MS);
    clock.advance(MINUTE_MS);
    expect(shown).toHaveLength(1);
  });

  it('is found within an hour when the key came later', () => {
    start();
    clock.advance(MINUTE_MS);
    saveKey(100);
    clock.advance(HOUR_MS);
    expect(shown).toHaveLength(1);
  });

  it('has no control characters in its name', () => {
    saveKey(100, { name: 'a\u202Eb\u0007' });
    start();
    clock.advance(MINUTE_MS);
    expect(shown[0]?.body).toBe('a�b� in App 1');
  });
});

describe('a secret that ends by itself', () => {
  it('is told of seven days and one day ahead, and when it has ended', () => {
    const endsAt = clock.now() + 10 * DAY_MS;
    saveKey(1, withEnd(endsAt, 'current'));
    start();
    clock.advance(3 * DAY_MS - 1);
    expect(titles()).toEqual([]);
    clock.advance(MINUTE_MS);
    expect(titles()).toEqual(['The secret ends within 7 days']);
    clock.advance(6 * DAY_MS);
    expect(titles().slice(1)).toEqual(['The secret ends within a day']);
    clock.advance(DAY_MS);
    expect(titles().slice(2)).toEqual(['A secret has ended']);
  });

  it('is told of once when several leads have passed', () => {
    saveKey(1, withEnd(clock.now() + 6 * HOUR_MS, 'expiring'));
    start();
    clock.advance(DAY_MS);
    expect(titles()).toEqual(['An old secret ends within a day']);
  });

  it('is told of anew when its end was moved', () => {
    saveKey(1, withEnd(clock.now() + 6 * HOUR_MS, 'expiring'));
    start();
    clock.advance(HOUR_MS);
    saveKey(1, withEnd(clock.now() + 20 * DAY_MS, 'expiring'));
    clock.advance(14 * DAY_MS);
    expect(titles().slice(1)).toEqual(['An old secret ends within 7 days']);
  });
});
