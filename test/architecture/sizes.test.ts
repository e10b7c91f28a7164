import { describe, expect, it } from 'vitest';
import { sizeExceptions, type SizeException } from './size-exceptions.ts';
import { oversized } from './sizes.ts';
import { listFiles } from './source-files.ts';

const limits = {
  file: 300,
  function: 60,
  component: 150,
  byFile: { 'electron/main.ts': 60, 'electron/preload/preload.ts': 40 },
};
const paths = listFiles(['electron', 'renderer', 'shared', 'scripts'], /\.(ts|tsx|mjs|css)$/);
const found = oversized(paths, limits);

const isAbout = (exception: Omit<SizeException, 'reason'>, size: (typeof found)[number]): boolean =>
  exception.file === size.file && exception.functionName === size.functionName;

describe('sizes', () => {
  it('stay within the limits, or within the exception that names a reason', () => {
    const tooLong = found.filter(
      (size) => !sizeExceptions.some((known) => isAbout(known, size) && size.lines <= known.lines),
    );
    expect(tooLong).toEqual([]);
  });

  it('have no exception that is larger than what it excuses', () => {
    const outdated = sizeExceptions.filter(
      (known) => !found.some((size) => isAbout(known, size) && size.lines === known.lines),
    );
    expect(outdated).toEqual([]);
  });

  it('are measured: a limit of one line finds nearly every file', () => {
    const all = oversized(paths, { ...limits, file: 1, function: 1 });
    expect(new Set(all.map((size) => size.file)).size).toBeGreaterThan(paths.length / 2);
  });
});
