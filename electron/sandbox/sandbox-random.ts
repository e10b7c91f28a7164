import { createHash, randomBytes } from 'node:crypto';

/** Randomness for what is made at run time: new keysets, session tokens. */
export interface SandboxRandom {
  /** `length` lower-case hex digits. */
  hex(length: number): string;
}

export const systemRandom: SandboxRandom = {
  hex: (length) =>
    randomBytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
};

/** A repeatable sequence for tests. */
export function seededRandom(seed: number): SandboxRandom {
  let drawn = 0;
  return {
    hex: (length) => {
      drawn += 1;
      return seededHex(seed, `draw/${drawn}`, length);
    },
  };
}

/** Hex digits that depend on nothing but the seed and the label. */
export function seededHex(seed: number, label: string, length: number): string {
  let digits = '';
  for (let block = 0; digits.length < length; block += 1) {
    digits += createHash('sha256').update(`${seed}/${label}/${block}`).digest('hex');
  }
  return digits.slice(0, length);
}
