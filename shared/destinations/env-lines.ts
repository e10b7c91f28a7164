import { refused, startOfText, type PlaceRefusal } from './file-bytes.ts';

/** A line that gives a name a value. */
export interface EnvLine {
  readonly name: string;
  /** Behind the separator. */
  readonly restStart: number;
  /** Behind the separator and the blanks after it. */
  readonly valueStart: number;
  /** Before the line's end characters. */
  readonly lineEnd: number;
  /** The quote that ends a quoted value, in this line or a later one; null when there is none. */
  readonly closingQuote: number | null;
  /** Not every reader sees a definition here, or sees it alone. */
  readonly isOdd: boolean;
  /** Inside the quotes of a value of an earlier line. */
  readonly isInsideValue: boolean;
}

export type EnvLines =
  { readonly kind: 'lines'; readonly lines: readonly EnvLine[] } | PlaceRefusal;

/**
 * A name and the equals sign, or what only some readers take for a definition: a colon, or nothing,
 * which takes an earlier value away, or letters outside ASCII, which some take for blanks.
 */
const definition =
  /[ \t\x80-\xff]*(?:export[ \t\x80-\xff]+)?([\w.-]+)[ \t\x80-\xff]*(?:=|:(?=[ \t\r\n\x80-\xff]|$)|(?=#|\r?\n|$))/y;
/** The rest of an earlier line, to readers that look over line ends. */
const continuation = /^[ \t\x80-\xff]*['"`=]/;
/** Line and paragraph separators, where some readers begin a new line. */
const exoticLineEnd = /\r(?!\n)|\xe2\x80[\xa8\xa9]/;
const blankOrComment = /^[ \t]*(?:#.*)?$/;

/**
 * The definitions of an `.env` file. There is no one format, only readers that disagree, so a file
 * in which they could see different lines is refused as a whole.
 */
export function readEnvLines(text: string): EnvLines {
  if (hasControlCharacter(text)) return refused('not-text');
  if (exoticLineEnd.test(text)) return refused('value-unclear');
  const lines: EnvLine[] = [];
  let insideUntil = -1;
  let isJoined = false;
  for (const { start, end } of physicalLines(text)) {
    const isInsideValue = start <= insideUntil;
    const content = text.slice(start, end);
    const line = lineOf(text, start, end, { isInsideValue, isJoined });
    if (line === 'unclear') return refused('value-unclear');
    isJoined = content.endsWith('\\') && !blankOrComment.test(content);
    if (line === null) continue;
    lines.push(line);
    if (!isInsideValue) insideUntil = line.closingQuote ?? -1;
  }
  return { kind: 'lines', lines };
}

function* physicalLines(text: string): Generator<{ start: number; end: number }> {
  let start = startOfText(text);
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const next = found === -1 ? text.length : found;
    yield { start, end: text[next - 1] === '\r' && next > start ? next - 1 : next };
    start = next + 1;
  }
}

function lineOf(
  text: string,
  start: number,
  end: number,
  around: { readonly isInsideValue: boolean; readonly isJoined: boolean },
): EnvLine | null | 'unclear' {
  const { isInsideValue, isJoined } = around;
  const content = text.slice(start, end);
  if (blankOrComment.test(content)) return null;
  if (!isInsideValue && continuation.test(content)) return 'unclear';
  definition.lastIndex = start;
  const [matched, name] = definition.exec(text) ?? [];
  if (matched === undefined || name === undefined) {
    // For some its quotes may begin a value all the same, or a name.
    return !isInsideValue && /['"`]/.test(content) ? 'unclear' : null;
  }
  const restStart = start + matched.length;
  const rest = text.slice(restStart, end);
  const valueStart = restStart + rest.length - withoutBlanks(rest).length;
  const separator = text.charAt(restStart - 1);
  if (separator === ':' && valueStart === end && !isInsideValue) return 'unclear';
  const hasOddBlank = text.charCodeAt(valueStart) > 127 && continuation.test(rest);
  const closing = isInsideValue ? null : closingQuoteOf(text, valueStart, end);
  if (closing === 'unclear' || (hasOddBlank && !isInsideValue)) return 'unclear';
  const isOdd = separator !== '=' || isJoined || /[\x80-\xff]/.test(matched);
  if (isOdd && closing !== null && closing > end) return 'unclear';
  return { name, restStart, valueStart, lineEnd: end, closingQuote: closing, isOdd, isInsideValue };
}

const withoutBlanks = (text: string): string => text.replace(/^[ \t]+/, '');

/** Where the value that begins here ends its quotes, if all readers agree. */
function closingQuoteOf(
  text: string,
  valueStart: number,
  lineEnd: number,
): number | null | 'unclear' {
  const quote = text.charAt(valueStart);
  if (!/['"`]/.test(quote)) return null;
  const closing = unescaped(text, quote, valueStart + 1, lineEnd);
  if (closing !== -1) {
    // Some take this for an escaped quote, too, and look for the next one.
    const isDoubtful = closing > valueStart + 1 && text[closing - 1] === '\\';
    return isDoubtful && text.includes(quote, closing + 1) ? 'unclear' : closing;
  }
  const later = text.indexOf(quote, lineEnd);
  if (later === -1) return null;
  const hasEscaped = text.slice(valueStart + 1, lineEnd).includes(quote);
  if (hasEscaped || text[later - 1] === '\\') return 'unclear';
  const rest = text.slice(later + 1, endOfLine(text, later));
  return blankOrComment.test(rest) ? later : 'unclear';
}

/** The first such quote in the range without an odd number of backslashes before it, else -1. */
function unescaped(text: string, quote: string, start: number, end: number): number {
  let isEscaped = false;
  for (let index = start; index < end; index += 1) {
    if (isEscaped) isEscaped = false;
    else if (text[index] === '\\') isEscaped = true;
    else if (text[index] === quote) return index;
  }
  return -1;
}

function endOfLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  if (found === -1) return text.length;
  return text[found - 1] === '\r' ? found - 1 : found;
}

/** Other than tabs and line ends: no text, or UTF-16. */
function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return true;
  }
  return false;
}
