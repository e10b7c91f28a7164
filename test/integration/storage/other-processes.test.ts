import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TempProfile } from '../../fakes/temp-profile.ts';
import { connectionRecord } from './sample-records.ts';

const childPath = fileURLToPath(new URL('./profile-child.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;
/** Nobody: as root every file can be written, whatever its mode. */
const NOBODY = 65_534;

const openingSchema = z.object({
  kind: z.string(),
  reason: z.string().optional(),
  fileName: z.string().optional(),
});

let profile: TempProfile;
let holder: ChildProcess | null = null;
beforeEach(() => {
  profile = new TempProfile();
});
afterEach(() => {
  holder?.kill('SIGKILL');
  holder = null;
  profile.remove();
});

/** Makes a closed profile; answers the environment that opens it. */
async function closedProfile(): Promise<NodeJS.ProcessEnv> {
  (await profile.open()).stores.connections.save(connectionRecord(1));
  profile.shut();
  const [item] = profile.keychain.secretsByName;
  return {
    PATH: process.env['PATH'],
    REKEY_TEST_ITEM: item?.[0],
    REKEY_TEST_DATA_KEY: item?.[1],
    NODE_NO_WARNINGS: '1',
  };
}

describe('two processes and one profile', () => {
  it('the second is refused; kill -9 of the first frees the profile at once', async () => {
    const env = await closedProfile();
    const child = spawn(process.execPath, [childPath, 'hold', profile.profileDir], { env });
    holder = child;
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    expect(openingSchema.parse(JSON.parse(line)).kind).toBe('open');

    expect(await profile.attempt()).toMatchObject({
      kind: 'database',
      reason: 'in-use',
      fileName: 'profile.lock',
    });
    child.kill('SIGKILL');
    await once(child, 'exit');

    expect((await profile.open()).stores.connections.all()).toHaveLength(1);
  });

  it('of 8 that start together exactly one gets the profile', async () => {
    const env = await closedProfile();
    const children = Array.from({ length: 8 }, () =>
      spawn(process.execPath, [childPath, 'hold', profile.profileDir], { env }),
    );
    const exits = children.map((child) => once(child, 'exit'));
    try {
      const lines = await Promise.all(
        children.map(async (child) => {
          const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
          return openingSchema.parse(JSON.parse(line));
        }),
      );
      expect(lines.filter(({ kind }) => kind === 'open')).toHaveLength(1);
      expect(lines.filter(({ reason }) => reason === 'in-use')).toHaveLength(7);
    } finally {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(exits);
    }
  });
});

/** Null when such a person can be had; else why these tests are skipped. */
const whyNoPerson = ((): string | null => {
  if (process.platform === 'win32') return 'Windows has no file modes';
  if (!isRoot) return null;
  const script = `require('node:fs').readFileSync(${JSON.stringify(childPath)})`;
  const tried = spawnSync(process.execPath, ['-e', script], { uid: NOBODY, gid: NOBODY });
  return tried.status === 0 ? null : 'root’s files cannot be read by anybody else';
})();

describe.skipIf(whyNoPerson !== null)(`without the right to write ${whyNoPerson ?? ''}`, () => {
  /** Opens as a person who is bound by file modes. */
  function openAsPerson(env: NodeJS.ProcessEnv): z.infer<typeof openingSchema> {
    const person = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
    const run = spawnSync(process.execPath, [childPath, 'open', profile.profileDir], {
      env,
      encoding: 'utf8',
      ...person,
    });
    expect(run.stderr).toBe('');
    return openingSchema.parse(JSON.parse(run.stdout));
  }

  function giveToPerson(): void {
    if (!isRoot) return;
    for (const path of [dirname(profile.profileDir), profile.profileDir, ...files()]) {
      chownSync(path, NOBODY, NOBODY);
    }
  }

  const files = (): string[] =>
    readdirSync(profile.profileDir).map((name) => join(profile.profileDir, name));
  const contents = (): string[] => files().map((path) => readFileSync(path, 'base64'));
  const databaseName = (): string =>
    readdirSync(profile.profileDir).find((name) => name.startsWith('rekey-')) ?? '';

  it('opens as that person when everything is in order', async () => {
    const env = await closedProfile();
    giveToPerson();
    expect(openAsPerson(env)).toMatchObject({ kind: 'open' });
  });

  it.each([0o000, 0o400])('a database of mode %o is read-only and stays as it is', async (mode) => {
    const env = await closedProfile();
    giveToPerson();
    const path = join(profile.profileDir, databaseName());
    const before = contents();
    chmodSync(path, mode);
    const opening = openAsPerson(env);
    chmodSync(path, 0o600);
    expect(opening).toEqual({ kind: 'database', reason: 'read-only', fileName: databaseName() });
    expect(contents()).toEqual(before);
  });

  it('a folder of mode 0500 is read-only and stays as it is', async () => {
    const env = await closedProfile();
    giveToPerson();
    const before = contents();
    for (const path of files()) chmodSync(path, 0o400);
    chmodSync(profile.profileDir, 0o500);
    const opening = openAsPerson(env);
    chmodSync(profile.profileDir, 0o700);
    expect(opening).toMatchObject({ kind: 'database', reason: 'read-only' });
    expect(contents()).toEqual(before);
  });

  it('an empty folder that cannot be written is read-only', async () => {
    const env = await closedProfile();
    profile.remove();
    profile = new TempProfile();
    mkdirSync(profile.profileDir);
    giveToPerson();
    chmodSync(profile.profileDir, 0o500);
    const opening = openAsPerson(env);
    chmodSync(profile.profileDir, 0o700);
    expect(opening).toMatchObject({ kind: 'database', reason: 'read-only' });
    expect(readdirSync(profile.profileDir)).toEqual([]);
  });
});
