import { describe, expect, it } from 'vitest';
import {
  markdownCode,
  markdownDuration,
  markdownTable,
} from '../../../../electron/services/markdown-text.ts';
import { fileNamePart } from '../../../../electron/services/document-writer.ts';

describe('a name of unknown origin in Markdown', () => {
  it.each([
    ['orders', '`orders`'],
    ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
    ['[x](https://evil.example)', '`[x](https://evil.example)`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['one\ntwo', '`one⟨U+000A⟩two`'],
    ['a\r\n# b', '`a⟨U+000D⟩⟨U+000A⟩# b`'],
    ['gpj.\u202Eexe', '`gpj.⟨U+202E⟩exe`'],
    ['\u0000\u2028\uD800', '`⟨U+0000⟩⟨U+2028⟩⟨U+D800⟩`'],
    ['', '(empty)'],
    ['  ', '(empty)'],
  ])('%j becomes %j', (text, markdown) => {
    expect(markdownCode(text)).toBe(markdown);
  });

  it('is cut, by code points', () => {
    expect(markdownCode('🔑'.repeat(5), 3)).toBe('`🔑🔑🔑…`');
  });

  it('cannot add a cell or a row to a table', () => {
    const table = markdownTable(['Name'], [[markdownCode('a|b\nc')]]);
    expect(table).toBe('| Name |\n| --- |\n| `a\\|b⟨U+000A⟩c` |');
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 s'],
    [59_600, '1 min'],
    [90_061_000, '1 d 1 h 1 min 1 s'],
    [129_600_000, '1 d 12 h'],
  ])('of %i ms reads %j', (durationMs, words) => {
    expect(markdownDuration(durationMs)).toBe(words);
  });
});

describe('a part of a file name', () => {
  it.each([
    ['orders-staging', 'orders-staging'],
    ['../../etc/passwd', 'etc-passwd'],
    ['.git', 'git'],
    ['a b;rm -rf $HOME', 'a-b-rm--rf-HOME'],
    ['🔑', 'key'],
    ['n'.repeat(10_000), 'n'.repeat(60)],
  ])('from %j is %j', (name, part) => {
    expect(fileNamePart(name)).toBe(part);
  });
});
