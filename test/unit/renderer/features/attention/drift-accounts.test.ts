import { describe, expect, it } from 'vitest';
import { driftedAccounts } from '../../../../../renderer/features/attention/drift-accounts.ts';
import type { DriftRow } from '../../../../../shared/keys/drift-row.ts';
import { connectionIdSchema, keyIdSchema } from '../../../../../shared/lib/ids.ts';

const row = (account: number, key: number, at: number): DriftRow => ({
  connectionId: connectionIdSchema.parse(`01ARZ3NDEKTSV4RRFFQ69G5FA${String(account)}`),
  keyId: keyIdSchema.parse(`01ARZ3NDEKTSV4RRFFQ69G5FB${String(key)}`),
  keyName: `key ${String(key)}`,
  containerName: 'App',
  at,
  kind: 'scope-widened',
  details: [],
});

describe('changes elsewhere', () => {
  it('stand by account and key, in the order in which they come', () => {
    const rows = [row(1, 2, 9), row(1, 1, 8), row(1, 2, 7), row(2, 3, 10)];
    const shown = driftedAccounts(rows).map(({ keys }) =>
      keys.map(({ keyName, changes }) => [keyName, ...changes.map(({ at }) => at)]),
    );
    expect(shown).toEqual([
      [
        ['key 2', 9, 7],
        ['key 1', 8],
      ],
      [['key 3', 10]],
    ]);
  });

  it('are dismissed up to the newest that is shown of that account', () => {
    const rows = [row(1, 2, 9), row(1, 1, 8), row(2, 3, 10)];
    expect(driftedAccounts(rows).map(({ until }) => until)).toEqual([9, 10]);
  });

  it('are none without rows', () => {
    expect(driftedAccounts([])).toEqual([]);
  });
});
