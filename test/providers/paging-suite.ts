import { describe, expect, it } from 'vitest';
import type { Result } from '../../shared/errors/app-error.ts';
import { jsonAnswer } from '../fakes/fake-transport.ts';
import type { AdapterProfile, RecordedPaging } from './adapter-profile.ts';
import { AdapterHarness } from './adapter-harness.ts';
import { settle } from './settle.ts';

const PAGE = 100;
/** What a server answers for a page: ids and the total it claims. */
type Server = (page: number) => { readonly ids: readonly number[]; readonly total: number };

const range = (from: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + index);
const pageOf = (page: number, total: number): number[] =>
  range(1 + (page - 1) * PAGE, Math.max(0, Math.min(PAGE, total - (page - 1) * PAGE)));

const honest =
  (total: number): Server =>
  (page) => ({ ids: pageOf(page, total), total });

/** Searching through pages: whole or an error, and always an end. */
export function describePaging(profile: AdapterProfile): void {
  const { paging } = profile;
  if (paging === null) return;
  describe(`${profile.providerId}: searching through pages`, () => {
    it.each([0, 1, 99, 100, 101, 200, 950])('finds all of %i keys once', async (total) => {
      const { found, requests } = await search(profile, paging, honest(total));
      expect(found).toMatchObject({ ok: true });
      if (found.ok) expect(ids(found.value)).toEqual(range(1, total));
      expect(requests).toBe(Math.max(1, Math.ceil(total / PAGE)));
    });

    it('finds all keys of a server that gives smaller pages than asked for', async () => {
      const server: Server = (page) => ({ ids: range(1 + (page - 1) * 30, 30), total: 90 });
      const { found, requests } = await search(profile, paging, server);
      if (found.ok) expect(ids(found.value)).toEqual(range(1, 90));
      expect(found.ok).toBe(true);
      expect(requests).toBe(3);
    });

    it.each<readonly [string, Server, RegExp, number]>([
      [
        'repeats its first page for ever',
        () => ({ ids: pageOf(1, 500), total: 500 }),
        /repeats/,
        2,
      ],
      [
        'goes round in a circle',
        (page) => ({ ids: pageOf(((page - 1) % 3) + 1, 300), total: 900 }),
        /repeats/,
        4,
      ],
      ['ends before its total', (page) => ({ ids: pageOf(page, 150), total: 900 }), /ended/, 3],
      ['is empty although it counts', () => ({ ids: [], total: 3 }), /ended after 0 of 3/, 1],
      [
        'always has one more page',
        (page) => ({ ids: range(page * PAGE, PAGE), total: page * PAGE + 1_000 }),
        /does not end/,
        1_000,
      ],
      ['sends more than was asked for', () => ({ ids: range(1, 101), total: 101 }), /more than/, 1],
    ])('stops with the cause when the server %s', { timeout: 60_000 }, async (...given) => {
      const [, server, cause, expected] = given;
      const { found, requests } = await search(profile, paging, server);
      expect(found).toMatchObject({ ok: false, error: { kind: 'provider-changed' } });
      if (!found.ok && found.error.kind === 'provider-changed')
        expect(found.error.issues.join()).toMatch(cause);
      expect(requests).toBe(expected);
    });

    it('takes the newest total of a list that grows or shrinks meanwhile', async () => {
      const growing: Server = (page) => ({ ids: pageOf(page, 199 + page), total: 199 + page });
      const grown = await search(profile, paging, growing);
      expect(grown.found).toMatchObject({ ok: true });
      if (grown.found.ok) expect(ids(grown.found.value)).toHaveLength(202);
      const shrinking: Server = (page) => ({
        ids: pageOf(page, 250),
        total: page === 1 ? 400 : 250,
      });
      const shrunk = await search(profile, paging, shrinking);
      expect(shrunk.found).toMatchObject({ ok: true });
    });
  });
}

async function search(profile: AdapterProfile, paging: RecordedPaging, server: Server) {
  const harness = new AdapterHarness(profile, ({ url }) => {
    const { ids: shown, total } = server(paging.pageOf(url));
    return jsonAnswer(paging.answer(shown, total));
  });
  harness.others = paging.others ?? null;
  const { value } = await settle(harness.clock, paging.run(harness.adapter));
  const found: Result<readonly { readonly providerKeyId: string }[]> = value;
  return { found, requests: harness.requests.length };
}

const ids = (keys: readonly { readonly providerKeyId: string }[]): number[] =>
  keys.map(({ providerKeyId }) => Number(providerKeyId)).sort((a, b) => a - b);
