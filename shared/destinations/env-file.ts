import { readEnvLines, type EnvLine } from './env-lines.ts';
import {
  byteText,
  MAX_FILE_BYTES,
  refused,
  withValue,
  type PlaceRefusal,
  type Replacement,
  type ValueSpan,
} from './file-bytes.ts';

type Quote = '' | "'" | '"' | '`';

export interface EnvSpan extends ValueSpan {
  /** What stands round the value. */
  readonly quote: Quote;
}

export type EnvFinding = { readonly kind: 'found'; readonly span: EnvSpan } | PlaceRefusal;
export type EnvNames = { readonly kind: 'names'; readonly names: readonly string[] } | PlaceRefusal;

/** `$` is left out of all: some readers put another variable there even inside single quotes. */
const holds: Readonly<Record<Quote, RegExp>> = {
  '': /^[\w./:+@%,-][\w./:+@%,=-]*$/,
  "'": /^[ -#%-&(-[\]-~]+$/,
  '"': /^[ -!#%-[\]-_a-~]+$/,
  '`': /^[ -#%-[\]-_a-~]+$/,
};

/** Where the value of this name stands, if every common reader sees it there and nowhere else. */
export function findEnvValue(bytes: Uint8Array, name: string): EnvFinding {
  if (bytes.length > MAX_FILE_BYTES) return refused('too-large');
  const text = byteText(bytes);
  const read = readEnvLines(text);
  if (read.kind === 'refused') return read;
  const [line, ...others] = read.lines.filter((each) => each.name === name);
  if (line === undefined) return refused('value-absent');
  if (others.length > 0) return refused('value-twice');
  if (line.isOdd || line.isInsideValue) return refused('value-unclear');
  const quote = quoteAt(text, line.valueStart);
  return quote === '' ? plainValue(text, line) : quotedValue(text, line, quote);
}

/** The names that have a value, each once, in the order of the file. */
export function listEnvNames(bytes: Uint8Array): EnvNames {
  if (bytes.length > MAX_FILE_BYTES) return refused('too-large');
  const read = readEnvLines(byteText(bytes));
  if (read.kind === 'refused') return read;
  const plain = read.lines.filter(({ isOdd, isInsideValue }) => !isOdd && !isInsideValue);
  return { kind: 'names', names: [...new Set(plain.map(({ name }) => name))] };
}

/** The file with the secret in the place of the value; every other byte stays. */
export function replaceEnvValue(
  bytes: Uint8Array,
  span: EnvSpan,
  secretValue: string,
): Replacement {
  const choices = [span.quote, "'", '"'] as const;
  const quote = choices.find((choice) => holds[choice].test(secretValue));
  if (quote === undefined) return refused('secret-not-holdable');
  return { kind: 'replaced', bytes: withValue(bytes, span, `${quote}${secretValue}${quote}`) };
}

function quotedValue(text: string, line: EnvLine, quote: Quote): EnvFinding {
  const { valueStart: start, closingQuote, lineEnd } = line;
  if (closingQuote === null) return refused('value-unclear');
  if (closingQuote > lineEnd) return refused('value-multi-line');
  const value = text.slice(start + 1, closingQuote);
  const rest = text.slice(closingQuote + 1, lineEnd);
  // Only inside double quotes do all readers know the backslash.
  const isEscapeDoubtful = quote !== '"' && value.includes(`\\${quote}`);
  if (isEscapeDoubtful || !/^[ \t]*$|^[ \t]+#/.test(rest)) return refused('value-unclear');
  if (hasReference(value)) return refused('value-reference');
  return { kind: 'found', span: { start, end: closingQuote + 1, quote } };
}

function plainValue(text: string, line: EnvLine): EnvFinding {
  const { restStart, valueStart, lineEnd } = line;
  const comment = text.slice(restStart, lineEnd).indexOf('#');
  const valueEnd = comment === -1 ? lineEnd : restStart + comment;
  const value = text.slice(restStart, valueEnd);
  // Some readers begin a comment at any `#`, others only behind a blank, and not inside quotes.
  if (comment !== -1 && (!/[ \t]$/.test(value) || /['"`]/.test(value))) {
    return refused('value-unclear');
  }
  let end = valueEnd;
  while (end > restStart && /[ \t]/.test(text.charAt(end - 1))) end -= 1;
  if (value.endsWith('\\')) return refused('value-unclear');
  if (hasReference(value)) return refused('value-reference');
  const start = end === restStart ? restStart : valueStart;
  return { kind: 'found', span: { start, end, quote: '' } };
}

const hasReference = (value: string): boolean => /\$[\w({]/.test(value);

function quoteAt(text: string, index: number): Quote {
  const found = text[index];
  return found === "'" || found === '"' || found === '`' ? found : '';
}
