import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from './source-files.ts';

const paths = listFiles(
  ['electron', 'renderer', 'shared', 'test', 'bench', 'scripts'],
  /\.(ts|tsx|mjs|css)$/,
);
const kebabCase = /^\d{0,4}-?[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z]+)*\.(ts|tsx|mjs|css)$/;
const meaningless = /(^|\/)(utils?|helpers|types|common|misc)(\.tsx?$|\/)/;

describe('file names', () => {
  it('are kebab-case', () => {
    expect(paths.filter((path) => !kebabCase.test(basename(path)))).toEqual([]);
  });

  it('say what is inside', () => {
    expect(paths.filter((path) => meaningless.test(path))).toEqual([]);
  });

  it('leave no barrels but the entry of a provider', () => {
    const barrels = paths.filter((path) => /^index\.tsx?$/.test(basename(path)));
    const isProviderEntry = /^electron\/(providers|sandbox)\/[^/]+\/index\.ts$/;
    expect(barrels.filter((path) => !isProviderEntry.test(path))).toEqual([]);
  });
});
