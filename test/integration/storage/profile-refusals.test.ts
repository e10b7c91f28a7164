import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storageErrorOf } from '../../../electron/services/ports/storage-failure.ts';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { decodeDataKey } from '../../../electron/storage/data-key.ts';
import { openDatabase } from '../../../electron/storage/database.ts';
import { FORMAT_VERSION } from '../../../electron/storage/migrate.ts';
import type { SqlConnection } from '../../../electron/storage/sql-connection.ts';
import { TempProfile } from '../../fakes/temp-profile.ts';
import { connectionRecord, container, keyRecord } from './sample-records.ts';

let profile: TempProfile;
beforeEach(() => {
  profile = new TempProfile();
});
afterEach(() => {
  profile.remove();
});

const KEY_COUNT = 300;

/** Makes a profile with some content and closes it; answers the path of its database. */
async function filledProfile(): Promise<string> {
  const opened = await profile.open();
  fill(opened.stores);
  profile.shut();
  return join(profile.profileDir, `rekey-${opened.profileId}.db`);
}

function fill(stores: Stores): void {
  stores.connections.save(connectionRecord(1));
  stores.containers.upsert(container(1));
  stores.keys.saveAll(Array.from({ length: KEY_COUNT }, (_, index) => keyRecord(index)));
}

/** Opens the database file itself, as only a test may, and leaves its log behind if asked to. */
function withDatabase(databasePath: string, use: (connection: SqlConnection) => void): void {
  const [encodedSecret = ''] = profile.keychain.secretsByName.values();
  const dataKey = decodeDataKey(encodedSecret) ?? new Uint8Array();
  const opening = openDatabase(databasePath, dataKey, true);
  if (opening.kind !== 'open') throw new Error(opening.reason);
  use(opening.connection);
  opening.connection.close();
}

/** Every name in the folder with what it holds; only while the profile is shut. */
function contentOf(dir: string): Record<string, string> {
  const entries = readdirSync(dir, { withFileTypes: true }).map((entry) => {
    const path = join(dir, entry.name);
    const content = entry.isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : 'no file';
    return [entry.name, content] as const;
  });
  return Object.fromEntries(entries);
}

/** Tries to open; proves that every byte in the folder is as before. */
async function refusal(): Promise<unknown> {
  const before = contentOf(profile.profileDir);
  const { kind, ...rest } = await profile.attempt();
  profile.shut();
  expect(contentOf(profile.profileDir)).toEqual(before);
  return { kind, ...JSON.parse(JSON.stringify(rest)) };
}

const database = (reason: string, databasePath: string) => ({
  kind: 'database',
  reason,
  fileName: databasePath.slice(profile.profileDir.length + 1),
});

describe('a database that cannot be read stays as it is', () => {
  it('wrong key: the keychain holds another one', async () => {
    const databasePath = await filledProfile();
    const [name = ''] = profile.keychain.secretsByName.keys();
    profile.keychain.secretsByName.set(name, 'ab'.repeat(32));
    expect(await refusal()).toEqual(database('wrong-key', databasePath));
  });

  it('wrong key: also when profile.json is gone', async () => {
    const databasePath = await filledProfile();
    const [name = ''] = profile.keychain.secretsByName.keys();
    profile.keychain.secretsByName.set(name, 'ab'.repeat(32));
    rmSync(join(profile.profileDir, 'profile.json'));
    expect(await refusal()).toEqual(database('wrong-key', databasePath));
  });

  it('wrong key: the keychain item is no key at all, and is kept', async () => {
    const databasePath = await filledProfile();
    const [name = ''] = profile.keychain.secretsByName.keys();
    profile.keychain.secretsByName.set(name, 'RKCANARY');
    expect(await refusal()).toEqual(database('wrong-key', databasePath));
    expect([...profile.keychain.secretsByName.values()]).toEqual(['RKCANARY']);
  });

  it('key missing: the working keychain has no such item, and gets no new one', async () => {
    const databasePath = await filledProfile();
    profile.keychain.secretsByName.clear();
    expect(await refusal()).toEqual(database('key-missing', databasePath));
    expect(profile.keychain.secretsByName.size).toBe(0);
    expect(profile.keychain.calls.probe).toBeGreaterThan(0);
  });

  it('newer version: said by profile.json', async () => {
    const databasePath = await filledProfile();
    const path = join(profile.profileDir, 'profile.json');
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(
        `"formatVersion":${String(FORMAT_VERSION)}`,
        `"formatVersion":${String(FORMAT_VERSION + 1)}`,
      ),
    );
    expect(await refusal()).toEqual(database('newer-version', databasePath));
  });

  it('newer version: said by the database alone', async () => {
    const databasePath = await filledProfile();
    withDatabase(databasePath, (connection) => {
      connection.exec('PRAGMA user_version = 999');
    });
    expect(await refusal()).toEqual(database('newer-version', databasePath));
  });

  it('newer version: said by the log of a newer Rekey that was killed', async () => {
    const databasePath = await filledProfile();
    withDatabase(databasePath, (connection) => {
      connection.exec('PRAGMA user_version = 999');
      for (const suffix of ['', '-wal']) {
        writeFileSync(`${databasePath}${suffix}.kept`, readFileSync(`${databasePath}${suffix}`));
      }
    });
    for (const suffix of ['', '-wal']) {
      renameSync(`${databasePath}${suffix}.kept`, `${databasePath}${suffix}`);
    }
    expect(statSync(`${databasePath}-wal`).size).toBeGreaterThan(0);
    expect(await refusal()).toEqual(database('newer-version', databasePath));
  });

  it.each([
    ['a text file', 'This is somebody’s diary, and long enough to be one.'],
    ['a short text file', 'Diary'],
    ['a plain SQLite database', `SQLite format 3\0${'\0'.repeat(4_080)}`],
  ])('not ours: %s has its name', async (_, text) => {
    const databasePath = await filledProfile();
    writeFileSync(databasePath, text);
    expect(await refusal()).toEqual(database('not-ours', databasePath));
  });

  it('not ours: a folder has its name', async () => {
    const databasePath = await filledProfile();
    rmSync(databasePath);
    mkdirSync(databasePath);
    expect(await refusal()).toEqual(database('not-ours', databasePath));
  });

  it('not ours: a link stands in its place, also to the real database', async () => {
    const databasePath = await filledProfile();
    const elsewhere = join(profile.profileDir, 'elsewhere');
    renameSync(databasePath, elsewhere);
    symlinkSync(elsewhere, databasePath);
    expect(await refusal()).toEqual(database('not-ours', databasePath));
  });

  it('not ours: a link stands in the place of its log', async () => {
    const databasePath = await filledProfile();
    symlinkSync('/dev/null', `${databasePath}-wal`);
    expect(await refusal()).toEqual(database('not-ours', databasePath));
  });

  it('damaged: zero length', async () => {
    const databasePath = await filledProfile();
    truncateSync(databasePath, 0);
    expect(await refusal()).toEqual(database('damaged', databasePath));
  });

  it('damaged: its log is there without it', async () => {
    const databasePath = await filledProfile();
    renameSync(databasePath, `${databasePath}-wal`);
    expect(await refusal()).toEqual(database('damaged', databasePath));
  });

  it('damaged: the first page, also the salt in it', async () => {
    const databasePath = await filledProfile();
    const whole = readFileSync(databasePath);
    for (const offset of [0, 15, 16, 100, 4_000]) {
      writeFileSync(databasePath, whole);
      flipBit(databasePath, offset * 8);
      expect(await refusal()).toEqual(database('damaged', databasePath));
    }
  });

  it('damaged: truncated at 50 places', async () => {
    const databasePath = await filledProfile();
    const whole = readFileSync(databasePath);
    for (let index = 0; index < 50; index += 1) {
      const length = Math.floor((whole.length * index) / 50);
      writeFileSync(databasePath, whole.subarray(0, length));
      expect([length, await refusal()]).toEqual([length, database('damaged', databasePath)]);
    }
  });
});

describe('something else in the way', () => {
  it('keychain out of order: says which way, and touches nothing', async () => {
    await filledProfile();
    const profileId = (await profile.open()).profileId;
    profile.shut();
    for (const reason of ['locked', 'no-bus', 'no-service', 'denied', 'timed-out'] as const) {
      profile.keychain.setOutage(reason);
      expect(await refusal()).toEqual({ kind: 'keychain', reason, hasDatabase: true, profileId });
    }
  });

  it('keychain out of order at the first start: only the lock is written', async () => {
    profile.keychain.setOutage('no-service');
    const opening = await profile.attempt();
    profile.shut();
    expect(opening).toMatchObject({
      kind: 'keychain',
      reason: 'no-service',
      hasDatabase: false,
      profileId: null,
    });
    expect(readdirSync(profile.profileDir)).toEqual(['profile.lock']);
  });

  it('a keyring that answers "absent" but cannot store is not believed', async () => {
    await filledProfile();
    const kept = new Map(profile.keychain.secretsByName);
    profile.keychain.secretsByName.clear();
    profile.keychain.injectFault('probe', { kind: 'fails', reason: 'no-collection' });
    expect(await refusal()).toMatchObject({ kind: 'keychain', reason: 'no-collection' });
    for (const [name, secretValue] of kept) profile.keychain.secretsByName.set(name, secretValue);
    expect((await profile.open()).stores.keys.count()).toBe(KEY_COUNT);
  });

  it.each(['profile.json', 'profile.lock'])('a folder in the place of %s', async (name) => {
    await filledProfile();
    rmSync(join(profile.profileDir, name));
    mkdirSync(join(profile.profileDir, name));
    expect(await refusal()).toEqual({ kind: 'database', reason: 'not-ours', fileName: name });
  });

  it('another program’s file in the place of the lock', async () => {
    await filledProfile();
    appendFileSync(join(profile.profileDir, 'profile.lock'), 'x'.repeat(10_000));
    expect(await refusal()).toEqual({
      kind: 'database',
      reason: 'not-ours',
      fileName: 'profile.lock',
    });
  });

  it('a file in the place of the folder', async () => {
    writeFileSync(profile.profileDir, 'not a folder');
    expect(await profile.attempt()).toMatchObject({
      kind: 'database',
      reason: 'not-ours',
      fileName: 'profile',
    });
    expect(readFileSync(profile.profileDir, 'utf8')).toBe('not a folder');
  });

  it('the profile is open already, even in the same process', async () => {
    const first = await profile.open();
    const second = await profile.attempt();
    expect(second).toMatchObject({ kind: 'database', reason: 'in-use', fileName: 'profile.lock' });
    first.stores.connections.save(connectionRecord(1));
    first.close();
    expect((await profile.open()).stores.connections.all()).toHaveLength(1);
  });
});

describe('200 flipped bits', () => {
  it('are either refused at the start or found when read; never wrong data', async () => {
    const databasePath = await filledProfile();
    const whole = readFileSync(databasePath);
    const expected = (await profile.open()).stores.keys.page(0, KEY_COUNT);
    profile.shut();
    const outcomes = { refused: 0, found: 0, harmless: 0 };
    for (let index = 0; index < 200; index += 1) {
      const bit = (index * 2_654_435_761) % (whole.length * 8);
      writeFileSync(databasePath, whole);
      flipBit(databasePath, bit);
      const flipped = readFileSync(databasePath);
      const opening = await profile.attempt();
      if (opening.kind !== 'open') {
        profile.shut();
        expect(opening).toMatchObject({ kind: 'database', reason: 'damaged' });
        expect(readFileSync(databasePath).equals(flipped)).toBe(true);
        outcomes.refused += 1;
        continue;
      }
      outcomes[readOutcome(opening.stores, expected)] += 1;
      profile.shut();
    }
    expect(outcomes.refused + outcomes.found + outcomes.harmless).toBe(200);
    expect(outcomes.refused).toBeGreaterThan(0);
    expect(outcomes.found).toBeGreaterThan(0);
  });
});

function readOutcome(stores: Stores, expected: unknown): 'found' | 'harmless' {
  try {
    expect(stores.keys.page(0, KEY_COUNT)).toEqual(expected);
    return 'harmless';
  } catch (cause) {
    expect(storageErrorOf(cause)).toMatchObject({
      kind: 'database-unavailable',
      reason: 'damaged',
    });
    return 'found';
  }
}

function flipBit(path: string, bit: number): void {
  const offset = Math.floor(bit / 8);
  const byte = readFileSync(path)[offset] ?? 0;
  const file = openSync(path, 'r+');
  writeSync(file, Uint8Array.of(byte ^ (1 << (bit % 8))), 0, 1, offset);
  closeSync(file);
}
