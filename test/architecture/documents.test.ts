import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootDir } from './planted-tree.ts';
import { listFiles } from './source-files.ts';

const documents = [
  'README.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...listFiles(['docs'], /\.md$/),
] as const;

/** Targets of links and pictures that are files of ours. */
const linksOf = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));

const headingsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('the documents', () => {
  it.each(documents)('%s links to what exists', (document) => {
    const text = readFileSync(join(rootDir, document), 'utf8');
    const broken = linksOf(text).filter((link) => {
      const [path = '', heading] = link.split('#');
      const target = path === '' ? document : join(dirname(document), path);
      if (!existsSync(join(rootDir, target))) return true;
      if (heading === undefined) return false;
      return !headingsOf(readFileSync(join(rootDir, target), 'utf8')).includes(heading);
    });
    expect(broken).toEqual([]);
  });

  it('number the decisions without a gap', () => {
    const numbers = listFiles(['docs/adr'], /\.md$/).map((path) =>
      path.slice('docs/adr/'.length, 13),
    );
    expect(numbers).toEqual(numbers.map((_, index) => String(index + 1).padStart(4, '0')));
  });
});
