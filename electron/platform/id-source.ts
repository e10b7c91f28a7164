import { randomBytes } from 'node:crypto';
import type { Clock } from '../services/ports/clock.ts';
import type { IdSource } from '../services/ports/id-source.ts';

/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARACTERS = 10;
/** The random part is written in two halves of 40 bits, which fit a number: big ones are slow to take apart. */
const HALF_CHARACTERS = 8;
const HALF_BITS = 40n;
const HALF_MASK = (1n << HALF_BITS) - 1n;
const RANDOM_BYTES = 10;
const RANDOM_LIMIT = 1n << BigInt(RANDOM_BYTES * 8);

/** Ids from the operating system's randomness; ULIDs of one process sort in the order they were made. */
export class SystemIdSource implements IdSource {
  private readonly clock: Clock;
  private readonly random: (length: number) => Uint8Array;
  private lastTimeMs = 0;
  private lastRandom = 0n;

  constructor(clock: Clock, random: (length: number) => Uint8Array = randomBytes) {
    this.clock = clock;
    this.random = random;
  }

  ulid(): string {
    const nowMs = this.clock.now();
    if (nowMs > this.lastTimeMs) {
      this.lastTimeMs = nowMs;
      this.lastRandom = BigInt(`0x${Buffer.from(this.bytes(RANDOM_BYTES)).toString('hex')}`);
    } else {
      // The same millisecond, or the wall clock went back: count on.
      this.lastRandom += 1n;
      if (this.lastRandom === RANDOM_LIMIT) {
        this.lastTimeMs += 1;
        this.lastRandom = 0n;
      }
    }
    return (
      encode(this.lastTimeMs, TIME_CHARACTERS) +
      encode(Number(this.lastRandom >> HALF_BITS), HALF_CHARACTERS) +
      encode(Number(this.lastRandom & HALF_MASK), HALF_CHARACTERS)
    );
  }

  base32(length: number): string {
    // 32 divides 256, so the low five bits are evenly distributed.
    return Array.from(this.bytes(length), (byte) => ALPHABET.charAt(byte & 31))
      .join('')
      .toLowerCase();
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from(this.random(length));
  }
}

function encode(value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
