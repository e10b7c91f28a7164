import { describe, expect, it } from 'vitest';
import { RequestJournal } from '../../../../electron/sandbox/request-journal.ts';

describe('the request journal', () => {
  it('keeps the newest entries and counts all of them', () => {
    const journal = new RequestJournal();
    for (let at = 1; at <= 10_000; at += 1) {
      journal.record({ at, method: 'GET', path: '/a', status: 200, fault: null });
    }
    const entries = journal.entries();
    expect(entries).toHaveLength(2_000);
    expect([entries[0]?.at, entries.at(-1)?.at]).toEqual([8_001, 10_000]);
    expect(journal.counts()).toEqual({ 'GET /a': 10_000 });
  });
});
