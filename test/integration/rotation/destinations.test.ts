import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PickedFileId } from '../../../shared/lib/ids.ts';
import type { DestinationChoice } from '../../../shared/rotations/destination.ts';
import { errorOf, valueOf } from '../services/services-world.ts';
import { StrategyRun } from './strategy-run.ts';

let run: StrategyRun;
let dir: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rekey-destinations-'));
  run = await StrategyRun.connected('ably');
  await run.planned({});
});

afterEach(async () => {
  await run.world.close();
  rmSync(dir, { recursive: true, force: true });
});

const oldEnv = '# keys\r\nexport ABLY_API_KEY="old" # do not lose\r\nOTHER=1\r\n';
const envWith = (value: string): string => oldEnv.replace('old', value);

function file(name: string, content: string, mode = 0o640): string {
  const path = join(dir, name);
  writeFileSync(path, content, { mode });
  chmodSync(path, mode);
  return path;
}

async function picked(path: string): Promise<PickedFileId> {
  run.world.host.picker.nextPaths.push(path);
  const [chosen] = await run.world.host.picker.pickOpen({ title: '', many: false });
  if (chosen === undefined) throw new Error('Nothing was picked');
  return chosen.fileId;
}

const env = async (path: string, name = 'ABLY_API_KEY'): Promise<DestinationChoice> => ({
  kind: 'env-file',
  fileId: await picked(path),
  name,
});

/** The new secret as it is in the keychain. */
async function newSecret(): Promise<string> {
  const revealed = await run.world.services.secrets.reveal(run.view.newSecretPartId!);
  return valueOf(revealed).secretValue;
}

const states = (): string[] => run.view.destinations.map(({ state }) => state);

describe('files that are rewritten', () => {
  it('change in nothing but the value, keep their mode, and are read back', async () => {
    const first = file('.env', oldEnv);
    const second = file('.env.production', 'ABLY_API_KEY=old\n', 0o600);
    const json = file('config.json', '{ "keys": [ {"ably": "old"} ], "x": 1 }');
    const view = await run.start([
      await env(first),
      await env(second),
      { kind: 'json-file', fileId: await picked(json), path: ['keys', 0, 'ably'] },
    ]);
    expect(view).toMatchObject({ step: 'overlapping' });
    const secret = await newSecret();
    expect(readFileSync(first, 'utf8')).toBe(envWith(secret));
    expect(statSync(first).mode & 0o777).toBe(0o640);
    expect(readFileSync(second, 'utf8')).toMatch(/^ABLY_API_KEY=['"]?.+['"]?\n$/);
    expect(readFileSync(json, 'utf8')).toBe(
      `{ "keys": [ {"ably": ${JSON.stringify(secret)}} ], "x": 1 }`,
    );
    expect(await run.retire()).toMatchObject({ step: 'completed' });
  });

  it('are all left alone when one of them is refused, and none when it was mended', async () => {
    const good = file('.env', oldEnv);
    const bad = file('.env.ro', oldEnv, 0o440);
    const view = await run.start([await env(good), await env(bad)]);
    expect(view.destinations).toMatchObject([
      { state: 'failed', error: { reason: 'another-refused', fileName: '.env' } },
      { state: 'failed', error: { reason: 'read-only', fileName: '.env.ro' } },
    ]);
    expect(readFileSync(good, 'utf8')).toBe(oldEnv);
    chmodSync(bad, 0o640);
    expect(await run.command('retry')).toMatchObject({ step: 'overlapping' });
    expect(readFileSync(good, 'utf8')).toBe(envWith(await newSecret()));
  });

  it('are put back byte by byte, one of them or all with a roll-back', async () => {
    const first = file('.env', oldEnv);
    const second = file('.env.two', oldEnv);
    await run.start([await env(first), await env(second)]);
    const [one] = run.view.destinations;
    expect(one?.canUndo).toBe(true);
    const undone = await run.world.answered(
      run.world.services.rotations.undoDestination({
        rotationId: run.id,
        destinationId: one!.id,
      }),
    );
    valueOf(undone);
    expect(await run.settle()).toMatchObject({ step: 'distributing' });
    expect(states()).toEqual(['undone', 'confirmed']);
    expect(readFileSync(first, 'utf8')).toBe(oldEnv);
    expect(await run.command('retry')).toMatchObject({ step: 'overlapping' });
    expect(readFileSync(first, 'utf8')).toBe(envWith(await newSecret()));
    expect(await run.command('roll-back')).toMatchObject({ step: 'rolled-back' });
    expect(readFileSync(first, 'utf8')).toBe(oldEnv);
    expect(readFileSync(second, 'utf8')).toBe(oldEnv);
  });

  it('are not put back over what somebody wrote since', async () => {
    const path = file('.env', oldEnv);
    await run.start([await env(path)]);
    const changed = `${readFileSync(path, 'utf8')}MINE=1\n`;
    writeFileSync(path, changed);
    expect(await run.command('roll-back')).toMatchObject({ step: 'rolled-back' });
    expect(run.view.destinations).toMatchObject([
      { state: 'failed', error: { reason: 'changed-since-read' } },
    ]);
    expect(readFileSync(path, 'utf8')).toBe(changed);
  });

  it('that lost the new secret get it again before the old key is ended', async () => {
    const path = file('.env', oldEnv);
    await run.start([await env(path)]);
    writeFileSync(path, oldEnv);
    const held = await run.retire();
    expect(held).toMatchObject({ step: 'distributing' });
    expect(held.destinations).toMatchObject([
      { state: 'failed', error: { reason: 'other-secret', fileName: '.env' } },
    ]);
    expect(await run.command('retry')).toMatchObject({ step: 'overlapping' });
    expect(await run.retire()).toMatchObject({ step: 'completed' });
    expect(readFileSync(path, 'utf8')).toBe(envWith(await newSecret()));
  });
});

describe('two values in one file', () => {
  it('are written together and put back together', async () => {
    const path = file('.env', 'A=old\nB=old\n');
    await run.start([await env(path, 'A'), await env(path, 'B')]);
    expect(run.view).toMatchObject({ step: 'overlapping' });
    expect(await run.command('roll-back')).toMatchObject({ step: 'rolled-back' });
    expect(states()).toEqual(['undone', 'undone']);
    expect(readFileSync(path, 'utf8')).toBe('A=old\nB=old\n');
  });
});

describe('a program', () => {
  const script = (body: string): string => file('take-secret.sh', `#!/bin/sh\n${body}\n`, 0o755);
  const program = async (path: string): Promise<DestinationChoice> => ({
    kind: 'command',
    fileId: await picked(path),
    arguments: ['--to', join(dir, 'taken')],
    hand: { kind: 'stdin' },
  });

  it('gets the secret on its input after the host was asked, and never as an argument', async () => {
    const path = script(`echo "$*" > ${dir}/args; cat > ${dir}/taken`);
    expect(await run.start([await program(path)])).toMatchObject({ step: 'overlapping' });
    const secret = await newSecret();
    expect(readFileSync(join(dir, 'taken'), 'utf8').trim()).toBe(secret);
    expect(readFileSync(join(dir, 'args'), 'utf8')).toBe(`--to ${dir}/taken\n`);
    const asked = run.world.host.person.asked.find(({ title }) => title.startsWith('Run this'));
    expect(asked?.detail).toContain(`${path} --to`);
  });

  it.each([{ kind: 'stdin' }, { kind: 'env', name: 'NEW_SECRET' }] as const)(
    'gets the secret by $kind and by nothing else',
    async (hand) => {
      const path = script(
        `cat > ${dir}/by-stdin; printf %s "$NEW_SECRET" > ${dir}/by-env; env > ${dir}/env; echo "$*" > ${dir}/args`,
      );
      const fileId = await picked(path);
      const view = await run.start([{ kind: 'command', fileId, arguments: ['--now'], hand }]);
      expect(view).toMatchObject({ step: 'overlapping', destinations: [{ state: 'confirmed' }] });
      const secret = await newSecret();
      const got = (name: string): string => readFileSync(join(dir, name), 'utf8');
      expect(got('args')).toBe('--now\n');
      expect([got('by-stdin').trim(), got('by-env')]).toEqual(
        hand.kind === 'env' ? ['', secret] : [secret, ''],
      );
      expect(got('env').split(secret)).toHaveLength(hand.kind === 'env' ? 2 : 1);
      const asked = run.world.host.person.asked.find(({ title }) => title.startsWith('Run this'));
      expect(asked?.detail).not.toContain('RKCANARY');
    },
  );

  it('that fails is said with what it printed, without the secret', async () => {
    const path = script('read secret; echo "no place for $secret"; exit 3');
    const view = await run.start([await program(path)]);
    expect(view.destinations).toMatchObject([
      { state: 'failed', error: { kind: 'program-failed', reason: 'exit-code', exitCode: 3 } },
    ]);
    expect(JSON.stringify(view)).not.toContain('RKCANARY');
    expect(JSON.stringify(view)).toContain('no place for');
  });

  it('that hangs does not hold the quit, and may or may not have done its work', async () => {
    const path = script(`cat > ${dir}/taken; sleep 600`);
    const { keyId, hash: planHash, marker } = run.plan;
    const destinations = [await program(path)];
    const { rotations } = run.world.services;
    const starting = rotations.start({ keyId, planHash, marker, destinations });
    run.id = valueOf(await run.world.answered(starting)).id;
    const isAtWork = async (): Promise<boolean> => {
      await run.world.host.clock.advanceAsync(500);
      return existsSync(join(dir, 'taken')) && run.view.destinations[0]?.state === 'running';
    };
    await expect.poll(isAtWork, { timeout: 20_000 }).toBe(true);
    await run.account.restart();
    expect(await run.settle()).toMatchObject({
      step: 'distributing',
      destinations: [{ state: 'failed', error: { kind: 'outcome-unknown' } }],
    });
  });

  it('is not run when the person says no', async () => {
    run.world.host.person.says = false;
    const { keyId, hash: planHash, marker } = run.plan;
    const refused = await run.world.answered(
      run.world.services.rotations.start({
        ...{ keyId, planHash, marker },
        destinations: [await program(script('exit 0'))],
      }),
    );
    expect(errorOf(refused)).toEqual({ kind: 'cancelled' });
    expect(run.world.services.rotations.list()).toEqual([]);
  });
});

describe('what a key used before', () => {
  it('is offered again, for it and its successor, and needs no picking', async () => {
    const path = file('.env', oldEnv);
    await run.start([await env(path), { kind: 'copy' }]);
    await run.confirmAll();
    await run.retire();
    const successor = run.view.newKeyId!;
    const remembered = run.world.services.destinationPlaces.remembered(successor);
    expect(remembered).toMatchObject([
      { kind: 'env-file', label: '.env', detail: 'ABLY_API_KEY' },
      { kind: 'copy' },
    ]);
    expect(JSON.stringify(remembered)).not.toContain(dir);
    const plan = valueOf(await run.world.answered(run.world.services.rotations.plan(successor)));
    run.plan = plan;
    const firstSecret = await newSecret();
    expect(
      await run.start(remembered.map(({ id }) => ({ kind: 'remembered', destinationId: id }))),
    ).toMatchObject({ step: 'distributing' });
    expect(await newSecret()).not.toBe(firstSecret);
    expect(readFileSync(path, 'utf8')).toBe(envWith(await newSecret()));
  });
});
