import type { Redactor } from '../redaction.ts';

/** Of each of the two outputs. */
const MAX_BYTES = 32 * 1_024;
/** More than a redactor leaves of a secret that is cut off at the end. */
const CUT_MARGIN = 64;

/** Collects what a program prints; the rest of a long output is read and dropped. */
export class MaskedOutput {
  private readonly chunks: Buffer[] = [];
  private length = 0;
  private isCut = false;

  add(chunk: Buffer): void {
    const room = MAX_BYTES - this.length;
    if (chunk.length > room) this.isCut = true;
    if (room <= 0) return;
    const kept = chunk.subarray(0, room);
    this.chunks.push(kept);
    this.length += kept.length;
  }

  /** The text as a person may see it. */
  shown(redactor: Redactor, secretValue: string): string {
    const printedSecret = plainText(Buffer.concat(this.chunks).toString('utf8'));
    // The redactor knows no secrets that are as short as ordinary words.
    const masked = redactor.redactAll(printedSecret.replaceAll(secretValue, '[redacted]'));
    return this.isCut ? `${masked.slice(0, -CUT_MARGIN)}…` : masked;
  }
}

const ESCAPE = '\u001b';
const escapeSequence = new RegExp(`${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|.)?`, 'g');

/** Without colours and other controls, which could also stand between the letters of a secret. */
function plainText(text: string): string {
  const isShown = (character: string): boolean =>
    character >= ' ' || character === '\n' || character === '\t';
  return [...text.replace(escapeSequence, '')].filter(isShown).join('');
}
