import type { ActivityEntry } from './activity-entry.ts';

/** SHA-256 over the text's UTF-8 bytes, in lower-case hex; injected, because this folder has no Node. */
export type Sha256Hex = (text: string) => string;

export type UnhashedEntry = Omit<ActivityEntry, 'hash'>;

/** What stands for the hash before the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * JSON with the members of every object in the order of their names and without white space, so
 * that equal values give equal text. Takes what JSON can hold; members that are undefined are left out.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** The hash of an entry that follows the one with `previousHash`. */
export function entryHash(
  previousHash: string,
  entry: UnhashedEntry,
  sha256Hex: Sha256Hex,
): string {
  return sha256Hex(previousHash + canonicalJson(entry));
}

/** Takes entries one by one, so that a long log need not be in memory. */
export interface ChainVerifier {
  /** The next entry, oldest first. */
  next(entry: ActivityEntry): void;
  /** How many entries there were, and the first that does not fit: changed, or out of its place. */
  verdict(): { entryCount: number; brokenAtSeq: number | null };
}

/** Recomputes a chain from its first entry on. */
export function createChainVerifier(sha256Hex: Sha256Hex): ChainVerifier {
  let entryCount = 0;
  let brokenAtSeq: number | null = null;
  let previousHash = GENESIS_HASH;
  return {
    next: ({ hash, ...entry }) => {
      entryCount += 1;
      const isRight =
        entry.seq === entryCount && hash === entryHash(previousHash, entry, sha256Hex);
      if (!isRight) brokenAtSeq ??= entry.seq;
      previousHash = hash;
    },
    verdict: () => ({ entryCount, brokenAtSeq }),
  };
}
