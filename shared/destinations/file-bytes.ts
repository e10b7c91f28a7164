import type { FileReason } from '../errors/app-error.ts';

/** Larger files are not configuration. */
export const MAX_FILE_BYTES = 4 * 1_024 * 1_024;

/** Where a value stands in the bytes of a file, with its quotes. */
export interface ValueSpan {
  readonly start: number;
  readonly end: number;
}

export interface PlaceRefusal {
  readonly kind: 'refused';
  readonly reason: FileReason;
}

export type Replacement = { readonly kind: 'replaced'; readonly bytes: Uint8Array } | PlaceRefusal;

export const refused = (reason: FileReason): PlaceRefusal => ({ kind: 'refused', reason });

const CHUNK = 8_192;

/** One character per byte, so that a position in the text is a position in the file. */
export function byteText(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    // Spreading would go through an iterator, byte by byte.
    text += String(Reflect.apply(String.fromCharCode, null, bytes.subarray(start, start + CHUNK)));
  }
  return text;
}

/** What a text of bytes says in UTF-8; null when it is not UTF-8. */
export function decodedText(text: string): string | null {
  try {
    return text.replace(/[\x80-\xff]+/g, (run) => decodeURIComponent(percentCoded(run)));
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    return null;
  }
}

function percentCoded(text: string): string {
  let coded = '';
  for (let index = 0; index < text.length; index += 1) {
    coded += `%${text.charCodeAt(index).toString(16)}`;
  }
  return coded;
}

/** The bytes with other ones in the place of the span; `value` is ASCII. */
export function withValue(bytes: Uint8Array, span: ValueSpan, value: string): Uint8Array {
  const replaced = new Uint8Array(bytes.length - (span.end - span.start) + value.length);
  replaced.set(bytes.subarray(0, span.start));
  for (let index = 0; index < value.length; index += 1) {
    replaced[span.start + index] = value.charCodeAt(index);
  }
  replaced.set(bytes.subarray(span.end), span.start + value.length);
  return replaced;
}

const byteOrderMark = '\xef\xbb\xbf';

/** Where the text begins: behind a byte order mark, if there is one. */
export const startOfText = (text: string): number =>
  text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
