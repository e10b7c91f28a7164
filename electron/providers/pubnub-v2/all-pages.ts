import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import { changed } from '../provider-answer.ts';
import { PUBNUB_V2_ID } from './rules.ts';

/** A hundred thousand entries of one account are not believed. */
const MAX_PAGES = 1_000;

/** One page of a list, as the server tells it. */
export interface ListPage<T> {
  readonly entries: readonly T[];
  readonly total: number;
}

/**
 * A whole list. Whoever reads it takes "not in the list" for an answer, so a list that repeats
 * itself, never ends or ends too early is an error, never a shorter list.
 */
export async function readAllPages<T extends { readonly id: string }>(
  what: 'apps' | 'keysets',
  readPage: (page: number) => Promise<Result<ListPage<T>>>,
): Promise<Result<readonly T[]>> {
  const found = new Map<string, T>();
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await readPage(page);
    if (!answer.ok) return answer;
    const { entries, total } = answer.value;
    const countBefore = found.size;
    for (const entry of entries) found.set(entry.id, entry);
    if (found.size >= total) return ok([...found.values()]);
    if (entries.length === 0)
      return refused(`The list of ${what} ended after ${found.size} of ${total}.`);
    if (found.size === countBefore)
      return refused(`Page ${page} repeats ${what} of earlier pages.`);
  }
  return refused(`The list of ${what} does not end after ${MAX_PAGES} pages.`);
}

/** Refuses a page that holds more than was asked for. */
export function pageOf<T>(
  what: 'apps' | 'keysets',
  page: ListPage<T>,
  asked: { readonly page: number; readonly limit: number },
): Result<ListPage<T>> {
  const count = page.entries.length;
  return count > asked.limit
    ? refused(`Page ${asked.page} holds ${count} ${what}, more than the ${asked.limit} asked for.`)
    : ok(page);
}

const refused = (issue: string): Result<never> => fail(changed(PUBNUB_V2_ID, [issue]));
