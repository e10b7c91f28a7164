import { describe, expect, it } from 'vitest';
import {
  joinEntries,
  olderPages,
  PAGE_ENTRIES,
  pageInput,
  pageOf,
} from '../../../../../renderer/features/activity/log-pages.ts';

/** What main answers for a log of entries 1 to `total`. */
const answer = (total: number, beforeSeq: number | null, limit: number) =>
  Array.from({ length: total }, (_, index) => ({ seq: total - index }))
    .filter(({ seq }) => beforeSeq === null || seq < beforeSeq)
    .slice(0, limit);

const loaded = (total: number, oldestPage: number | null) => {
  const newest = answer(total, null, PAGE_ENTRIES);
  const pages = olderPages(newest.at(-1)?.seq ?? 1, oldestPage);
  return joinEntries([
    newest,
    ...pages.map((page) => answer(total, pageInput(page).beforeSeq, pageInput(page).limit)),
  ]).map(({ seq }) => seq);
};

describe('the pages of the log', () => {
  it('start with the newest entries alone', () => {
    expect(loaded(1_204, null)).toHaveLength(PAGE_ENTRIES);
    expect(loaded(0, null)).toEqual([]);
  });

  it.each([201, 400, 401, 1_204])(
    'reach back to the first of %d entries without a gap',
    (total) => {
      const all = Array.from({ length: total }, (_, index) => total - index);
      expect(loaded(total, 0)).toEqual(all);
    },
  );

  it('stay without a gap while new entries are appended', () => {
    const oldestPage = pageOf(1_204 - PAGE_ENTRIES);
    for (let total = 1_204; total < 1_204 + 2 * PAGE_ENTRIES; total += 37) {
      const seqs = loaded(total, oldestPage);
      const lowest = oldestPage * PAGE_ENTRIES + 1;
      expect(seqs).toEqual(Array.from({ length: total - lowest + 1 }, (_, index) => total - index));
    }
  });

  it('ask for nothing once the newest entries are all there are', () => {
    expect(olderPages(1, 0)).toEqual([]);
  });
});
