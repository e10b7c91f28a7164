import {
  chmodSync,
  existsSync,
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
import { RotatingLogFile } from '../../../../electron/platform/log-file.ts';

let dir: string;
let file: RotatingLogFile | null;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rekey-log-'));
  file = null;
});

afterEach(() => {
  file?.close();
  rmSync(dir, { recursive: true, force: true });
});

const read = (name: string): string => readFileSync(join(dir, name), 'utf8');
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('the log file', () => {
  it('is readable by its owner only, also when it was not before', () => {
    writeFileSync(join(dir, 'rekey.log'), 'old\n');
    chmodSync(join(dir, 'rekey.log'), 0o644);
    file = new RotatingLogFile(dir);
    file.write('new');
    expect(modeOf(join(dir, 'rekey.log'))).toBe(0o600);
    expect(read('rekey.log')).toBe('old\nnew\n');
  });

  it('makes its folder with the first line, for the owner only', () => {
    const inner = join(dir, 'logs');
    file = new RotatingLogFile(inner);
    expect(existsSync(inner)).toBe(false);
    file.write('a line');
    expect(modeOf(inner)).toBe(0o700);
  });

  it('is replaced before it grows too large, and the third oldest is dropped', () => {
    file = new RotatingLogFile(dir, 20);
    for (const line of [
      'first-1',
      'first-2',
      'second-1',
      'second-2',
      'third',
      'fourth-is-longer',
    ]) {
      file.write(line);
    }
    expect(readdirSync(dir).sort()).toEqual(['rekey.1.log', 'rekey.2.log', 'rekey.log']);
    expect(read('rekey.log')).toBe('fourth-is-longer\n');
    expect(read('rekey.1.log')).toBe('third\n');
    expect(read('rekey.2.log')).toBe('second-1\nsecond-2\n');
    for (const name of readdirSync(dir)) expect(modeOf(join(dir, name))).toBe(0o600);
  });

  it('counts what an earlier run has written', () => {
    writeFileSync(join(dir, 'rekey.log'), 'x'.repeat(19));
    file = new RotatingLogFile(dir, 20);
    file.write('ab');
    expect(read('rekey.1.log')).toBe('x'.repeat(19));
    expect(read('rekey.log')).toBe('ab\n');
  });

  it('takes a line that is longer than a file', () => {
    file = new RotatingLogFile(dir, 4);
    file.write('longer');
    expect(readdirSync(dir)).toEqual(['rekey.log']);
    expect(read('rekey.log')).toBe('longer\n');
  });

  it('does not follow a link to somebody else’s file', () => {
    const target = join(dir, 'target');
    writeFileSync(target, 'theirs');
    symlinkSync(target, join(dir, 'rekey.log'));
    file = new RotatingLogFile(dir);
    file.write('ours');
    expect(readFileSync(target, 'utf8')).toBe('theirs');
  });

  it('goes on when the disk refuses the folder and a line', () => {
    writeFileSync(join(dir, 'a-file'), '');
    file = new RotatingLogFile(join(dir, 'a-file', 'logs'));
    expect(() => file?.write('lost')).not.toThrow();
  });
});
