import { describe, expect, it } from 'vitest';
import { vaultEntrySchema } from '../../../../../shared/vault/vault-entry.ts';
import { parseVaultSearch } from '../../../../../renderer/features/vault/vault-search.ts';
import { taskOf } from '../../../../../renderer/features/vault/vault-task.ts';

const keyId = '01JK0000000000000000000000';
const entryId = '01JV0000000000000000000000';
const entry = vaultEntrySchema.parse({
  id: entryId,
  keyId,
  name: 'STRIPE_KEY',
  custody: 'in-keychain',
  presence: 'at-provider',
  writtenAt: 1,
  asOf: 2,
});

describe('parseVaultSearch', () => {
  it('keeps ids and tasks of the right form and drops the rest', () => {
    expect(parseVaultSearch({ key: keyId, task: 'replace', entry: entryId, x: 1 })).toEqual({
      key: keyId,
      task: 'replace',
      entry: entryId,
    });
    expect(parseVaultSearch({ key: 'nope', task: 'drop', entry: 7 })).toEqual({});
  });
});

describe('taskOf', () => {
  it('finds the entry of the task', () => {
    expect(taskOf(parseVaultSearch({ task: 'create' }), [])).toEqual({ kind: 'create' });
    expect(taskOf(parseVaultSearch({ task: 'delete', entry: entryId }), [entry])).toEqual({
      kind: 'delete',
      entry,
    });
  });

  it('is nothing without its entry: another window may have deleted it', () => {
    expect(taskOf(parseVaultSearch({ task: 'replace', entry: entryId }), [])).toBeNull();
    expect(taskOf(parseVaultSearch({ task: 'copy' }), [entry])).toBeNull();
    expect(taskOf({}, [entry])).toBeNull();
  });
});
