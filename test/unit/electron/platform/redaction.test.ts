import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Redactor } from '../../../../electron/platform/redaction.ts';
import { findCanary, writtenSomehow } from './canary.ts';

const redactor = new Redactor({ homeDir: '/home/jane', appDir: '/opt/rekey' });
const redact = (text: string): string => redactor.redactAll(text);

describe('what looks like a secret', () => {
  it.each([
    ['a PubNub secret key', 'key sec-c-abcdeRKCANARY00ff ended', 'key sec-c-[redacted] ended'],
    ['a publish key', 'pub-c-4f2a-9b', 'pub-c-[redacted]'],
    ['a subscribe key in capitals', 'SUB-C-4F2A', 'SUB-c-[redacted]'],
    ['an Ably key', 'with xVLyHw.I3QYaA:RKCANARYzzzz', 'with xVLyHw.I3QYaA:[redacted]'],
    ['a JSON web token', 'got eyJhbGciOi.eyJzdWIi.RKCANARY now', 'got [redacted] now'],
    ['an ActivitySmith key', 'ask_live_RKCANARY1', 'ask_[redacted]'],
    ['a PubNub service integration', '"si_RKCANARY1"', '"si_[redacted]"'],
    ['a bearer token', 'Authorization: Bearer RKCANARY', 'Authorization: [redacted]'],
    ['a basic credential', 'sent Basic UktDQU5BUlk= there', 'sent Basic [redacted] there'],
    ['a session header', "'x-session-token': 'RKCANARY'", "'x-session-token': [redacted]'"],
    ['all cookies', 'cookie: a=RKCANARY; b=RKCANARY', 'cookie: [redacted]'],
    ['user and password in an address', 'https://me:RKCANARY@host/', 'https://[redacted]@host/'],
    [
      'a signature in an address',
      'https://h/p?timestamp=1&signature=v2.RKCANARY&uuid=me',
      'https://h/p?timestamp=1&signature=[redacted]&uuid=me',
    ],
    [
      'a token in a fragment',
      'http://127.0.0.1:80/#token=RKCANARY',
      'http://127.0.0.1:80/#token=[redacted]',
    ],
    ['a named value', 'password=RKCANARY, user=me', 'password=[redacted], user=me'],
    [
      'a named value in JSON',
      '{"password":"RK\\"CANARY","n":1}',
      '{"password":"[redacted]","n":1}',
    ],
    [
      'a named value in JSON in JSON',
      '"{\\"sessionToken\\":\\"RKCANARY\\",\\"n\\":1}"',
      '"{\\"sessionToken\\":\\"[redacted]\\",\\"n\\":1}"',
    ],
    ['a named value without an end', 'secret: "RKCANARY and so on', 'secret: "[redacted]"'],
    ['32 hexadecimal digits', `id ${'0a'.repeat(16)}.`, 'id [redacted].'],
    ['base 64', `${'QUJD'.repeat(8)}==`, '[redacted]'],
    ['base 64 over lines', `${'QUJD'.repeat(16)}\nQUJDRA==`, '[redacted]'],
    [
      'bytes as numbers',
      JSON.stringify(Buffer.from('RKCANARY and')),
      '{"type":"Buffer","data":[[redacted]]}',
    ],
    [
      'bytes as hexadecimal pairs',
      inspect(Buffer.from('RKCANARY-and-more')),
      '<Buffer [redacted]>',
    ],
    ['percent codes', '%52%4b%43%41%4e%41%52%59', '[redacted]'],
    [
      'a private key',
      'x\n-----BEGIN RSA PRIVATE KEY-----\nRKCANARY\n-----END RSA PRIVATE KEY-----\ny',
      'x\n[redacted]\ny',
    ],
    ['a private key that was cut', '-----BEGIN PRIVATE KEY-----\nRKCANARY', '[redacted]'],
    [
      'what V8 quotes from unreadable JSON',
      `Unexpected token 'R', "RKCANARY" is not valid JSON`,
      `Unexpected token 'R', "[redacted]" is not valid JSON`,
    ],
    [
      'what V8 quotes from long unreadable JSON',
      `Unexpected token 'R', ..."b": RKCANARY"... is not valid JSON`,
      `Unexpected token 'R', ..."[redacted]" is not valid JSON`,
    ],
  ])('is hidden: %s', (_what, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'keychain-failed: the helper process ended',
    'at read (node:internal/process/task_queues:104:5)',
    'at KeychainClient.read (electron/platform/keychain/keychain-client.ts:120:31)',
    'the key 01JGXQ7C4S9W3ZK8T2M5N6P7R8 of account 42',
    'since 2026-01-15T09:00:00.000Z, 127.0.0.1:51234',
    '{"tokens":3,"hasSecret":true,"secretPart":null}',
    'task_description, physics_engine',
    'status 503 after 1200 ms (4 of 10, 20, 30)',
  ])('is not: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('stays hidden when it is redacted again', () => {
    const once = redact('password="RKCANARY x" sec-c-abcdeRKCANARY https://h/?token=RKCANARY');
    expect(redact(once)).toBe(once);
  });
});

describe('folders of the person', () => {
  it.each([
    ['/home/jane/notes.txt', '~/notes.txt'],
    ['file:///opt/rekey/electron/main.ts:3:1', 'file://<app>/electron/main.ts:3:1'],
    ['/home/somebody/else', '~/else'],
    ['/Users/Jane Doe', '~ Doe'],
    ['C:\\Users\\jane\\AppData', '~\\AppData'],
  ])('%s is shown as %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('that are the root are left alone', () => {
    expect(new Redactor({ homeDir: '/' }).redactAll('/etc/passwd and/or')).toBe(
      '/etc/passwd and/or',
    );
  });
});

describe('a live secret', () => {
  const liveSecret = 'pass phrase/RKCANARY?&"x';

  it.each(writtenSomehow.map(({ name, write }) => [name, write(liveSecret)]))(
    'is hidden when it is written %s',
    (_name, text) => {
      const knowing = new Redactor();
      knowing.registerSecret(liveSecret);
      expect(findCanary(text)).not.toBeNull();
      expect(findCanary(knowing.redactAll(`before ${text} after`))).toBeNull();
      expect(knowing.redactAll(`before ${text} after`)).toMatch(/^before .*redacted.* after$/);
    },
  );

  it('is hidden in part, down to twelve characters', () => {
    const knowing = new Redactor();
    knowing.registerSecret('tall brown RKCANARY horses');
    expect(knowing.redactAll('it said "tall brown RKCA" (cut)')).toBe('it said "[redacted]" (cut)');
  });

  it('of eight characters is hidden, and a shorter one could be any word', () => {
    const knowing = new Redactor();
    knowing.registerSecret('RKCANARY');
    knowing.registerSecret('a word');
    knowing.registerSecret('');
    expect(knowing.redactAll('xRKCANARYx, a word')).toBe('x[redacted]x, a word');
  });

  it('is forgotten when hundreds were seen after it, unless it was seen again', () => {
    const knowing = new Redactor();
    const secretNumber = (number: number): string =>
      `${String(number * 7_919).padStart(8, 'x')} RKCANARY`;
    for (let number = 0; number < 250; number += 1) knowing.registerSecret(secretNumber(number));
    for (let number = 0; number < 250; number += 1) {
      expect(knowing.redactAll(secretNumber(number))).toBe('[redacted]');
    }
    knowing.registerSecret(secretNumber(0));
    for (let number = 250; number < 400; number += 1) knowing.registerSecret(secretNumber(number));
    expect(knowing.redactAll(secretNumber(0))).toBe('[redacted]');
    expect(knowing.redactAll(secretNumber(1))).not.toBe('[redacted]');
    expect(knowing.redactAll(secretNumber(399))).toBe('[redacted]');
  });

  it('line by line is hidden too', () => {
    const knowing = new Redactor();
    knowing.registerSecret('first RKCANARY line\nsecond RKCANARY line');
    expect(knowing.redactAll('2: second RKCANARY line')).toBe('2: [redacted]');
  });
});

describe('fields', () => {
  it('whose names say that they hold a secret show nothing', () => {
    expect(redactor.redactField('sessionToken', 'blue')).toBe('[redacted]');
    expect(redactor.redactField('Set-Cookie', 'blue')).toBe('[redacted]');
    expect(redactor.redactField('colour', 'blue')).toBe('blue');
  });
});

describe('any text', () => {
  it('is searched in linear time, however hostile', () => {
    const length = 100_000;
    const hostile = [
      'a',
      '-',
      'a.',
      '"',
      '\\',
      'eyJ',
      'eyJa.',
      '%2b',
      '%5',
      '1,',
      '1 , ',
      'a0 ',
      'token',
      'token:"',
      "token:'",
      'token\\":',
      'cookie:',
      'cookie ',
      '://',
      '?key',
      '&key=',
      'ask_',
      'sec-c-',
      'Bearer ',
      '-----BEGIN PRIVATE KEY-----',
      'Unexpected "',
      'QUJD\n',
      `${'Q'.repeat(33)}\n`,
      '/home/',
    ];
    const slow = hostile
      .map((piece) => {
        const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
        const startedAtMs = performance.now();
        redact(text);
        return { piece, elapsedMs: performance.now() - startedAtMs };
      })
      .filter(({ elapsedMs }) => elapsedMs > 500);
    expect(slow).toEqual([]);
  });

  it('that is too long is not shown at all', () => {
    expect(redact('RKCANARY '.repeat(40_000))).toBe('[360000 characters not shown]');
  });

  it('never makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(typeof redact(text)).toBe('string');
      }),
      { numRuns: 2_000 },
    );
  });
});
