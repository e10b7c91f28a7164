/** Entries are numbered from 1 without gaps and never change, so that older pages have fixed places. */
export const PAGE_ENTRIES = 200;

/** Which page an entry is on; page 0 holds the oldest. */
export const pageOf = (seq: number): number => Math.floor((seq - 1) / PAGE_ENTRIES);

/** What to ask for to get one page. */
export const pageInput = (page: number) => ({
  beforeSeq: (page + 1) * PAGE_ENTRIES + 1,
  limit: PAGE_ENTRIES,
});

/** The pages from the one below the newest entries down to `oldestPage`. */
export function olderPages(lowestNewestSeq: number, oldestPage: number | null): number[] {
  if (oldestPage === null || lowestNewestSeq <= 1) return [];
  const first = pageOf(lowestNewestSeq - 1);
  const count = Math.max(0, first - oldestPage + 1);
  return Array.from({ length: count }, (_, index) => first - index);
}

/** Newest first, each entry once: a fixed page overlaps the newest entries. */
export function joinEntries<T extends { readonly seq: number }>(
  lists: readonly (readonly T[])[],
): T[] {
  const bySeq = new Map<number, T>();
  for (const entry of lists.flat()) bySeq.set(entry.seq, entry);
  return [...bySeq.values()].sort((left, right) => right.seq - left.seq);
}
