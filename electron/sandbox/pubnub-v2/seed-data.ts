import { seededHex } from '../sandbox-random.ts';
import type { AccountRecord, KeysetRecord, SecretKeyRecord } from './account-record.ts';
import { identifierDigits, identifiersFrom, secretDigits, secretKeyFrom } from './key-strings.ts';
import { allPermissions, readPermissions, type Permission } from './permission.ts';
import {
  believableKeysets,
  commonConfigurations,
  seededApps,
  type KeysetSeed,
} from './seed-keysets.ts';

const dayMs = 86_400_000;
const firstAppId = 71_340;
const firstKeysetId = 880_150;
const regions = ['us', 'eu', 'apac', 'latam', 'edge'];
const consumers = ['web', 'ios', 'android', 'worker', 'gateway', 'kiosk', 'partner', 'batch'];

/**
 * The account of a small company on a paid plan: some keysets fine, some open to everybody, one with
 * a rotation under way and one with as many old secret keys as are allowed. Depends on nothing but
 * its arguments.
 */
export function seedAccount(input: {
  readonly seed: number;
  /** Null: the believable keysets; more are made up, fewer are the first of them. */
  readonly keys: number | null;
  readonly now: number;
}): AccountRecord {
  const { seed, keys, now } = input;
  // To the day, so that two starts on one day give the same account.
  const today = Math.floor(now / dayMs) * dayMs;
  const seeds = keysetSeeds(seed, keys ?? believableKeysets.length);
  const apps = seededApps.map((name, index) => {
    const createdAt = today - oldestDays(seeds, name) * dayMs;
    return { id: String(firstAppId + index * 11), name, createdAt, updatedAt: createdAt };
  });
  const appIds = new Map(apps.map((app) => [app.name, app.id]));
  const ids = increasingIds(seed, seeds.length);
  const keysets = seeds
    // The oldest gets the lowest id, as at the vendor's.
    .toSorted((left, right) => right.ageDays - left.ageDays)
    .map((keysetSeed, index) =>
      keysetRecord({
        ...{ seed, today, keysetSeed },
        id: String(ids[index] ?? 0),
        appId: appIds.get(keysetSeed.app) ?? String(firstAppId),
      }),
    );
  return {
    formatVersion: 1,
    provider: 'pubnub-v2',
    nextId: (ids.at(-1) ?? firstKeysetId) + 1_000,
    apiKeys: [apiKey(seed, 'owner', allPermissions), apiKey(seed, 'reader', readPermissions)],
    apps,
    keysets,
  };
}

const apiKey = (
  seed: number,
  who: string,
  permissions: readonly Permission[],
): AccountRecord['apiKeys'][number] => ({
  apiKeySecret: `si_${seededHex(seed, `api-key/${who}`, 8)}RKCANARY${seededHex(seed, `api-key/${who}/rest`, 32)}`,
  permissions: [...permissions],
});

function keysetSeeds(seed: number, count: number): readonly KeysetSeed[] {
  const seeds = believableKeysets.slice(0, count);
  for (let index = 0; seeds.length < count; index += 1) seeds.push(madeUpKeyset(seed, index));
  return seeds;
}

/** One of thousands: age, name and configuration by chance, the apps in turn. */
function madeUpKeyset(seed: number, index: number): KeysetSeed {
  const chance = Number.parseInt(seededHex(seed, `keyset/${index}`, 12), 16);
  const app = pick(seededApps, index);
  const type = chance % 5 < 2 ? 'production' : 'testing';
  const ageDays = 1 + (Math.floor(chance / 5) % 1_200);
  const words = [
    app.toLowerCase(),
    pick(consumers, Math.floor(chance / 6_000)),
    pick(regions, Math.floor(chance / 48_000)),
    type === 'production' ? 'prod' : 'test',
    String(index + 1).padStart(5, '0'),
  ];
  return {
    ...{ app, type, ageDays },
    name: words.join('-'),
    changedDaysAgo: Math.floor(ageDays / 2),
    config: pick(commonConfigurations, Math.floor(chance / 240_000)),
  };
}

function pick<T>(list: readonly T[], chance: number): T {
  const entry = list[chance % list.length];
  if (entry === undefined) throw new Error('Nothing to pick from');
  return entry;
}

/** Gaps between ids, as other customers of the vendor make keys too. */
function increasingIds(seed: number, count: number): readonly number[] {
  let id = firstKeysetId;
  return Array.from({ length: count }, (_, index) => {
    id += 1 + (Number.parseInt(seededHex(seed, `gap/${index}`, 4), 16) % 90);
    return id;
  });
}

function oldestDays(seeds: readonly KeysetSeed[], app: string): number {
  const ages = seeds.filter((keyset) => keyset.app === app).map((keyset) => keyset.ageDays);
  return 1 + ages.reduce((oldest, age) => Math.max(oldest, age), 0);
}

function keysetRecord(input: {
  readonly seed: number;
  readonly today: number;
  readonly keysetSeed: KeysetSeed;
  readonly id: string;
  readonly appId: string;
}): KeysetRecord {
  const { seed, today, keysetSeed, id, appId } = input;
  const { name, type, config } = keysetSeed;
  const digits = seededHex(seed, `identifiers/${name}`, identifierDigits);
  // Some time of that day, because nobody creates keys at midnight.
  const timeOfDayMs = (Number.parseInt(digits.slice(0, 6), 16) % 36_000) * 1_000;
  const at = (daysAgo: number): number => today - daysAgo * dayMs - timeOfDayMs;
  return {
    ...{ id, appId, name, type },
    ...identifiersFrom(digits),
    secretKeys: secretKeyRecords(seed, keysetSeed, at),
    config,
    createdAt: at(keysetSeed.ageDays),
    updatedAt: at(keysetSeed.changedDaysAgo),
    deletedAt: null,
  };
}

/** Each secret key was made when the one before it was rotated away. */
function secretKeyRecords(
  seed: number,
  { name, ageDays, rotated = [] }: KeysetSeed,
  at: (daysAgo: number) => number,
): SecretKeyRecord[] {
  const madeDaysAgo = [ageDays, ...rotated.map(({ rotatedDaysAgo }) => rotatedDaysAgo)];
  return madeDaysAgo.map((daysAgo, index) => {
    const expiresInDays = rotated[index]?.expiresInDays;
    return {
      secretKey: secretKeyFrom(seededHex(seed, `secret/${name}/${index}`, secretDigits)),
      createdAt: at(daysAgo),
      expiresAt: expiresInDays === undefined ? null : at(-expiresInDays),
      endedAt: null,
    };
  });
}
