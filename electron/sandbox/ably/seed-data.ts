import { seededHex } from '../sandbox-random.ts';
import type { AccountRecord, AppRecord, KeyRecord } from './account-record.ts';
import { appIdDigits, appIdFrom, keyStringDigits, keyStringsFrom } from './key-strings.ts';
import { believableKeys, commonCapabilities, seededApps, type KeySeed } from './seed-keys.ts';

const dayMs = 86_400_000;
const documentedKeyLimit = 100;
/** Above the documented limit, an account has made an arrangement with a little room. */
const roomAboveSeed = 20;
const consumers = ['web', 'ios', 'android', 'worker', 'gateway', 'kiosk', 'partner', 'batch'];

const readCapabilities = [
  'read:app',
  'read:key',
  'read:namespace',
  'read:queue',
  'read:rule',
  'read:stats',
];
const allCapabilities = [
  ...readCapabilities,
  'write:app',
  'write:key',
  'write:namespace',
  'write:queue',
  'write:rule',
];

/**
 * The account of a small company with the keys such companies have: root keys of years ago, a few
 * narrow ones, some far too broad, two revoked. Depends on nothing but its arguments.
 */
export function seedAccount(input: {
  readonly seed: number;
  /** Null: the believable keys; more are made up, fewer are the first of them. */
  readonly keys: number | null;
  readonly now: number;
}): AccountRecord {
  const { seed, keys, now } = input;
  // To the day, so that two starts on one day give the same account.
  const today = Math.floor(now / dayMs) * dayMs;
  const seeds = keySeeds(seed, keys ?? believableKeys.length);
  const apps = seededApps.map((name) => appRecord({ seed, today, name, seeds }));
  const appIds = new Map(apps.map((app) => [app.name, app.id]));
  return {
    formatVersion: 1,
    provider: 'ably',
    account: { id: appIdFrom(seededHex(seed, 'account', appIdDigits)), name: 'Larkspur' },
    user: { id: 73_012, email: 'robin@larkspur.example' },
    keyLimit: Math.max(documentedKeyLimit, seeds.length + roomAboveSeed),
    accessTokens: [
      accessToken(seed, 'Rekey', allCapabilities, today + 60 * dayMs),
      accessToken(seed, 'audit (read only)', readCapabilities, null),
    ],
    apps,
    keys: seeds
      .map((keySeed) => ({ keySeed, createdAt: at(seed, keySeed, today, keySeed.ageDays) }))
      .toSorted((left, right) => left.createdAt - right.createdAt)
      .map(({ keySeed, createdAt }) =>
        keyRecord({ seed, today, keySeed, createdAt, appId: appIds.get(keySeed.app) ?? '' }),
      ),
    tokenRevocations: [],
  };
}

function accessToken(
  seed: number,
  name: string,
  capabilities: readonly string[],
  expiresAt: number | null,
): AccountRecord['accessTokens'][number] {
  return {
    id: seededHex(seed, `token-id/${name}`, 32),
    name,
    tokenSecret: `RKCANARY-${seededHex(seed, `token/${name}`, 40)}`,
    capabilities: [...capabilities],
    expiresAt,
    lastUsedAt: null,
  };
}

function appRecord(input: {
  readonly seed: number;
  readonly today: number;
  readonly name: string;
  readonly seeds: readonly KeySeed[];
}): AppRecord {
  const { seed, today, name, seeds } = input;
  const ages = seeds.filter((key) => key.app === name).map((key) => key.ageDays);
  const createdAt = today - (2 + ages.reduce((oldest, age) => Math.max(oldest, age), 0)) * dayMs;
  const isChat = name === 'Chat';
  return {
    id: appIdFrom(seededHex(seed, `app/${name}`, appIdDigits)),
    name,
    status: 'enabled',
    tlsOnly: !isChat,
    createdAt,
    modifiedAt: createdAt,
    queues: isChat
      ? []
      : [
          { name: 'orders', region: 'us-east-1-a', ttlSeconds: 60, maxLength: 10_000 },
          { name: 'audit-trail', region: 'eu-west-1-a', ttlSeconds: 3_600, maxLength: 1_000 },
        ],
    namespaces: [
      { id: isChat ? 'chat' : 'orders', persisted: true, pushEnabled: false, createdAt },
      { id: 'presence', persisted: false, pushEnabled: isChat, createdAt },
    ],
  };
}

function keySeeds(seed: number, count: number): readonly KeySeed[] {
  const seeds = believableKeys.slice(0, count);
  for (let index = 0; seeds.length < count; index += 1) {
    // In turn, so that thousands are spread evenly over the apps.
    seeds.push(madeUpKey(seed, index, pick(seededApps, index)));
  }
  return seeds;
}

/** One of thousands: age, name and capability by chance. */
function madeUpKey(seed: number, index: number, app: string): KeySeed {
  const chance = Number.parseInt(seededHex(seed, `key/${index}`, 12), 16);
  const ageDays = 1 + (chance % 1_200);
  const consumer = pick(consumers, Math.floor(chance / 6_000));
  return {
    app,
    name: `${consumer} ${String(index + 1).padStart(5, '0')}`,
    ageDays,
    changedDaysAgo: chance % 3 === 0 ? null : Math.floor(ageDays / 2),
    capability: pick(commonCapabilities, Math.floor(chance / 48_000)),
    revocableTokens: chance % 4 === 0,
  };
}

function pick<T>(list: readonly T[], chance: number): T {
  const entry = list[chance % list.length];
  if (entry === undefined) throw new Error('Nothing to pick from');
  return entry;
}

function keyRecord(input: {
  readonly seed: number;
  readonly today: number;
  readonly keySeed: KeySeed;
  readonly createdAt: number;
  readonly appId: string;
}): KeyRecord {
  const { seed, today, keySeed, createdAt, appId } = input;
  const { id, keySecret } = keyStringsFrom(
    seededHex(seed, `strings/${keySeed.app}/${keySeed.name}`, keyStringDigits),
  );
  const modifiedAt =
    keySeed.changedDaysAgo === null ? createdAt : at(seed, keySeed, today, keySeed.changedDaysAgo);
  return {
    appId,
    id: keySeed.idBegins === undefined ? id : `${keySeed.idBegins}${id.slice(1)}`,
    name: keySeed.name,
    status: keySeed.isRevoked === true ? 1 : 0,
    keySecret,
    capability: Object.fromEntries(
      Object.entries(keySeed.capability).map(([resource, names]) => [resource, [...names]]),
    ),
    revocableTokens: keySeed.revocableTokens,
    createdAt,
    modifiedAt,
    revokedAt: keySeed.isRevoked === true ? modifiedAt : null,
  };
}

/** Some time of that day, because nobody creates keys at midnight. */
function at(seed: number, { app, name }: KeySeed, today: number, daysAgo: number): number {
  const digits = seededHex(seed, `time/${app}/${name}`, 6);
  return today - daysAgo * dayMs - (Number.parseInt(digits, 16) % 36_000) * 1_000;
}
