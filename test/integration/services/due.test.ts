import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../shared/lib/duration.ts';
import { OtherAccount } from './other-account.ts';
import { errorOf, ServicesWorld, valueOf } from './services-world.ts';

let world: ServicesWorld;

afterEach(async () => {
  await world.close();
});

const overAge = () =>
  world
    .rows()
    .filter(({ attention }) => attention.includes('over-age'))
    .map(({ id }) => id)
    .toSorted();
const listed = () => world.services.due.list();

describe('the due list', () => {
  beforeEach(async () => {
    world = await ServicesWorld.connected();
  });

  it('agrees with what asks for attention, and comes soonest first', () => {
    const { rows, total } = listed();
    const due = rows.filter((row) => row.due.state === 'due').map(({ keyId }) => keyId);
    expect(due.length).toBeGreaterThan(3);
    expect(due.toSorted()).toEqual(overAge());
    const dates = rows.map((row) => row.due.dueAt ?? 0);
    expect(dates).toEqual(dates.toSorted((left, right) => left - right));
    expect(total).toBe(rows.length);
  });

  it('follows the settings, the tags and the rule of a key', () => {
    const [first] = listed().rows;
    if (first === undefined) throw new Error('Something is due');
    const { due, settings } = world.services;
    const { keyId } = first;
    expect(valueOf(due.setRule(keyId, [], 'never')).due.state).toBe('never');
    expect(overAge()).not.toContain(keyId);
    expect(world.lastActivity).toMatchObject({
      action: 'key.due-rule-set',
      keyId,
      facts: { days: 'never' },
    });
    valueOf(settings.update({ tagPolicies: [{ tag: 'ci', days: 3_650 }] }));
    expect(valueOf(due.setRule(keyId, ['ci', 'ci'], null))).toMatchObject({
      plan: { tags: ['ci'], rule: null },
      due: { cause: { kind: 'tag', tag: 'ci', days: 3_650 } },
    });
    valueOf(settings.update({ tagPolicies: [] }));
    expect(valueOf(due.get(keyId)).due.cause).toMatchObject({ kind: 'environment' });
    expect(overAge()).toContain(keyId);
  });

  it('is quiet about a snoozed key until the snooze is over, and keeps the reason', async () => {
    const { due } = world.services;
    const [first] = listed().rows;
    if (first === undefined) throw new Error('Something is due');
    const { keyId } = first;
    const now = world.host.clock.now();
    const until = now + 7 * DAY_MS;
    valueOf(due.snooze(keyId, until, 'waits for the release'));
    expect(overAge()).not.toContain(keyId);
    expect(listed().rows.map((row) => row.keyId)).not.toContain(keyId);
    expect(world.lastActivity).toMatchObject({
      action: 'key.snoozed',
      outcome: 'done',
      facts: { until: new Date(until).toISOString(), reason: 'waits for the release' },
    });
    await world.restart();
    expect(listed().snoozed).toMatchObject([
      { keyId, due: { state: 'snoozed', snooze: { until, reason: 'waits for the release' } } },
    ]);
    world.host.clock.advance(7 * DAY_MS);
    expect(overAge()).toContain(keyId);
    expect(listed().snoozed).toEqual([]);
  });

  it('ends a snooze when a person says so', () => {
    const { due } = world.services;
    const keyId = overAge()[0];
    if (keyId === undefined) throw new Error('Something is due');
    valueOf(due.snooze(keyId, world.host.clock.now() + DAY_MS, 'x'));
    valueOf(due.unsnooze(keyId));
    expect(overAge()).toContain(keyId);
    expect(world.lastActivity).toMatchObject({ action: 'key.unsnoozed', keyId });
  });

  it('refuses a snooze that is over or longer than 90 days, and changes nothing', () => {
    const { due } = world.services;
    const [first] = listed().rows;
    if (first === undefined) throw new Error('Something is due');
    const now = world.host.clock.now();
    for (const until of [now, now + 90 * DAY_MS + 1])
      expect(errorOf(due.snooze(first.keyId, until, 'x')).kind).toBe('invalid-input');
    valueOf(due.snooze(first.keyId, now + 90 * DAY_MS, 'x'));
    expect(listed().snoozed).toHaveLength(1);
  });

  it('outlives a sync, which knows nothing of it', async () => {
    const [first] = listed().rows;
    if (first === undefined) throw new Error('Something is due');
    valueOf(world.services.due.setRule(first.keyId, ['ci'], 30));
    await world.sync();
    expect(valueOf(world.services.due.get(first.keyId)).plan).toMatchObject({
      tags: ['ci'],
      rule: 30,
    });
  });
});

describe('secrets that end', () => {
  it('are listed when they were rotated away and still used by somebody', async () => {
    const account = await OtherAccount.connected('pubnub-v2');
    ({ world } = account);
    const { id: keyId } = world.key('telemetry-ingest-prod');
    await world.answered(world.services.secretExpiry.look(keyId));
    expect(listed().rows).toContainEqual(
      expect.objectContaining({
        keyId,
        due: expect.objectContaining({
          state: 'soon',
          leadDays: 7,
          cause: { kind: 'old-secret-ends' },
        }) as unknown,
      }),
    );
    const now = world.host.clock.now();
    valueOf(world.services.due.snooze(keyId, now + DAY_MS, 'nobody uses it'));
    expect(listed().rows.map((row) => row.keyId)).not.toContain(keyId);
  });
});
