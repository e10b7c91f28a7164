import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeSecretFiles } from '../../../electron/platform/node/secret-files.ts';
import type { FileChange } from '../../../electron/services/ports/secret-files.ts';
import { mountSmallDisk } from '../storage/small-disk.ts';

const files = new NodeSecretFiles();
const isRoot = process.getuid?.() === 0;
const oldContent = 'KEY=sec-c-abcdeRKCANARYold\r\n# \xff\n';
const newContent = 'KEY=sec-c-abcdeRKCANARYnew\r\n# \xff\n';
const sha256 = (content: string): string =>
  createHash('sha256').update(content, 'latin1').digest('hex');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rekey-secret-files-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const at = (name: string): string => join(dir, name);
const contentOf = (name: string): string => readFileSync(at(name), 'latin1');
function place(name: string, mode = 0o640, content = oldContent): string {
  writeFileSync(at(name), content, 'latin1');
  chmodSync(at(name), mode);
  return at(name);
}
const change = (name: string, changes: Partial<FileChange> = {}): FileChange => ({
  path: at(name),
  expected: { sha256: sha256(oldContent) },
  secretBytes: Buffer.from(newContent, 'latin1'),
  writeId: `id-${name.replaceAll('/', '-')}`,
  ...changes,
});
const refusal = (name: string, reason: string) => ({
  path: at(name),
  error: { kind: 'file-refused', reason, fileName: name.split('/').at(-1) },
});
const refused = (...refusals: ReturnType<typeof refusal>[]) => ({
  kind: 'refused',
  refusals,
  leftNew: [],
});

describe('a file read for a change', () => {
  it('comes as its bytes with what is known of it', async () => {
    const path = place('.env');
    const read = await files.read(path);
    if (!read.ok) throw new Error('not read');
    expect(Buffer.from(read.value.secretBytes).toString('latin1')).toBe(oldContent);
    expect(read.value.facts).toMatchObject({
      size: oldContent.length,
      mode: 0o640,
      uid: statSync(path).uid,
      gid: statSync(path).gid,
      sha256: sha256(oldContent),
    });
  });

  it.each([
    ['a link', 'is-a-link', (path: string) => symlinkSync(place('real'), path)],
    ['a link to nothing', 'is-a-link', (path: string) => symlinkSync(at('nowhere'), path)],
    ['a folder', 'not-a-file', (path: string) => mkdirSync(path)],
    ['a pipe', 'not-a-file', (path: string) => execFileSync('mkfifo', [path])],
    ['a file of two names', 'other-names', (path: string) => linkSync(place('real'), path)],
    ['nothing', 'not-there', () => undefined],
    ['a file over 4 MiB', 'too-large', () => truncateSync(place('.env'), 4 * 1_024 * 1_024 + 1)],
  ])('is refused when it is %s', async (_what, reason, make) => {
    make(at('.env'));
    expect(await files.read(at('.env'))).toEqual({
      ok: false,
      error: refusal('.env', reason).error,
    });
  });

  it('is refused when its folder is gone', async () => {
    expect(await files.read(at('gone/.env'))).toMatchObject({ error: { reason: 'no-folder' } });
  });
});

describe('files replaced together', () => {
  it('have the new bytes, their old mode, and no neighbours', async () => {
    place('a', 0o640);
    mkdirSync(at('sub'));
    place('sub/b', 0o4711);
    expect(await files.replaceAll([change('a'), change('sub/b')])).toEqual({ kind: 'replaced' });
    expect([contentOf('a'), contentOf('sub/b')]).toEqual([newContent, newContent]);
    expect(statSync(at('a')).mode & 0o7777).toBe(0o640);
    expect(statSync(at('sub/b')).mode & 0o7777).toBe(0o4711);
    expect(readdirSync(dir, { recursive: true }).toSorted()).toEqual(['a', 'sub', 'sub/b']);
  });

  it.skipIf(!isRoot)('keep an owner that is not ours', async () => {
    chownSync(place('a', 0o600), 12_345, 54_321);
    expect(await files.replaceAll([change('a')])).toEqual({ kind: 'replaced' });
    const { uid, gid, mode } = statSync(at('a'));
    expect([uid, gid, mode & 0o7777]).toEqual([12_345, 54_321, 0o600]);
  });

  it('are put back byte for byte by the same way', async () => {
    place('a');
    const original = await files.read(at('a'));
    if (!original.ok) throw new Error('not read');
    await files.replaceAll([change('a')]);
    const back = change('a', {
      expected: { sha256: sha256(newContent) },
      secretBytes: original.value.secretBytes,
    });
    expect(await files.replaceAll([back])).toEqual({ kind: 'replaced' });
    expect(contentOf('a')).toBe(oldContent);
  });

  it.each([
    ['changed since it was read', 'changed-since-read', () => place('b', 0o640, 'KEY=mine\n')],
    ['read-only', 'read-only', () => chmodSync(at('b'), 0o444)],
    [
      'a link now',
      'is-a-link',
      () => {
        renameSync(at('b'), at('real'));
        symlinkSync(at('real'), at('b'));
      },
    ],
    ['of several names', 'other-names', () => linkSync(at('b'), at('c'))],
    ['gone', 'not-there', () => rmSync(at('b'))],
  ])('all stay as they are when one is %s', async (_what, reason, spoil) => {
    place('a');
    place('b');
    spoil();
    const before = readdirSync(dir);
    expect(await files.replaceAll([change('a'), change('b')])).toEqual(
      refused(refusal('b', reason)),
    );
    expect(contentOf('a')).toBe(oldContent);
    expect(readdirSync(dir)).toEqual(before);
  });

  it('all stay as they are when one changes while the others are prepared', async () => {
    place('a');
    place('b');
    const spoiling: FileChange = {
      ...change('b'),
      get secretBytes() {
        writeFileSync(at('a'), 'mine');
        return Buffer.from(newContent, 'latin1');
      },
    };
    expect(await files.replaceAll([change('a'), spoiling])).toEqual(
      refused(refusal('a', 'changed-since-read')),
    );
    expect([contentOf('a'), contentOf('b')]).toEqual(['mine', oldContent]);
    expect(readdirSync(dir).toSorted()).toEqual(['a', 'b']);
  });

  it('name every file that is in the way', async () => {
    place('a', 0o444);
    place('b', 0o640, 'other');
    const outcome = await files.replaceAll([change('a'), change('b'), change('gone/c')]);
    expect(outcome).toEqual(
      refused(
        refusal('a', 'read-only'),
        refusal('b', 'changed-since-read'),
        refusal('gone/c', 'no-folder'),
      ),
    );
  });

  it('are refused when one file comes twice by another path', async () => {
    mkdirSync(at('sub'));
    place('sub/a');
    symlinkSync(at('sub'), at('alias'));
    expect(await files.replaceAll([change('sub/a'), change('alias/a')])).toEqual(
      refused(refusal('alias/a', 'other-names')),
    );
  });
});

/** Fails, or does something else first, at the given renames. */
const withRename = (before: (count: number, to: string) => void): NodeSecretFiles => {
  let count = 0;
  return new NodeSecretFiles({
    rename: async (from, to) => {
      count += 1;
      before(count, to);
      await rename(from, to);
    },
  });
};
const systemFailure = (code: string): Error =>
  Object.assign(new Error(code), { code, syscall: 'rename' });

describe('a rename that fails half-way', () => {
  it('puts the earlier files back, with their mode', async () => {
    place('a', 0o604);
    place('b');
    const failing = withRename((count) => {
      if (count === 2) throw systemFailure('EBUSY');
    });
    expect(await failing.replaceAll([change('a'), change('b')])).toEqual(
      refused(refusal('b', 'not-writable')),
    );
    expect([contentOf('a'), contentOf('b')]).toEqual([oldContent, oldContent]);
    expect(statSync(at('a')).mode & 0o7777).toBe(0o604);
    expect(readdirSync(dir).toSorted()).toEqual(['a', 'b']);
  });

  it('says which file could not be put back', async () => {
    place('a');
    place('b');
    const failing = withRename((count) => {
      if (count > 1) throw systemFailure('ENOSPC');
    });
    expect(await failing.replaceAll([change('a'), change('b')])).toEqual({
      kind: 'refused',
      refusals: [{ path: at('b'), error: { kind: 'storage-full' } }],
      leftNew: [at('a')],
    });
    expect([contentOf('a'), contentOf('b')]).toEqual([newContent, oldContent]);
    expect(readdirSync(dir).toSorted()).toEqual(['a', 'b']);
  });

  it('does not put back over what somebody wrote meanwhile', async () => {
    place('a');
    place('b');
    const failing = withRename((count) => {
      if (count !== 2) return;
      writeFileSync(at('a'), 'mine');
      throw systemFailure('EBUSY');
    });
    expect(await failing.replaceAll([change('a'), change('b')])).toMatchObject({
      leftNew: [at('a')],
    });
    expect([contentOf('a'), contentOf('b')]).toEqual(['mine', oldContent]);
  });
});

describe('a crash between two files', () => {
  it('leaves each file old or new, and the repeated call completes it', async () => {
    place('a');
    place('b');
    const source = `
      import { rename } from 'node:fs/promises';
      import { NodeSecretFiles } from ${JSON.stringify(
        new URL('../../../electron/platform/node/secret-files.ts', import.meta.url).href,
      )};
      const changes = JSON.parse(process.argv[1]).map((each) => ({
        ...each, secretBytes: Buffer.from(each.hex, 'hex'),
      }));
      let count = 0;
      await new NodeSecretFiles({
        rename: async (from, to) => {
          count += 1;
          if (count === 2) process.kill(process.pid, 'SIGKILL');
          await rename(from, to);
        },
      }).replaceAll(changes);`;
    const changes = [change('a'), change('b')];
    const sent = JSON.stringify(
      changes.map((each) => ({ ...each, hex: Buffer.from(each.secretBytes).toString('hex') })),
    );
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', source, sent]);
    expect(child.signal).toBe('SIGKILL');
    expect([contentOf('a'), contentOf('b')]).toEqual([newContent, oldContent]);
    expect(readdirSync(dir).toSorted()).toEqual(['.rekey-id-b', 'a', 'b']);
    expect(await files.replaceAll(changes)).toEqual({ kind: 'replaced' });
    expect([contentOf('a'), contentOf('b')]).toEqual([newContent, newContent]);
    expect(readdirSync(dir).toSorted()).toEqual(['a', 'b']);
  });
});

const disk = mountSmallDisk(64);
describe.skipIf(typeof disk === 'string')('on a disk without room', () => {
  afterEach(() => {
    if (typeof disk !== 'string') disk.remove();
  });

  it('all files stay as they are', async () => {
    if (typeof disk === 'string') return;
    place('a');
    const path = join(disk.dir, 'b');
    writeFileSync(path, oldContent, 'latin1');
    const large = Buffer.alloc(200_000);
    const outcome = await files.replaceAll([
      change('a'),
      change('b', { path, secretBytes: large }),
    ]);
    expect(outcome).toEqual({
      kind: 'refused',
      refusals: [{ path, error: { kind: 'storage-full' } }],
      leftNew: [],
    });
    expect(contentOf('a')).toBe(oldContent);
    expect(readdirSync(disk.dir)).toEqual(['b']);
  });
});
