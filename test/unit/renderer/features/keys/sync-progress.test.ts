import { describe, expect, it } from 'vitest';
import { sumOf } from '../../../../../renderer/features/keys/list/sync-progress.ts';
import { syncProgressSchema } from '../../../../../shared/connections/connection.ts';

const progress = (pagesFetched: number, pagesTotal: number | null) =>
  syncProgressSchema.parse({
    connectionId: '01JA0000000000000000000000',
    state: 'running',
    pagesFetched,
    pagesTotal,
    keysFetched: pagesFetched * 100,
    startedAt: 0,
    finishedAt: null,
    error: null,
  });

describe('the progress of several syncs', () => {
  it('adds up', () => {
    expect(sumOf([progress(2, 10), progress(3, 5)])).toEqual({
      fetched: 5,
      total: 15,
      keys: 500,
    });
  });

  it('claims no total before every account has told its own', () => {
    expect(sumOf([progress(2, 10), progress(0, null)]).total).toBeNull();
  });
});
