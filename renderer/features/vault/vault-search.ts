import type { KeyId, VaultEntryId } from '../../../shared/lib/ids.ts';
import { isKeyId, isVaultEntryId } from '../../parts/is-id.ts';

/** How the vault is looked at, as its address says it. */
export interface VaultSearch {
  /** The key whose vault is shown. */
  key?: KeyId | undefined;
  /** What is being done over the list; all but `create` with one entry. */
  task?: VaultTaskName | undefined;
  entry?: VaultEntryId | undefined;
}

const tasks = ['create', 'replace', 'copy', 'delete'] as const;
export type VaultTaskName = (typeof tasks)[number];

export function parseVaultSearch(search: Record<string, unknown>): VaultSearch {
  const { key, entry } = search;
  const task = tasks.find((known) => known === search['task']);
  return {
    ...(isKeyId(key) ? { key } : {}),
    ...(task === undefined ? {} : { task }),
    ...(isVaultEntryId(entry) ? { entry } : {}),
  };
}
