import { randomInt } from 'node:crypto';

/** So many characters of a secret, in any written form, are recognised. */
const LONG_PIECE = 12;
/** Of forms that are shorter; what is shorter still cannot be told apart from ordinary words. */
const SHORT_PIECE = 8;
/** A secret is remembered until so many others, or twice as many, were seen after it. */
const GENERATION_SIZE = 200;

type Range = readonly [start: number, end: number];

/**
 * Recognises secrets that are in use, whole or in part, raw or encoded. Keeps keyed hashes of their
 * pieces instead of the values, so that this set is no second place where secrets live.
 */
export class LiveSecrets {
  private readonly digest = keyedDigest();
  private newer = new Generation(this.digest);
  private older = new Generation(this.digest);

  register(secretValue: string): void {
    if (secretValue.length < SHORT_PIECE) return;
    this.newer.add(secretValue);
    if (this.newer.size < GENERATION_SIZE) return;
    this.older = this.newer;
    this.newer = new Generation(this.digest);
  }

  /** Where the text holds pieces of live secrets; in order, not overlapping. */
  find(text: string): readonly Range[] {
    return merge([...this.newer.find(text), ...this.older.find(text)]);
  }
}

class Generation {
  private readonly digest: Digest;
  private readonly secretDigests = new Set<number>();
  private readonly long: PieceSet;
  private readonly short: PieceSet;

  constructor(digest: Digest) {
    this.digest = digest;
    this.long = new PieceSet(LONG_PIECE, digest);
    this.short = new PieceSet(SHORT_PIECE, digest);
  }

  get size(): number {
    return this.secretDigests.size;
  }

  add(secretValue: string): void {
    const secretDigest = this.digest(secretValue, 0, secretValue.length);
    if (this.secretDigests.has(secretDigest)) return;
    this.secretDigests.add(secretDigest);
    for (const form of writtenForms(secretValue)) {
      (form.length < LONG_PIECE ? this.short : this.long).add(form);
    }
  }

  find(text: string): readonly Range[] {
    return [...this.long.find(text), ...this.short.find(text)];
  }
}

/** 32 KB per set: with a full generation of long secrets one bit in three is set. */
const FILTER_BITS = 18;

/**
 * Pieces of one length. A rolling hash and a bit filter find the few places in a text that are worth
 * a real hash.
 */
class PieceSet {
  private readonly length: number;
  private readonly digest: Digest;
  /** Odd and random, so that nobody can prepare a text that fills the filter. */
  private readonly base = randomInt(1 << 20, 1 << 30) | 1;
  private readonly leavingFactor: number;
  private readonly filter = new Uint8Array(1 << (FILTER_BITS - 3));
  private readonly pieces = new Set<number>();

  constructor(length: number, digest: Digest) {
    this.length = length;
    this.digest = digest;
    let factor = 1;
    for (let index = 0; index < length; index += 1) factor = Math.imul(factor, this.base);
    this.leavingFactor = factor;
  }

  add(form: string): void {
    this.roll(form, (start, slot) => {
      const index = slot >>> 3;
      this.filter[index] = (this.filter[index] ?? 0) | (1 << (slot & 7));
      this.pieces.add(this.digest(form, start, start + this.length));
    });
  }

  find(text: string): readonly Range[] {
    if (this.pieces.size === 0) return [];
    const found: Range[] = [];
    this.roll(text, (start, slot) => {
      if (((this.filter[slot >>> 3] ?? 0) & (1 << (slot & 7))) === 0) return;
      const end = start + this.length;
      if (this.pieces.has(this.digest(text, start, end))) found.push([start, end]);
    });
    return found;
  }

  /** Visits every window of the text with its place in the filter. */
  private roll(text: string, visit: (start: number, slot: number) => void): void {
    const { length, base, leavingFactor } = this;
    let rolling = 0;
    for (let index = 0; index < text.length; index += 1) {
      const leaving = index < length ? 0 : foldedCode(text, index - length);
      rolling =
        Math.imul(rolling, base) + foldedCode(text, index) - Math.imul(leaving, leavingFactor);
      rolling |= 0;
      if (index >= length - 1) visit(index - length + 1, rolling >>> (32 - FILTER_BITS));
    }
  }
}

/** The hash of a part of a text. */
type Digest = (text: string, start: number, end: number) => number;

/** Primes below 2^26: their products, and both remainders together, are exact numbers. */
const PRIME_A = 67_108_859;
const PRIME_B = 67_108_837;

/** 52 bits, from polynomials at two random places. */
function keyedDigest(): Digest {
  const baseA = randomInt(1 << 17, PRIME_A);
  const baseB = randomInt(1 << 17, PRIME_B);
  return (text, start, end) => {
    let a = 0;
    let b = 0;
    for (let index = start; index < end; index += 1) {
      const code = foldedCode(text, index) + 1;
      a = (a * baseA + code) % PRIME_A;
      b = (b * baseB + code) % PRIME_B;
    }
    return a * PRIME_B + b;
  };
}

/** Capital letters of ASCII as small ones: hexadecimal is written in both. */
function foldedCode(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** How a secret may come to stand in a text; forms too short to be recognised left out. */
function writtenForms(secretValue: string): readonly string[] {
  const bytes = Buffer.from(secretValue, 'utf8');
  const hex = bytes.toString('hex');
  const encoded = encodeURIComponent(secretValue.toWellFormed());
  const base64 = [0, 1, 2].map((offset) => base64Core(bytes, offset));
  const forms = [
    secretValue,
    // The lines of a key file appear one by one in some messages.
    ...secretValue.split(/\r?\n/),
    JSON.stringify(secretValue).slice(1, -1),
    hex,
    hex.replace(/../g, '%$&'),
    encoded,
    encoded.replaceAll('%20', '+'),
    ...base64,
    ...base64.map((core) => core.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  return [...new Set(forms)].filter((form) => form.length >= SHORT_PIECE);
}

/** The characters of the base 64 of any text that contains these bytes at `offset` modulo three. */
function base64Core(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const bits = (offset + bytes.length) * 8;
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
}

function merge(ranges: Range[]): readonly Range[] {
  const merged: [number, number][] = [];
  for (const [start, end] of ranges.sort((left, right) => left[0] - right[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
