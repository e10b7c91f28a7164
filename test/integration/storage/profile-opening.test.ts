import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORMAT_VERSION } from '../../../electron/storage/migrate.ts';
import { TempProfile } from '../../fakes/temp-profile.ts';
import { connectionRecord } from './sample-records.ts';

const isPosix = process.platform !== 'win32';

let profile: TempProfile;
beforeEach(() => {
  profile = new TempProfile();
});
afterEach(() => {
  profile.remove();
});

const profileJson = (): unknown =>
  JSON.parse(readFileSync(join(profile.profileDir, 'profile.json'), 'utf8'));

describe('opening a profile', () => {
  it('creates lock, profile.json, data key and database, all for the owner only', async () => {
    const opened = await profile.open();

    const databaseName = `rekey-${opened.profileId}.db`;
    expect(readdirSync(profile.profileDir).sort()).toEqual(
      expect.arrayContaining(['profile.json', 'profile.lock', databaseName]),
    );
    expect([...profile.keychain.secretsByName.keys()]).toEqual([`v1/${opened.profileId}/data-key`]);
    expect(profileJson()).toEqual({
      formatVersion: FORMAT_VERSION,
      profileId: opened.profileId,
      keyCheck: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    if (isPosix) {
      expect(statSync(profile.profileDir).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(profile.profileDir)) {
        expect([name, statSync(join(profile.profileDir, name)).mode & 0o777]).toEqual([
          name,
          0o600,
        ]);
      }
    }
  });

  it('finds everything again, with the same id and key, and writes to the keychain only once', async () => {
    const first = await profile.open();
    first.stores.connections.save(connectionRecord(1));

    const second = await profile.reopen();

    expect(second.profileId).toBe(first.profileId);
    expect(second.stores.connections.all()).toEqual([connectionRecord(1)]);
    expect(profile.keychain.calls.write).toBe(1);
  });

  it('leaves one file of the database behind after closing: the log is merged', async () => {
    const opened = await profile.open();
    opened.stores.connections.save(connectionRecord(1));
    profile.shut();

    expect(readdirSync(profile.profileDir).sort()).toEqual([
      'profile.json',
      'profile.lock',
      `rekey-${opened.profileId}.db`,
    ]);
  });

  it('gives fingerprints that last in one profile and mean nothing in another', async () => {
    const first = (await profile.open()).stores.fingerprints.of('RKCANARY-a');
    const again = (await profile.reopen()).stores.fingerprints.of('RKCANARY-a');
    const other = new TempProfile();
    other.ids.bytes(1);
    const foreign = (await other.open()).stores.fingerprints.of('RKCANARY-a');
    other.remove();

    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(again).toBe(first);
    expect(foreign).not.toBe(first);
  });

  it.runIf(isPosix)(
    'makes an existing folder of its own private, and no other folder',
    async () => {
      mkdirSync(profile.profileDir);
      chmodSync(profile.profileDir, 0o755);
      await profile.open();
      expect(statSync(profile.profileDir).mode & 0o777).toBe(0o700);
      profile.remove();

      profile = new TempProfile();
      mkdirSync(profile.profileDir);
      chmodSync(profile.profileDir, 0o755);
      writeFileSync(join(profile.profileDir, 'holiday.jpg'), 'not ours');
      const opened = await profile.open();
      expect(statSync(profile.profileDir).mode & 0o777).toBe(0o755);
      expect(statSync(join(profile.profileDir, `rekey-${opened.profileId}.db`)).mode & 0o777).toBe(
        0o600,
      );
    },
  );
});

describe('a start that was interrupted', () => {
  it('reuses the data key that was stored before the database was created', async () => {
    const first = await profile.open();
    const [item] = [...profile.keychain.secretsByName];
    profile.shut();
    rmSync(join(profile.profileDir, `rekey-${first.profileId}.db`));

    const second = await profile.open();

    expect([...profile.keychain.secretsByName]).toEqual([item]);
    expect(profile.keychain.calls.write).toBe(1);
    expect(second.profileId).toBe(first.profileId);
  });

  it('uses the data key of a write whose answer was lost', async () => {
    profile.keychain.injectFault('write', { kind: 'done-but-fails', reason: 'timed-out' });
    const refused = await profile.attempt();
    profile.shut();

    const opened = await profile.open();

    expect(refused).toMatchObject({ kind: 'keychain', reason: 'timed-out', hasDatabase: false });
    expect(profile.keychain.calls.write).toBe(1);
    expect(profile.keychain.secretsByName.size).toBe(1);
    expect(opened.kind).toBe('open');
  });

  it('starts over where the database was only half created', async () => {
    const first = await profile.open();
    profile.shut();
    const databasePath = join(profile.profileDir, `rekey-${first.profileId}.db`);
    rmSync(databasePath);
    writeFileSync(`${databasePath}.new`, 'half a database');
    writeFileSync(`${databasePath}.new-wal`, 'half a log');

    const second = await profile.open();
    second.stores.connections.save(connectionRecord(1));

    expect((await profile.reopen()).stores.connections.all()).toHaveLength(1);
    expect(existsSync(`${databasePath}.new`)).toBe(false);
  });
});

describe('profile.json', () => {
  it('is rebuilt from the name of the database when it is missing', async () => {
    const first = await profile.open();
    first.stores.connections.save(connectionRecord(1));
    const before = profileJson();
    profile.shut();
    rmSync(join(profile.profileDir, 'profile.json'));

    const second = await profile.open();

    expect(second.stores.connections.all()).toHaveLength(1);
    expect(profileJson()).toEqual(before);
  });

  it.each(['', '{', '{"formatVersion":1}', 'null', '\u0000'])(
    'that reads %j is set aside and rebuilt',
    async (text) => {
      await profile.open();
      const before = profileJson();
      profile.shut();
      writeFileSync(join(profile.profileDir, 'profile.json'), text);

      await profile.open();

      expect(profileJson()).toEqual(before);
      const aside = readdirSync(profile.profileDir).filter((name) => name.includes('unreadable'));
      expect(aside).toHaveLength(1);
      expect(readFileSync(join(profile.profileDir, aside[0] ?? ''), 'utf8')).toBe(text);
      expect(profile.warnings).toEqual(['profile.file-set-aside']);
    },
  );

  it('that names a profile without a database does not hide the database that is there', async () => {
    const first = await profile.open();
    first.stores.connections.save(connectionRecord(1));
    profile.shut();
    writeFileSync(
      join(profile.profileDir, 'profile.json'),
      JSON.stringify({ formatVersion: 1, profileId: '01JZ0000000000000000000000', keyCheck: null }),
    );

    const second = await profile.open();

    expect(second.profileId).toBe(first.profileId);
    expect(second.stores.connections.all()).toHaveLength(1);
    expect(profileJson()).toMatchObject({ profileId: first.profileId });
  });
});
