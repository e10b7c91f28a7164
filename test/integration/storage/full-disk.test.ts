import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestContext } from 'vitest';
import { storageErrorOf } from '../../../electron/services/ports/storage-failure.ts';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { TempProfile } from '../../fakes/temp-profile.ts';
import { inspectGroups, writeGroup } from './kill-groups.ts';
import {
  canarySecret,
  connectionIdOf,
  connectionRecord,
  keyIdOf,
  partIdOf,
  rotationIdOf,
} from './sample-records.ts';
import { mountSmallDisk } from './small-disk.ts';
import type { SmallDisk } from './small-disk.ts';

const DISK_KB = 2_048;

let mounted: SmallDisk | string;
let profile: TempProfile;
beforeEach(() => {
  mounted = mountSmallDisk(DISK_KB);
  if (typeof mounted !== 'string') profile = new TempProfile(mounted.dir);
});
afterEach(() => {
  if (typeof mounted === 'string') return;
  profile.shut();
  mounted.remove();
});

/** The disk of this test; without one the test is skipped and says why. */
function diskOf(context: TestContext): SmallDisk {
  if (typeof mounted === 'string') return context.skip(mounted);
  return mounted;
}

const saveRotation = (stores: Stores, number: number, byteCount: number): void => {
  stores.rotations.save({
    id: rotationIdOf(number),
    keyId: keyIdOf(number),
    connectionId: connectionIdOf(1),
    isOpen: true,
    json: JSON.stringify({ padding: 'x'.repeat(byteCount) }),
    updatedAt: 1,
  });
};

/** What a write fails with; null when it does not. */
function failureOf(write: () => void): unknown {
  try {
    write();
    return null;
  } catch (cause) {
    return storageErrorOf(cause) ?? cause;
  }
}

describe('a full disk', () => {
  it('refuses every write with storage-full, keeps all commits and opens all the same', async (context) => {
    const disk = diskOf(context);
    const { stores } = await profile.open();
    let groups = 0;
    let failure: unknown = null;
    while (failure === null && groups < 5_000) {
      failure = failureOf(() => {
        writeGroup(stores, groups + 1);
      });
      if (failure === null) groups += 1;
    }
    expect(failure).toEqual({ kind: 'storage-full' });
    expect(groups).toBeGreaterThan(20);
    disk.fill();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(
        failureOf(() => {
          writeGroup(stores, groups + 1);
        }),
      ).toEqual({ kind: 'storage-full' });
      expect(stores.checkWritable()).toEqual({ ok: false, error: { kind: 'storage-full' } });
    }
    expect(inspectGroups(stores)).toEqual({ groups, faults: [] });

    const reopened = await profile.reopen();
    expect(inspectGroups(reopened.stores)).toEqual({ groups, faults: [] });
    expect(
      failureOf(() => {
        saveRotation(reopened.stores, 9_000, 100_000);
      }),
    ).toEqual({ kind: 'storage-full' });
  });

  it('is over once there is room again, without a restart', async (context) => {
    const disk = diskOf(context);
    const { stores } = await profile.open();
    disk.fill();
    expect(stores.checkWritable()).toEqual({ ok: false, error: { kind: 'storage-full' } });
    expect(
      failureOf(() => {
        writeGroup(stores, 1);
      }),
    ).toEqual({ kind: 'storage-full' });
    disk.free();
    expect(stores.checkWritable()).toEqual({ ok: true, value: null });
    writeGroup(stores, 1);
    expect(inspectGroups((await profile.reopen()).stores)).toEqual({ groups: 1, faults: [] });
  });

  it('cannot keep a rotation and its escrow from being saved after checkWritable said yes', async (context) => {
    const disk = diskOf(context);
    const { stores } = await profile.open();
    writeGroup(stores, 1);
    expect(stores.checkWritable()).toEqual({ ok: true, value: null });
    disk.fill();
    stores.transaction(() => {
      saveRotation(stores, 50, 30_000);
      stores.escrow.put(rotationIdOf(50), partIdOf(50), 'secret', canarySecret(50));
    });
    const reopened = await profile.reopen();
    expect(reopened.stores.escrow.find(partIdOf(50))).toBe(canarySecret(50));
    expect(reopened.stores.rotations.find(rotationIdOf(50))?.json).toHaveLength(30_014);
  });

  it('halves no transaction, even when somebody goes on after the failure inside it', async (context) => {
    const disk = diskOf(context);
    const { stores } = await profile.open();
    disk.fill();
    const failures: unknown[] = [];
    const outer = failureOf(() => {
      stores.transaction(() => {
        stores.connections.save(connectionRecord(1));
        for (let number = 1; number < 60; number += 1) {
          const failure = failureOf(() => {
            stores.transaction(() => {
              saveRotation(stores, number, 900_000);
            });
          });
          if (failure !== null) failures.push(failure);
        }
      });
    });
    expect([outer, ...failures]).toContainEqual({ kind: 'storage-full' });
    expect(stores.connections.all()).toEqual([]);
    expect((await profile.reopen()).stores.rotations.all()).toEqual([]);
  });

  it('stops the first start with a named reason, and the next one succeeds', async (context) => {
    const disk = diskOf(context);
    disk.fill();
    const refused = await profile.attempt();
    profile.shut();
    expect(refused).toMatchObject({ kind: 'database', reason: 'read-only' });
    disk.free();
    writeGroup((await profile.open()).stores, 1);
    expect(profile.keychain.calls.write).toBeLessThanOrEqual(1);
  });
});

describe('a disk that became read-only', () => {
  it('is named, and the database stays as it is', async (context) => {
    const disk = diskOf(context);
    writeGroup((await profile.open()).stores, 1);
    profile.shut();
    const names = readdirSync(profile.profileDir);
    disk.remountReadOnly();
    const opening = await profile.attempt();
    profile.shut();
    expect(opening).toMatchObject({ kind: 'database', reason: 'read-only' });
    expect(readdirSync(profile.profileDir)).toEqual(names);
    expect(readdirSync(join(disk.dir))).toHaveLength(1);
  });
});
