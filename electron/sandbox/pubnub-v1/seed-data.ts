import { seededHex } from '../sandbox-random.ts';
import type { AccountRecord, KeysetRecord } from './account-record.ts';
import { keyStringDigits, keyStringsFrom } from './key-strings.ts';
import {
  believableKeysets,
  commonConfigurations,
  seededApps,
  type KeysetSeed,
} from './seed-keysets.ts';

const dayMs = 86_400_000;
const accountId = 420_117;
const firstAppId = 35_610;
const firstKeysetId = 501_200;
const regions = ['us', 'eu', 'apac', 'latam', 'edge'];
const consumers = ['web', 'ios', 'android', 'worker', 'gateway', 'kiosk', 'partner', 'batch'];

/**
 * The account of a small company with the keys such companies have: some fine, some four hundred
 * days old, some open to everybody, two already disabled. Depends on nothing but its arguments.
 */
export function seedAccount(input: {
  readonly seed: number;
  /** Null: the forty believable keysets; more are made up, fewer are the first of them. */
  readonly keys: number | null;
  readonly now: number;
}): AccountRecord {
  const { seed, keys, now } = input;
  // To the day, so that two starts on one day give the same account.
  const today = Math.floor(now / dayMs) * dayMs;
  const seeds = keysetSeeds(seed, keys ?? believableKeysets.length);
  const apps = seededApps.map((name, index) => ({
    id: firstAppId + index * 7,
    name,
    statsChannel: seededHex(seed, `stats-channel/${name}`, 16),
    createdAt: today - oldestDays(seeds, name) * dayMs,
    modifiedAt: null,
  }));
  const appIds = new Map(apps.map((app) => [app.name, app.id]));

  const ids = increasingIds(seed, seeds.length);
  const keysets = seeds
    // The oldest gets the lowest id, as at the vendor's.
    .toSorted((left, right) => right.ageDays - left.ageDays)
    .map((keysetSeed, index) =>
      keysetRecord({
        seed,
        today,
        keysetSeed,
        id: ids[index] ?? 0,
        appId: appIds.get(keysetSeed.app) ?? firstAppId,
      }),
    );
  return {
    formatVersion: 1,
    provider: 'pubnub-v1',
    accountId,
    nextId: (ids.at(-1) ?? firstKeysetId) + 1_000,
    users: [
      user(seed, 7_301, { email: 'robin@larkspur.example', mayWrite: true }, today),
      user(seed, 7_302, { email: 'audit@larkspur.example', mayWrite: false }, today),
    ],
    sessions: [],
    apps,
    keysets,
  };
}

function user(
  seed: number,
  id: number,
  who: { readonly email: string; readonly mayWrite: boolean },
  today: number,
): AccountRecord['users'][number] {
  return {
    id,
    ...who,
    passwordSecret: `RKCANARY-${seededHex(seed, `password/${id}`, 20)}`,
    createdAt: today - 3_600 * dayMs,
  };
}

function keysetSeeds(seed: number, count: number): readonly KeysetSeed[] {
  const seeds = believableKeysets.slice(0, count);
  const sizes = new Map(seededApps.map((app) => [app, 0]));
  for (const { app } of seeds) sizes.set(app, (sizes.get(app) ?? 0) + 1);
  for (let index = 0; seeds.length < count; index += 1) {
    // Into the smallest app, so that thousands are spread evenly and page counts are predictable.
    const [app, size] = [...sizes].reduce((smallest, other) =>
      other[1] < smallest[1] ? other : smallest,
    );
    sizes.set(app, size + 1);
    seeds.push(madeUpKeyset(seed, index, app));
  }
  return seeds;
}

/** One of thousands: age, name and configuration by chance. */
function madeUpKeyset(seed: number, index: number, app: string): KeysetSeed {
  const chance = Number.parseInt(seededHex(seed, `keyset/${index}`, 12), 16);
  const type = chance % 5 < 2 ? 'production' : 'testing';
  const ageDays = 1 + (Math.floor(chance / 5) % 1_200);
  const consumer = pick(consumers, Math.floor(chance / 6_000));
  const region = pick(regions, Math.floor(chance / 48_000));
  const environment = type === 'production' ? 'prod' : 'test';
  const prefix = app.toLowerCase().replaceAll(' ', '-');
  const name = `${prefix}-${consumer}-${region}-${environment}-${String(index + 1).padStart(5, '0')}`;
  return {
    app,
    name,
    type,
    ageDays,
    changedDaysAgo: chance % 3 === 0 ? null : Math.floor(ageDays / 2),
    properties: { name, ...pick(commonConfigurations, Math.floor(chance / 240_000)) },
  };
}

function pick<T>(list: readonly [T, ...T[]] | readonly T[], chance: number): T {
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
  readonly id: number;
  readonly appId: number;
}): KeysetRecord {
  const { seed, today, keysetSeed, id, appId } = input;
  const digits = seededHex(seed, `strings/${keysetSeed.name}`, keyStringDigits);
  const strings = keyStringsFrom(digits);
  // Some time of that day, because nobody creates keys at midnight.
  const timeOfDayMs = (Number.parseInt(digits.slice(0, 6), 16) % 36_000) * 1_000;
  const at = (daysAgo: number): number => today - daysAgo * dayMs - timeOfDayMs;
  const modifiedAt = keysetSeed.changedDaysAgo === null ? null : at(keysetSeed.changedDaysAgo);
  const isDisabled = keysetSeed.isDisabled === true;
  return {
    id,
    appId,
    type: keysetSeed.type === 'production' ? 1 : 0,
    status: isDisabled ? 0 : 1,
    ...strings,
    secretKey: keysetSeed.hasNoSecret === true ? null : strings.secretKey,
    properties: { ...keysetSeed.properties },
    createdAt: at(keysetSeed.ageDays),
    modifiedAt,
    disabledAt: isDisabled ? modifiedAt : null,
    vaultSecrets: (keysetSeed.vaultNames ?? []).map((name) => ({
      name,
      secretValue: `RKCANARY-${seededHex(seed, `vault/${id}/${name}`, 24)}`,
    })),
  };
}
