import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeSecretFiles } from '../../../electron/platform/node/secret-files.ts';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { openMemoryStores } from '../../../electron/storage/memory-stores.ts';
import { findEnvValue, replaceEnvValue } from '../../../shared/destinations/env-file.ts';
import { findJsonValue, replaceJsonValue } from '../../../shared/destinations/json-file.ts';
import { destinationIdSchema } from '../../../shared/lib/ids.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { FakeIdSource } from '../../fakes/fake-id-source.ts';
import { TempProfile } from '../../fakes/temp-profile.ts';
import { RUNS } from '../../unit/shared/destinations/file-texts.ts';
import {
  generatedEnvFile,
  generatedJsonFile,
  TARGET,
} from '../../unit/shared/destinations/generated-files.ts';
import { rotationIdOf } from './sample-records.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const destinationIdOf = (number: number) =>
  destinationIdSchema.parse(`01D${String(number).padStart(23, '0')}`);
const undo = (number: number, original: string, after: string, path = '/home/a/.env') => ({
  destinationId: destinationIdOf(number),
  path,
  originalSecretBytes: bytes(original),
  sha256AfterWrite: sha256(bytes(after)),
});

let stores: Stores;
beforeEach(() => {
  stores = openMemoryStores({ clock: new FakeClock(), ids: new FakeIdSource() });
});
afterEach(() => {
  stores.close();
});

describe('what files held before', () => {
  it('is kept when a rotation writes once more, and the file still counts as its own', () => {
    const rotationId = rotationIdOf(1);
    stores.fileUndo.put(rotationId, undo(1, 'A=old', 'A=new'));
    stores.fileUndo.put(rotationId, undo(1, 'A=new', 'A=newer'));
    expect(stores.fileUndo.of(rotationId)).toEqual([undo(1, 'A=old', 'A=newer')]);
  });

  it('comes back byte for byte, the latest first, for its own rotation', () => {
    const first = undo(1, 'A=RKCANARY\xff\x00\r\n', 'A=new');
    const second = undo(2, '', 'B=new', '/home/b/.env');
    stores.fileUndo.put(rotationIdOf(1), first);
    stores.fileUndo.put(rotationIdOf(1), second);
    stores.fileUndo.put(rotationIdOf(2), undo(3, 'other', 'x'));
    expect(stores.fileUndo.of(rotationIdOf(1))).toEqual([second, first]);
    expect(stores.fileUndo.of(rotationIdOf(3))).toEqual([]);
  });

  it('is what was there at the last look, as long as nothing was written', () => {
    stores.fileUndo.put(rotationIdOf(1), undo(1, 'A=old', 'A=new'));
    const later = undo(1, 'A=old\nB=added', 'A=new\nB=added');
    stores.fileUndo.put(rotationIdOf(1), later);
    expect(stores.fileUndo.of(rotationIdOf(1))).toEqual([later]);
  });

  it('is never what Rekey wrote itself before a crash', () => {
    const first = undo(1, 'A=old', 'A=new');
    stores.fileUndo.put(rotationIdOf(1), first);
    stores.fileUndo.put(rotationIdOf(1), undo(1, 'A=new', 'A=new'));
    expect(stores.fileUndo.of(rotationIdOf(1))).toEqual([first]);
  });

  it('is gone with its rotation only', () => {
    stores.fileUndo.put(rotationIdOf(1), undo(1, 'a', 'b'));
    stores.fileUndo.put(rotationIdOf(2), undo(2, 'c', 'd'));
    stores.fileUndo.clear(rotationIdOf(1));
    expect(stores.fileUndo.of(rotationIdOf(1))).toEqual([]);
    expect(stores.fileUndo.of(rotationIdOf(2))).toHaveLength(1);
  });

  it('is in no file in clear, survives a restart, and empties the log when it is cleared', async () => {
    const profile = new TempProfile();
    try {
      const opened = await profile.open();
      const kept = undo(1, 'A=sec-c-abcdeRKCANARY', 'A=new');
      opened.stores.fileUndo.put(rotationIdOf(1), kept);
      const reopened = await profile.reopen();
      expect(profile.filesHolding('RKCANARY')).toEqual([]);
      expect(reopened.stores.fileUndo.of(rotationIdOf(1))).toEqual([kept]);
      reopened.stores.fileUndo.clear(rotationIdOf(1));
      const log = readdirSync(profile.profileDir).find((name) => name.endsWith('-wal')) ?? '';
      expect(statSync(join(profile.profileDir, log)).size).toBe(0);
      expect((await profile.reopen()).stores.fileUndo.of(rotationIdOf(1))).toEqual([]);
    } finally {
      profile.remove();
    }
  });
});

const FILES_PER_TRANSACTION = 20;
/** Every file is flushed twice, which is slow on a real disk. */
const memoryDisk = '/dev/shm';

describe('generated files on disk', () => {
  const files = new NodeSecretFiles();
  const secretValue = 'sec-c-abcdeRKCANARY0123';
  const anyFile = fc.oneof(
    generatedEnvFile.map((file) => ({ file, replaced: inEnvFile(file.bytes) })),
    generatedJsonFile.map((file) => ({ file, replaced: inJsonFile(file.bytes, file.path) })),
  );

  function inEnvFile(content: Uint8Array): Uint8Array {
    const found = findEnvValue(content, TARGET);
    if (found.kind === 'refused') throw new Error(found.reason);
    const replaced = replaceEnvValue(content, found.span, secretValue);
    if (replaced.kind === 'refused') throw new Error(replaced.reason);
    return replaced.bytes;
  }

  function inJsonFile(content: Uint8Array, path: readonly (string | number)[]): Uint8Array {
    const found = findJsonValue(content, path);
    if (found.kind === 'refused') throw new Error(found.reason);
    const replaced = replaceJsonValue(content, found.span, secretValue);
    if (replaced.kind === 'refused') throw new Error(replaced.reason);
    return replaced.bytes;
  }

  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(existsSync(memoryDisk) ? memoryDisk : tmpdir(), 'rekey-undo-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
  });

  it(
    'are rewritten in transactions, and put back from the store byte for byte',
    { timeout: 1_800_000 },
    async () => {
      const transaction = fc.array(anyFile, {
        minLength: FILES_PER_TRANSACTION,
        maxLength: FILES_PER_TRANSACTION,
      });
      await fc.assert(
        fc.asyncProperty(transaction, async (generated) => {
          const places = generated.map(({ file, replaced }, index) => ({
            path: join(dir, String(index)),
            original: file.bytes,
            replaced,
            destinationId: destinationIdOf(index),
          }));
          for (const { path, original } of places) writeFileSync(path, original);
          for (const { path, original, replaced, destinationId } of places) {
            stores.fileUndo.put(rotationIdOf(1), {
              ...{ destinationId, path, originalSecretBytes: original },
              sha256AfterWrite: sha256(replaced),
            });
          }
          const outcome = await files.replaceAll(
            places.map(({ path, original, replaced, destinationId }) => ({
              ...{ path, expected: { sha256: sha256(original) } },
              ...{ secretBytes: replaced, writeId: destinationId },
            })),
          );
          expect(outcome).toEqual({ kind: 'replaced' });
          for (const { path, replaced } of places) {
            expect(readFileSync(path).equals(replaced)).toBe(true);
          }
          const back = stores.fileUndo.of(rotationIdOf(1)).map((each) => ({
            ...{ path: each.path, expected: { sha256: each.sha256AfterWrite } },
            ...{ secretBytes: each.originalSecretBytes, writeId: each.destinationId },
          }));
          expect(await files.replaceAll(back)).toEqual({ kind: 'replaced' });
          for (const { path, original } of places) {
            expect(readFileSync(path).equals(original)).toBe(true);
          }
          stores.fileUndo.clear(rotationIdOf(1));
        }),
        { numRuns: Math.ceil(RUNS / FILES_PER_TRANSACTION) },
      );
    },
  );
});
