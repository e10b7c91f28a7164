import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { TempProfile } from '../../fakes/temp-profile.ts';
import { inspectGroups } from './kill-groups.ts';

/** Compiled code of the writers, so that each of them starts in a tenth of a second. */
const cacheDir = mkdtempSync(join(tmpdir(), 'rekey-compiled-'));
const childPath = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
const LANES = 2;
const KILLS_PER_LANE = 26;
/** Every so many kills hit a process that is just opening, and recovering, the profile. */
const OPENING_EVERY = 5;

const profiles: TempProfile[] = [];
afterEach(() => {
  for (const profile of profiles.splice(0)) profile.remove();
});

/** Runs a writer and kills it after so many lines; answers the last group it had confirmed. */
async function writeUntilKilled(profile: TempProfile, lineCount: number): Promise<number> {
  const [item] = profile.keychain.secretsByName;
  const child = spawn(process.execPath, [childPath, profile.profileDir], {
    env: {
      PATH: process.env['PATH'],
      REKEY_TEST_ITEM: item?.[0],
      REKEY_TEST_DATA_KEY: item?.[1],
      NODE_COMPILE_CACHE: cacheDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const exited = once(child, 'exit');
  let confirmed = 0;
  let lines = 0;
  for await (const line of createInterface(child.stdout)) {
    lines += 1;
    if (line !== 'starting') confirmed = Number(line);
    // What is still in the pipe was confirmed before the kill and is read to the end.
    if (lines === lineCount) child.kill('SIGKILL');
  }
  await exited;
  if (lines < lineCount) throw new Error(`The writer ended by itself: ${errors.join('')}`);
  return confirmed;
}

async function killLane(lane: number): Promise<{ groups: number; faults: string[] }> {
  const profile = new TempProfile();
  profiles.push(profile);
  await profile.open();
  profile.shut();
  const faults: string[] = [];
  let groups = 0;
  for (let kill = 0; kill < KILLS_PER_LANE; kill += 1) {
    const lineCount = kill % OPENING_EVERY === 0 ? 1 : 2 + ((kill * 37 + lane * 11) % 23);
    const confirmed = Math.max(groups, await writeUntilKilled(profile, lineCount));
    const found = inspectGroups((await profile.open()).stores);
    profile.shut();
    groups = found.groups;
    faults.push(...found.faults);
    // The group after the last confirmed one may have been committed without being confirmed.
    if (groups < confirmed || groups > confirmed + 1) {
      faults.push(`${String(groups)} groups after ${String(confirmed)} confirmed ones`);
    }
  }
  expect(profile.filesHolding('RKCANARY')).toEqual([]);
  return { groups, faults };
}

afterAll(() => {
  rmSync(cacheDir, { recursive: true, force: true });
});

describe('kill -9', () => {
  it(`at ${String(LANES * KILLS_PER_LANE)} moments loses no committed row and halves no transaction`, async () => {
    const lanes = await Promise.all(Array.from({ length: LANES }, (_, lane) => killLane(lane)));
    expect(lanes.flatMap(({ faults }) => faults)).toEqual([]);
    for (const { groups } of lanes) expect(groups).toBeGreaterThan(KILLS_PER_LANE);
  }, 240_000);
});
