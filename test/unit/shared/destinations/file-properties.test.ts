import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findEnvValue,
  listEnvNames,
  replaceEnvValue,
} from '../../../../shared/destinations/env-file.ts';
import type { ValueSpan } from '../../../../shared/destinations/file-bytes.ts';
import {
  findJsonValue,
  listJsonPaths,
  replaceJsonValue,
} from '../../../../shared/destinations/json-file.ts';
import { bytesOf, readAsDotenv, RUNS, textOf } from './file-texts.ts';
import {
  generatedEnvFile,
  generatedJsonFile,
  generatedSecret,
  TARGET,
  type GeneratedFile,
} from './generated-files.ts';

/** What stands in the place of the value; everything round it must be as it was. */
function newValueOf(file: GeneratedFile, replaced: Uint8Array): string {
  const text = textOf(replaced);
  expect(text.slice(0, file.before.length)).toBe(file.before);
  expect(text.slice(text.length - file.after.length)).toBe(file.after);
  return text.slice(file.before.length, text.length - file.after.length);
}

const spanOf = (file: GeneratedFile): ValueSpan => ({
  start: file.before.length,
  end: file.before.length + file.value.length,
});

describe('a value replaced in an .env file', () => {
  it('leaves every byte round it, and is read back by other readers', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(generatedEnvFile, generatedSecret, (file, secretValue) => {
        const original = file.bytes.slice();
        const found = findEnvValue(file.bytes, TARGET);
        if (found.kind === 'refused') throw new Error(found.reason);
        expect(found.span).toMatchObject(spanOf(file));
        const replaced = replaceEnvValue(file.bytes, found.span, secretValue);
        if (replaced.kind === 'refused') {
          expect(secretValue).toMatch(/["'`]/);
          return;
        }
        const newValue = newValueOf(file, replaced.bytes);
        expect(newValue.replace(/^(["'`]?)(.*)\1$/, '$2')).toBe(secretValue);
        expect(readAsDotenv(replaced.bytes)).toEqual({
          ...readAsDotenv(original),
          [TARGET]: secretValue,
        });
        expect(parseEnv(Buffer.from(replaced.bytes).toString('utf8'))[TARGET]).toBe(secretValue);
        expect(file.bytes).toEqual(original);
      }),
      { numRuns: RUNS },
    );
  });

  it('keeps its quotes where they can hold a secret of ordinary characters', () => {
    fc.assert(
      fc.property(generatedEnvFile, (file) => {
        const found = findEnvValue(file.bytes, TARGET);
        if (found.kind === 'refused') throw new Error(found.reason);
        const { quote } = found.span;
        const replaced = replaceEnvValue(file.bytes, found.span, 'app.key:RKCANARY+/=');
        if (replaced.kind === 'refused') throw new Error(replaced.reason);
        expect(newValueOf(file, replaced.bytes)).toBe(`${quote}app.key:RKCANARY+/=${quote}`);
      }),
      { numRuns: 1_000 },
    );
  });

  it(
    'is never found where another reader would see something else change',
    { timeout: 600_000 },
    () => {
      const piece = fc.constantFrom(
        ...['A', 'A=', 'B=', '\nA=', '\nB=', '=', '"', "'", '`', '#', ' ', '\n', '\r\n', '\\', '$'],
        ...[
          'export ',
          'x',
          ':',
          ': ',
          '\t',
          '\xff',
          '\xc2\xa0',
          '\xe2\x80\xa8',
          '{',
          'A="x"',
          "B='",
        ],
      );
      const secretValue = 'sec-c-abcdeRKCANARY';
      let foundCount = 0;
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
          const bytes = bytesOf(pieces.join(''));
          const found = findEnvValue(bytes, 'A');
          if (found.kind === 'refused') return;
          foundCount += 1;
          const replaced = replaceEnvValue(bytes, found.span, secretValue);
          if (replaced.kind === 'refused') throw new Error(replaced.reason);
          expect(readAsDotenv(replaced.bytes)).toEqual({ ...readAsDotenv(bytes), A: secretValue });
          const again = findEnvValue(replaced.bytes, 'A');
          expect(again).toMatchObject({
            span: { start: found.span.start, quote: found.span.quote },
          });
          expect(listEnvNames(bytes)).toMatchObject({ kind: 'names' });
        }),
        { numRuns: RUNS * 3 },
      );
      expect(foundCount).toBeGreaterThan(RUNS / 10);
    },
  );
});

describe('a value replaced in a JSON file', () => {
  const parsed = (bytes: Uint8Array): unknown =>
    JSON.parse(
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    );
  const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
    path.reduce(
      (at: unknown, segment) => Object.getOwnPropertyDescriptor(at, segment)?.value,
      value,
    );

  it(
    'leaves every byte round it, and JSON.parse reads exactly the secret',
    { timeout: 600_000 },
    () => {
      const secret = fc.oneof(generatedSecret, fc.string({ unit: 'binary', minLength: 1 }));
      fc.assert(
        fc.property(generatedJsonFile, secret, (file, secretValue) => {
          const original = file.bytes.slice();
          const found = findJsonValue(file.bytes, file.path);
          if (found.kind === 'refused') throw new Error(found.reason);
          expect(found.span).toEqual(spanOf(file));
          const replaced = replaceJsonValue(file.bytes, found.span, secretValue);
          if (replaced.kind === 'refused') throw new Error(replaced.reason);
          expect(newValueOf(file, replaced.bytes)).toMatch(/^"[ -~]*"$/);
          expect(valueAt(parsed(replaced.bytes), file.path)).toBe(secretValue);
          expect(file.bytes).toEqual(original);
        }),
        { numRuns: RUNS },
      );
    },
  );

  it('is listed by its path, and every listed path is found', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(generatedJsonFile, (file) => {
        const listed = listJsonPaths(file.bytes);
        if (listed.kind === 'refused') throw new Error(listed.reason);
        expect(listed.paths).toContainEqual(file.path);
        const value = parsed(file.bytes);
        for (const path of listed.paths) {
          const found = findJsonValue(file.bytes, path);
          if (found.kind === 'refused') throw new Error(found.reason);
          const text = Buffer.from(file.bytes.subarray(found.span.start, found.span.end));
          expect(JSON.parse(text.toString('utf8'))).toBe(valueAt(value, path));
        }
      }),
      { numRuns: Math.ceil(RUNS / 5) },
    );
  });

  it('survives any bytes, and refuses what JSON.parse refuses', { timeout: 600_000 }, () => {
    const piece = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '"a"', '"b"', '\\', ' ', '1', 'true', '\n', '\xff'],
      ...['{"a":', '"a":', '"x"', '\\"', 'null', '-', '\xc3\xa9', '\x00'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const listed = listJsonPaths(bytesOf(text));
        let isValid = true;
        try {
          JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(text)));
        } catch {
          isValid = false;
        }
        expect(listed.kind === 'paths').toBe(isValid);
      }),
      { numRuns: RUNS },
    );
  });
});
