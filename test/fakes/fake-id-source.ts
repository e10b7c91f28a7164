import type { IdSource } from '../../electron/services/ports/id-source.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ids that count up and bytes that repeat, the same in every run with the same seed. */
export class FakeIdSource implements IdSource {
  private count: number;

  constructor(seed = 0) {
    this.count = seed;
  }

  ulid(): string {
    return `01FAKE${String(this.next()).padStart(20, '0')}`;
  }

  base32(length: number): string {
    return Array.from(this.bytes(length), (byte) => ALPHABET.charAt(byte & 31))
      .join('')
      .toLowerCase();
  }

  /** Linear congruential: plain to reproduce, far from random. */
  bytes(length: number): Uint8Array {
    let state = this.next();
    return Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }
}
