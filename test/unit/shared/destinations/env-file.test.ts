import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  findEnvValue,
  listEnvNames,
  replaceEnvValue,
} from '../../../../shared/destinations/env-file.ts';
import { bytesOf, textOf } from './file-texts.ts';

const secretValue = 'sec-c-abcdeRKCANARY';

/** The file after the replacement, or why there was none. */
function replaced(text: string, newSecret = secretValue): string {
  const bytes = bytesOf(text);
  const found = findEnvValue(bytes, 'KEY');
  if (found.kind === 'refused') return found.reason;
  const result = replaceEnvValue(bytes, found.span, newSecret);
  return result.kind === 'refused' ? result.reason : textOf(result.bytes);
}

describe('a value in an .env file', () => {
  it.each([
    ['KEY=old', 'KEY=NEW'],
    ['KEY=old\n', 'KEY=NEW\n'],
    ['A=1\r\nKEY=old\r\nB=2', 'A=1\r\nKEY=NEW\r\nB=2'],
    ['\xef\xbb\xbfKEY=old\n', '\xef\xbb\xbfKEY=NEW\n'],
    ['  export KEY = old # note\n', '  export KEY = NEW # note\n'],
    ['KEY="old"\n', 'KEY="NEW"\n'],
    [`KEY='old' # it's\n`, `KEY='NEW' # it's\n`],
    ['KEY=`old`\n', 'KEY=`NEW`\n'],
    ['KEY=""\n', 'KEY="NEW"\n'],
    ['KEY=\nB=1\n', 'KEY=NEW\nB=1\n'],
    ['KEY=  # fill in\n', 'KEY=NEW  # fill in\n'],
    ['KEY=two words \n', 'KEY=NEW \n'],
    ['KEY=\xff\xfe\n#\xff', 'KEY=NEW\n#\xff'],
    ['KEY="a # b" # c\n', 'KEY="NEW" # c\n'],
    ['KEY="say \\"hi\\""\n', 'KEY="NEW"\n'],
    ['#KEY=1\nKEY=2\nKEYS=3\nMY_KEY=4\nkey=5', '#KEY=1\nKEY=NEW\nKEYS=3\nMY_KEY=4\nkey=5'],
    ['PEM="-----\nabc==\n-----"\nKEY=old\n', 'PEM="-----\nabc==\n-----"\nKEY=NEW\n'],
  ])('is replaced in %j and nothing else is', (before, after) => {
    expect(replaced(before)).toBe(after.replace('NEW', secretValue));
  });

  it.each([
    ['', 'value-absent'],
    ['A=1\n#KEY=2\n', 'value-absent'],
    ['KEY=1\nKEY=1\n', 'value-twice'],
    ['KEY=1\nexport KEY\n', 'value-twice'],
    ['KEY=1\nA="\nKEY=2\n"\n', 'value-twice'],
    ['A="\nKEY=2\n"\n', 'value-unclear'],
    ['KEY="a\nb"\n', 'value-multi-line'],
    ['KEY=${OTHER}\n', 'value-reference'],
    ['KEY="x$OTHER"\n', 'value-reference'],
    [`KEY='$(pass show key)'\n`, 'value-reference'],
    ['KEY=a#b\n', 'value-unclear'],
    ['KEY=#b\n', 'value-unclear'],
    ['KEY="a"b\n', 'value-unclear'],
    ['KEY="a"#b\n', 'value-unclear'],
    ['KEY="a\n', 'value-unclear'],
    [`KEY='it\\'s'\n`, 'value-unclear'],
    ['KEY=a\\\n', 'value-unclear'],
    ['A=a\\\nKEY=1\n', 'value-unclear'],
    ['KEY: a\n', 'value-unclear'],
    ['KEY\n', 'value-unclear'],
    ['A:\nKEY=1\n', 'value-unclear'],
    ['\xc2\xa0KEY=1\n', 'value-unclear'],
    ['A=1\rKEY=2\n', 'value-unclear'],
    ['# \xe2\x80\xa8KEY=1\nKEY=2', 'value-unclear'],
    [`A='C:\\'\nKEY='x'\n`, 'value-unclear'],
    ['A=\n"x"\nKEY=1\n', 'value-unclear'],
    ['A="C:\\\\"\nKEY=1\nB="', 'value-unclear'],
    [`\xffB='\nB='\nKEY=a'`, 'value-unclear'],
    [`it's\nKEY=1\n`, 'value-unclear'],
    ['\xff\xfeK\0E\0Y\0=\x001\0', 'not-text'],
    ['KEY=\x1b[0m\n', 'not-text'],
  ])('is not replaced in %j: %s', (text, reason) => {
    expect(replaced(text)).toBe(reason);
  });

  it.each([
    ['KEY=a', 'with blank', `KEY='with blank'`],
    ['KEY=a', `it's`, `KEY="it's"`],
    ['KEY="a"', 'say "hi"', `KEY='say "hi"'`],
    [`KEY='a'`, `it's`, `KEY="it's"`],
    ['KEY=`a`', `it's "so"`, 'KEY=`it\'s "so"`'],
    ['KEY=a', '#hash', `KEY='#hash'`],
    ['KEY=a', '=x', `KEY='=x'`],
    ['KEY=a', 'a.b:c/d+e==', 'KEY=a.b:c/d+e=='],
  ])('in %j gets the quotes that the secret needs', (before, newSecret, after) => {
    expect(replaced(before, newSecret)).toBe(after);
  });

  it.each(['', 'a\nb', 'a$b', 'a\\b', `'"\``, 'é', 'a\0', 'tab\t'])(
    'never becomes %j, which readers would not agree about',
    (newSecret) => {
      for (const text of ['KEY=a', 'KEY="a"', `KEY='a'`, 'KEY=`a`']) {
        expect(replaced(text, newSecret)).toBe('secret-not-holdable');
      }
    },
  );

  it('is looked for in files up to 4 MiB only', () => {
    const limit = 4 * 1_024 * 1_024;
    expect(replaced(`KEY=1\n${'#'.repeat(limit - 6)}`)).toContain(secretValue);
    expect(replaced(`KEY=1\n${'#'.repeat(limit - 5)}`)).toBe('too-large');
  });

  it('is looked for in a time that grows with the file, not with its square', () => {
    const pieces = [
      ' ',
      '=',
      'A="\n',
      "A='\\",
      "A='\\'\n",
      'A=1\n',
      'a',
      '\xff',
      '$',
      '\\',
      '#',
      '"',
    ];
    for (const piece of [...pieces, 'export ', 'A= x', '\n', 'A=" \n', "A=b' #\n", '\t#', ':\n']) {
      for (const start of ['', 'KEY=', 'KEY="', 'KEY= #', 'A=']) {
        const text = start + piece.repeat(80_000 / piece.length);
        expect(replaced(`${text}\nKEY=1`)).toEqual(expect.any(String));
        expect(replaced(text)).toEqual(expect.any(String));
      }
    }
  });

  it('is read by a shell as exactly the secret', () => {
    const secrets = ['plain-1.a:b/c+d==', 'with blank', `it's`, 'say "hi" `x` !', '#;&|<>(){}*?~'];
    const lines = ['KEY=old', `KEY='old'`, 'KEY="old"', 'export KEY=old # note'];
    for (const newSecret of secrets) {
      for (const line of lines) {
        const script = `${replaced(line, newSecret)}\nprintf %s "$KEY"`;
        expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(newSecret);
      }
    }
  });
});

describe('the names in an .env file', () => {
  it('are listed once each, in order, without values', () => {
    const text = `# A\nB=1\nexport A='x'\nB=2\nPEM="\nIN=1\n"\nbare\nC: 3\nodd line\nD.e-f =\n`;
    expect(listEnvNames(bytesOf(text))).toEqual({
      kind: 'names',
      names: ['B', 'A', 'PEM', 'D.e-f'],
    });
  });

  it('are not listed when the file is no text, or too large', () => {
    expect(listEnvNames(bytesOf('A=\0'))).toEqual({ kind: 'refused', reason: 'not-text' });
    const tooLarge = new Uint8Array(4 * 1_024 * 1_024 + 1).fill(65);
    expect(listEnvNames(tooLarge)).toEqual({ kind: 'refused', reason: 'too-large' });
  });
});
