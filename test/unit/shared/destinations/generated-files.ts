import fc from 'fast-check';
import { bytesOf } from './file-texts.ts';

/** A file of which it is known where its value stands. */
export interface GeneratedFile {
  readonly before: string;
  readonly value: string;
  readonly after: string;
  readonly bytes: Uint8Array;
}

const generated = (before: string, value: string, after: string): GeneratedFile => ({
  before,
  value,
  after,
  bytes: bytesOf(before + value + after),
});

const secretBody = fc.string({
  unit: fc.constantFrom(...Array.from('abcdefXYZ0189-_./:+@')),
  minLength: 4,
  maxLength: 40,
});

/** What providers give out, and texts that need quotes. */
export const generatedSecret = fc.oneof(
  { weight: 5, arbitrary: secretBody.map((body) => `sec-c-${body}RKCANARY`) },
  { weight: 2, arbitrary: secretBody.map((body) => `${body}RKCANARY==`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(secretBody, fc.constantFrom(' ', '#', ' # ', '=', '!', ';', '&', '"', "'", '`'))
      .map(([body, odd]) => `${odd}${body}${odd}RKCANARY`),
  },
);

export const TARGET = 'TARGET_KEY';
const name = fc.constantFrom('A', 'OTHER', 'target_key', 'TARGET_KEY_2', 'my.name', 'X-1');
const blanks = fc.constantFrom('', '', ' ', '\t', '  ');
const comment = fc.constantFrom(
  '',
  '',
  ' # a comment',
  "\t#it's",
  ' # "quoted" and `ticked`',
  ' #',
);
const plainText = fc.constantFrom('x', 'old-value', 'a b', '1', 'https://host/?a=1&b', "it's", 'é');
const bytesOver127 = fc.constantFrom('\xff\xfe', '\xc3\xa9', '\xe2\x82', '\x80');

const otherLine = fc.oneof(
  fc.constantFrom('', '   ', '# note', '#TARGET_KEY=1', '  # "', "# don't", 'no definition', '#\\'),
  bytesOver127.map((odd) => `# ${odd}`),
  fc.tuple(name, plainText, comment).map(([key, text, end]) => `${key}=${text}${end}`),
  fc.tuple(name, plainText).map(([key, text]) => `export ${key}='${text.replace("'", '')}'`),
  fc.tuple(name, bytesOver127).map(([key, odd]) => `${key}="${odd}"`),
  name.map((key) => `${key}='{"a": "#1"}' # json`),
  name.map((key) => `${key}="say \\"hi\\""`),
  name.map((key) => `${key}="\${TARGET_KEY}/path"`),
  name.map((key) => `${key}="-----BEGIN\nTARGET\nMII==\n-----END"`),
  name.map((key) => `${key}=`),
);

const heldValue: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '': fc.oneof(fc.constantFrom('x', 'a b', 'https://host/?a=1&b', '--', 'é'), bytesOver127),
  "'": fc.constantFrom('', 'x', 'a # b', 'say "hi"', 'C:\\dir\\x', '\xff'),
  '"': fc.constantFrom('', 'x', 'a # b', "it's", 'a\\nb', 'say \\"hi\\"', '\xff'),
  '`': fc.constantFrom('', 'x', `it's "so"`, '\xff'),
};

const targetValue = fc
  .constantFrom('', '', "'", '"', '`')
  .chain((quote) =>
    (heldValue[quote] ?? fc.constant('x')).map((value) => `${quote}${value}${quote}`),
  );

/** An `.env` file in which every reader finds the value of `TARGET` at the same place. */
export const generatedEnvFile: fc.Arbitrary<GeneratedFile> = fc
  .record({
    mark: fc.constantFrom('', '', '', '\xef\xbb\xbf# BOM\n'),
    lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
    above: fc.array(otherLine, { maxLength: 6 }),
    below: fc.array(otherLine, { maxLength: 6 }),
    start: fc.constantFrom('', '', ' ', 'export ', '\texport  '),
    equals: fc.tuple(blanks, blanks).map(([left, right]) => `${left}=${right}`),
    value: fc.oneof(
      { weight: 9, arbitrary: targetValue },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    rest: fc.tuple(comment, blanks).map(([end, space]) => end + space),
    isEnded: fc.boolean(),
  })
  .map(({ mark, lineEnd, above, below, start, equals, value, rest, isEnded }) => {
    const head = above.map((line) => `${line}\n`).join('');
    const tail = `\n${below.join('\n')}${isEnded ? '\n' : ''}`;
    const ends = (text: string): string => text.replaceAll('\n', lineEnd);
    // Nothing stands for the value: it goes directly behind the sign, before any blanks.
    const [sign, space] =
      value === null ? [equals.trimEnd(), equals.slice(equals.trimEnd().length)] : [equals, ''];
    const before = ends(`${mark}${head}${start}${TARGET}${sign}`);
    return generated(before, value ?? '', ends(`${space}${rest}${tail}`));
  });

const jsonSpace = fc.constantFrom('', '', ' ', '\n', '\r\n  ', '\t');
/**
 * Never one backslash alone: V8 13.6 takes other escaped names for it once it has read such a name,
 * so that `JSON.parse` could not be the second opinion.
 */
const jsonName = fc.oneof(
  fc.constantFrom('a', 'key', 'my-key', 'a.b', '__proto__', '', 'ключ', '"', '\\\\', '\u0000'),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => text !== '\\'),
);

/** A name or text as JSON, sometimes with more escapes than it needs. */
const written = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.boolean()).map(([value, isEscaped]) => {
    const plain = JSON.stringify(value);
    return isEscaped ? plain.replace(/\\u.{4}|\\.|[a-z]/g, escapedLetter) : plain;
  });

const escapedLetter = (found: string): string =>
  found.length > 1
    ? found
    : `\\u${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export interface GeneratedJsonFile extends GeneratedFile {
  readonly path: readonly (string | number)[];
}

const sibling = fc.oneof(
  fc.json({ maxDepth: 3, stringUnit: fc.constantFrom(...Array.from('ab{}[],: "é')) }),
  fc.constantFrom(
    '"}"',
    '"[,"',
    '"\\\\"',
    '"\\""',
    '-1.5e+10',
    'true',
    '[]',
    '{}',
    '{"a":{"a":[""]}}',
  ),
);

interface Level {
  readonly open: string;
  readonly close: string;
  readonly segment: string | number;
}

const listLevel: fc.Arbitrary<Level> = fc
  .tuple(fc.array(sibling, { maxLength: 3 }), fc.array(sibling, { maxLength: 3 }), jsonSpace)
  .map(([left, right, space]) => ({
    open: `[${left.map((value) => `${space}${value},`).join('')}${space}`,
    close: `${right.map((value) => `${space},${value}`).join('')}${space}]`,
    segment: left.length,
  }));

const objectLevel: fc.Arbitrary<Level> = fc
  .tuple(
    fc.uniqueArray(jsonName, {
      minLength: 1,
      maxLength: 5,
      selector: (each) => JSON.stringify(each),
    }),
    fc.array(sibling, { minLength: 5, maxLength: 5 }),
    fc.nat({ max: 4 }),
    jsonSpace,
  )
  .chain(([names, values, chosen, space]) => {
    const at = chosen % names.length;
    return fc.tuple(...names.map((each) => written(fc.constant(each)))).map((quoted) => {
      const fields = quoted.map(
        (field, index) => `${space}${field}${space}:${space}${String(values[index])}`,
      );
      const left = fields.slice(0, at).map((field) => `${field},`);
      const right = fields.slice(at + 1).map((field) => `,${field}`);
      return {
        open: `{${left.join('')}${space}${String(quoted[at])}${space}:${space}`,
        close: `${space}${right.join('')}}`,
        segment: names[at] ?? '',
      };
    });
  });

/** A JSON file with the place of one text value in it. */
export const generatedJsonFile: fc.Arbitrary<GeneratedJsonFile> = fc
  .record({
    mark: fc.constantFrom('', '', '', '\ufeff'),
    levels: fc.array(fc.oneof(listLevel, objectLevel), { maxLength: 4 }),
    value: written(fc.oneof(jsonName, fc.constantFrom('old', '}{', '",'))),
    space: jsonSpace,
  })
  .map(({ mark, levels, value, space }) => ({
    ...generated(
      latin1(`${mark}${space}${levels.map(({ open }) => open).join('')}`),
      latin1(value),
      latin1(
        `${levels
          .toReversed()
          .map(({ close }) => close)
          .join('')}${space}`,
      ),
    ),
    path: levels.map(({ segment }) => segment),
  }));
