import {
  byteText,
  decodedText,
  MAX_FILE_BYTES,
  refused,
  startOfText,
  withValue,
  type PlaceRefusal,
  type Replacement,
  type ValueSpan,
} from './file-bytes.ts';
import { JsonWalk, type JsonPath, type JsonVisitor } from './json-walk.ts';

export type JsonFinding = { readonly kind: 'found'; readonly span: ValueSpan } | PlaceRefusal;
export type JsonPaths =
  | {
      readonly kind: 'paths';
      readonly paths: readonly JsonPath[];
      /** There are more than are listed. */
      readonly isCut: boolean;
    }
  | PlaceRefusal;

const MAX_LISTED = 2_000;

/** Where the text value at this path stands. Nothing may be there twice on the way to it. */
export function findJsonValue(bytes: Uint8Array, path: JsonPath): JsonFinding {
  let finding: JsonFinding = refused('value-absent');
  const repeated: JsonPath[] = [];
  const refusal = walkFile(bytes, {
    value: (at, { isText, ...span }) => {
      if (!isSame(at, path)) return;
      finding = isText ? { kind: 'found', span } : refused('value-not-text');
    },
    repeatedName: (at) => {
      if (isSame(at, path.slice(0, at.length))) repeated.push([...at]);
    },
  });
  if (refusal !== null) return refusal;
  return repeated.length > 0 ? refused('value-twice') : finding;
}

/** The paths of the text values that can be found again, in the order of the file. */
export function listJsonPaths(bytes: Uint8Array): JsonPaths {
  const paths: JsonPath[] = [];
  const repeated = new Set<string>();
  let isCut = false;
  const refusal = walkFile(bytes, {
    value: (at, { isText }) => {
      if (!isText) return;
      if (paths.length < MAX_LISTED) paths.push([...at]);
      else isCut = true;
    },
    repeatedName: (at) => repeated.add(JSON.stringify(at)),
  });
  if (refusal !== null) return refusal;
  const isClear = (path: JsonPath): boolean =>
    path.every((_segment, index) => !repeated.has(JSON.stringify(path.slice(0, index + 1))));
  return { kind: 'paths', paths: paths.filter(isClear), isCut };
}

/** The file with the secret in the place of the value; every other byte stays. */
export function replaceJsonValue(
  bytes: Uint8Array,
  span: ValueSpan,
  secretValue: string,
): Replacement {
  if (secretValue === '') return refused('secret-not-holdable');
  return { kind: 'replaced', bytes: withValue(bytes, span, asciiJson(secretValue)) };
}

/** The text as JSON in ASCII. */
const asciiJson = (text: string): string =>
  JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

function walkFile(bytes: Uint8Array, visitor: JsonVisitor): PlaceRefusal | null {
  if (bytes.length > MAX_FILE_BYTES) return refused('too-large');
  const text = byteText(bytes);
  const start = startOfText(text);
  const decoded = decodedText(text.slice(start));
  if (decoded === null) return refused('not-text');
  if (!isJson(decoded)) return refused('not-json');
  return new JsonWalk(text, nameOf, visitor).run(start) ? null : refused('too-deep');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return false;
  }
}

/** What a name means, of its bytes with quotes; the whole file is known to be valid. */
function nameOf(quoted: string): string {
  const name: unknown = JSON.parse(decodedText(quoted) ?? '""');
  return String(name);
}

const isSame = (left: JsonPath, right: JsonPath): boolean =>
  left.length === right.length && left.every((segment, index) => segment === right[index]);
