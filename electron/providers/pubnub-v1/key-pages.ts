import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { KeyPage, ProviderKey } from '../../services/ports/provider-values.ts';
import { changed } from '../provider-answer.ts';
import { PUBNUB_V1_ID } from './rules.ts';

/** A hundred thousand keysets in one app are not believed. */
const MAX_PAGES = 1_000;

/**
 * Every keyset of an app. Whoever looks for a keyset here takes "not in the list" for an answer, so
 * a list that repeats itself, never ends or ends too early is an error, never a shorter list.
 */
export async function readAllPages(
  readPage: (page: number) => Promise<Result<KeyPage>>,
): Promise<Result<readonly ProviderKey[]>> {
  const found = new Map<string, ProviderKey>();
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await readPage(page);
    if (!answer.ok) return answer;
    const { keys, total } = answer.value;
    const countBefore = found.size;
    for (const key of keys) found.set(key.providerKeyId, key);
    if (found.size >= (total ?? Number.POSITIVE_INFINITY)) return ok([...found.values()]);
    if (keys.length === 0) {
      return total === null
        ? ok([...found.values()])
        : refused(`The list of keysets ended after ${found.size} of ${total}.`);
    }
    if (found.size === countBefore)
      return refused(`Page ${page} repeats keysets of earlier pages.`);
  }
  return refused(`The list of keysets does not end after ${MAX_PAGES} pages.`);
}

const refused = (issue: string): Result<never> => fail(changed(PUBNUB_V1_ID, [issue]));
