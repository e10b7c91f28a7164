import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../../../shared/errors/app-error.ts';
import type { DestinationChoice } from '../../../shared/rotations/destination.ts';
import type { PlanChoice } from '../../../electron/services/plan-choice.ts';
import { NodeFileWriter } from '../../../electron/platform/node/file-writer.ts';
import { StrategyRun } from './strategy-run.ts';

let run: StrategyRun;
let dir: string;
let path: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rekey-read-back-'));
  path = join(dir, 'secret.txt');
});

afterEach(async () => {
  vi.restoreAllMocks();
  await run.world.close();
  rmSync(dir, { recursive: true, force: true });
});

async function newFile(): Promise<DestinationChoice> {
  const { picker } = run.world.host;
  picker.nextPaths.push(path);
  const picked = await picker.pickSave();
  if (picked === null) throw new Error('Nothing was picked');
  return { kind: 'file', fileId: picked.fileId };
}

/** The next file is said to be written, and this is what happens to it. */
const nextWrite = (instead: () => void): void => {
  vi.spyOn(NodeFileWriter.prototype, 'writeOnce').mockImplementationOnce(() => {
    instead();
    return Promise.resolve(ok(null));
  });
};

const ways: readonly (readonly [string, string, PlanChoice, 'overlapping' | 'completed'])[] = [
  ['a replacement', 'ably', { strategy: 'replace' }, 'overlapping'],
  ['a replacement in leak mode', 'ably', { strategy: 'replace', trigger: 'exposed' }, 'completed'],
  ['a renewal at once', 'pubnub-v2', { strategy: 'immediate' }, 'completed'],
];

describe.each(ways)('the new file of %s', (_what, providerId, choice, after) => {
  const handedOut = async (): Promise<void> => {
    run = await StrategyRun.connected(providerId);
    await run.planned(choice);
    await run.start([await newFile()]);
    if (choice.trigger === 'exposed') await run.retire();
  };

  it('that holds something else is not handed over, and is not written over', async () => {
    nextWrite(() => {
      writeFileSync(path, 'theirs\n', { mode: 0o600 });
    });
    await handedOut();
    expect(run.view).toMatchObject({
      step: 'distributing',
      destinations: [
        { state: 'failed', error: { reason: 'other-secret', fileName: 'secret.txt' } },
      ],
    });
    expect((await run.command('retry')).destinations).toMatchObject([
      { state: 'failed', error: { reason: 'exists' } },
    ]);
    expect(readFileSync(path, 'utf8')).toBe('theirs\n');
    rmSync(path);
    expect(await run.command('retry')).toMatchObject({ step: after });
    expect(readFileSync(path, 'utf8')).toContain('RKCANARY');
  });

  it('that is not there after all is not handed over, and is written again', async () => {
    nextWrite(() => undefined);
    await handedOut();
    expect(run.view).toMatchObject({
      step: 'distributing',
      destinations: [{ state: 'failed', error: { kind: 'file-refused' } }],
    });
    expect(await run.command('retry')).toMatchObject({ step: after });
    expect(readFileSync(path, 'utf8')).toContain('RKCANARY');
  });
});
