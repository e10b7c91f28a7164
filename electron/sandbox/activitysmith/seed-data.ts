import { seededHex } from '../sandbox-random.ts';
import type { AccountRecord, ChannelRecord, KeyRecord } from './account-record.ts';
import { keySecretDigits, keySecretFrom } from './key-strings.ts';

const dayMs = 86_400_000;

const seededChannels: readonly (readonly [slug: string, name: string, devices: number])[] = [
  ['ops', 'Operations', 9],
  ['on-call', 'On call', 3],
  ['deploys', 'Deploys', 14],
  ['marketing', 'Marketing', 6],
  ['billing', 'Billing', 2],
  ['warehouse', 'Warehouse floor', 11],
  ['test-devices', 'Test devices', 4],
  ['launch-2024', 'Launch 2024', 0],
];

/** A channel that was deleted long ago; keys still name it. */
const goneChannel = 'spring-campaign';

type Row = readonly [
  name: string,
  ageDays: number,
  /** Null: all recipients. */
  slugs: readonly string[] | null,
  madeByAgent?: true,
];

/** What a small company has: careful keys, old ones, and some that reach everybody for no reason. */
const believableKeys: readonly Row[] = [
  ['ci deploys', 38, ['deploys'], true],
  ['backend production', 412, null],
  ['on-call alerts', 147, ['on-call', 'ops']],
  ['marketing automation', 230, ['marketing']],
  ['warehouse scanner', 96, ['warehouse']],
  ['staging', 188, ['test-devices']],
  ['grafana', 301, ['ops']],
  ['zapier', 655, null],
  ['billing cron', 74, ['billing', 'ops']],
  ['ios release lane', 21, ['deploys', 'test-devices'], true],
  ['backup job', 519, null],
  ['spring campaign', 402, [goneChannel]],
  ['launch 2024 countdown', 590, ['launch-2024', 'marketing']],
  ['robin laptop', 733, null],
  ['agent: release notes', 5, ['deploys'], true],
  ['agent: nightly report', 2, null, true],
];

const consumers = ['worker', 'cron', 'agent', 'webhook', 'gateway', 'kiosk', 'partner', 'lab'];

/** The account of a small company; depends on nothing but its arguments. */
export function seedAccount(input: {
  readonly seed: number;
  /** Null: the believable keys; more are made up, fewer are the first of them. */
  readonly keys: number | null;
  readonly now: number;
}): AccountRecord {
  const { seed, keys, now } = input;
  // To the day, so that two starts on one day give the same account.
  const today = Math.floor(now / dayMs) * dayMs;
  const count = keys ?? believableKeys.length;
  const rows = [
    ...believableKeys.slice(0, count),
    ...Array.from({ length: Math.max(0, count - believableKeys.length) }, (_, index) =>
      madeUpKey(seed, index),
    ),
  ];
  return {
    formatVersion: 1,
    provider: 'activitysmith',
    user: { name: 'Robin Larkspur', email: 'robin@larkspur.example' },
    channels: seededChannels.map(([slug, name, devices]): ChannelRecord => ({
      ...{ publicId: channelId(seed, slug), slug, name, devices },
    })),
    keys: rows
      .map((row) => keyRecord(seed, today, row))
      .toSorted((left, right) => left.createdAt - right.createdAt),
    deletedKeys: [],
    clients: [],
    consents: [],
    codes: [],
    tokens: [],
  };
}

const channelId = (seed: number, slug: string): string =>
  `chan_${seededHex(seed, `channel/${slug}`, 16)}`;

function keyRecord(seed: number, today: number, row: Row): KeyRecord {
  const [name, ageDays, slugs, madeByAgent = false] = row;
  const digits = seededHex(seed, `key/${name}`, keySecretDigits + 16);
  // Some time of that day, because nobody creates keys at midnight.
  const timeOfDayMs = (Number.parseInt(digits.slice(0, 6), 16) % 36_000) * 1_000;
  return {
    publicId: `key_${digits.slice(keySecretDigits)}`,
    name,
    keySecret: keySecretFrom(digits.slice(0, keySecretDigits)),
    scopeMode: slugs === null ? 'all' : 'channels',
    channelIds: (slugs ?? []).map((slug) => channelId(seed, slug)),
    madeByAgent,
    createdAt: today - ageDays * dayMs - timeOfDayMs,
  };
}

/** One of thousands: age, name and channel by chance. */
function madeUpKey(seed: number, index: number): Row {
  const chance = Number.parseInt(seededHex(seed, `made-up/${index}`, 10), 16);
  const consumer = consumers[chance % consumers.length] ?? 'worker';
  const [slug] = seededChannels[Math.floor(chance / 8) % seededChannels.length] ?? ['ops'];
  const ageDays = 1 + (Math.floor(chance / 64) % 900);
  const isForAll = Math.floor(chance / 57_600) % 4 === 0;
  return [
    `${consumer} ${slug} ${String(index + 1).padStart(5, '0')}`,
    ageDays,
    isForAll ? null : [slug],
  ];
}
