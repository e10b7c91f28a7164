import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeFileWriter } from '../../../electron/platform/node/file-writer.ts';
import { mountSmallDisk } from '../storage/small-disk.ts';

const secretContent = 'sec-c-abcdeRKCANARY0123\n';
const writer = new NodeFileWriter();
const refused = (reason: string, fileName = 'key.txt') => ({
  ok: false,
  error: { kind: 'file-refused', reason, fileName },
});
const modeOf = (path: string): number => statSync(path).mode & 0o777;

let dir: string;
let path: string;
let umaskBefore: number;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rekey-files-'));
  path = join(dir, 'key.txt');
  umaskBefore = process.umask(0o000);
});

afterEach(() => {
  process.umask(umaskBefore);
  rmSync(dir, { recursive: true, force: true });
});

describe('a new file', () => {
  it('holds the content, belongs to its owner alone, and has no neighbour', async () => {
    expect(await writer.writeNew(path, secretContent)).toEqual({ ok: true, value: null });
    expect(readFileSync(path, 'utf8')).toBe(secretContent);
    expect(modeOf(path)).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['key.txt']);
  });

  it('does not take the place of one that exists', async () => {
    writeFileSync(path, 'mine');
    expect(await writer.writeNew(path, secretContent)).toEqual(refused('exists'));
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readdirSync(dir)).toEqual(['key.txt']);
  });

  it.each([
    ['to a file', 'target'],
    ['to nothing', 'nowhere'],
  ])('does not follow a link %s', async (_what, target) => {
    writeFileSync(join(dir, 'target'), 'mine');
    symlinkSync(join(dir, target), path);
    expect(await writer.writeNew(path, secretContent)).toEqual(refused('exists'));
    expect(readFileSync(join(dir, 'target'), 'utf8')).toBe('mine');
    expect(existsSync(join(dir, 'nowhere'))).toBe(false);
  });

  it.each([
    ['in a folder that is not there', 'no/such/key.txt', 'no-folder', 'key.txt'],
    ['below a file', 'file/key.txt', 'no-folder', 'key.txt'],
    ['in the place of a folder', 'folder', 'exists', 'folder'],
    ['with a name that is too long', 'x'.repeat(300), 'not-writable', 'x'.repeat(300)],
  ])('%s is refused', async (_what, name, reason, fileName) => {
    writeFileSync(join(dir, 'file'), '');
    mkdirSync(join(dir, 'folder'));
    expect(await writer.writeNew(join(dir, name), secretContent)).toEqual(
      refused(reason, fileName),
    );
    expect(readdirSync(dir).toSorted()).toEqual(['file', 'folder']);
  });
});

describe('a file written once', () => {
  it('counts as written when it is repeated after a crash', async () => {
    expect((await writer.writeOnce(path, secretContent, 'id-1')).ok).toBe(true);
    const { ino } = statSync(path);
    expect((await writer.writeOnce(path, secretContent, 'id-1')).ok).toBe(true);
    expect(statSync(path).ino).toBe(ino);
  });

  it('is finished, and what the interrupted write left is removed', async () => {
    writeFileSync(join(dir, '.rekey-id-1'), secretContent.slice(0, 5), { mode: 0o600 });
    expect((await writer.writeOnce(path, secretContent, 'id-1')).ok).toBe(true);
    expect(readdirSync(dir)).toEqual(['key.txt']);
  });

  it.each([
    ['another content', 'another content of size', 0o600],
    ['the same content readable by others', secretContent, 0o644],
  ])('does not count %s as its own', async (_what, content, mode) => {
    writeFileSync(path, content, { mode });
    expect(await writer.writeOnce(path, secretContent, 'id-1')).toEqual(refused('exists'));
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(modeOf(path)).toBe(mode);
  });

  it('does not look through a link at the same content', async () => {
    writeFileSync(join(dir, 'target'), secretContent, { mode: 0o600 });
    symlinkSync(join(dir, 'target'), path);
    expect(await writer.writeOnce(path, secretContent, 'id-1')).toEqual(refused('exists'));
  });

  it('does not wait for a pipe that nobody writes into', async () => {
    execFileSync('mkfifo', [path]);
    chmodSync(path, 0o600);
    expect(await writer.writeOnce(path, secretContent, 'id-1')).toEqual(refused('exists'));
  });
});

describe('a replaced file', () => {
  it('is the new one as a whole, for its owner alone', async () => {
    writeFileSync(path, 'older'.repeat(1_000), { mode: 0o644 });
    expect((await writer.replace(path, secretContent)).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(secretContent);
    expect(modeOf(path)).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['key.txt']);
  });

  it('is never a link', async () => {
    writeFileSync(join(dir, 'target'), 'mine');
    symlinkSync(join(dir, 'target'), path);
    expect(await writer.replace(path, secretContent)).toEqual(refused('is-a-link'));
    expect(readFileSync(join(dir, 'target'), 'utf8')).toBe('mine');
  });

  it('is never a folder', async () => {
    mkdirSync(path);
    expect(await writer.replace(path, secretContent)).toEqual(refused('not-writable'));
    expect(readdirSync(dir)).toEqual(['key.txt']);
  });
});

const disk = mountSmallDisk(64);
describe.skipIf(typeof disk === 'string')('on a disk without room', () => {
  afterEach(() => {
    if (typeof disk !== 'string') disk.remove();
  });

  it('every way of writing says that it is full and leaves no half file', async () => {
    if (typeof disk === 'string') return;
    const onDisk = join(disk.dir, 'key.txt');
    writeFileSync(onDisk, 'mine');
    const content = 'x'.repeat(200_000);
    const full = { ok: false, error: { kind: 'storage-full' } };
    expect(await writer.writeNew(join(disk.dir, 'new.txt'), content)).toEqual(full);
    expect(await writer.writeOnce(join(disk.dir, 'new.txt'), content, 'id-1')).toEqual(full);
    expect(await writer.replace(onDisk, content)).toEqual(full);
    expect(readdirSync(disk.dir)).toEqual(['key.txt']);
    expect(readFileSync(onDisk, 'utf8')).toBe('mine');
    disk.remountReadOnly();
    expect(await writer.writeNew(join(disk.dir, 'new.txt'), 'x')).toEqual(
      refused('not-writable', 'new.txt'),
    );
  });
});
