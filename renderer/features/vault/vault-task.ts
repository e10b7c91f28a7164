import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import type { VaultSearch } from './vault-search.ts';

/** What is being done over the list; at most one thing. */
export type VaultTask =
  | { readonly kind: 'create' }
  | { readonly kind: 'replace'; readonly entry: VaultEntry }
  | { readonly kind: 'copy'; readonly entry: VaultEntry }
  | { readonly kind: 'delete'; readonly entry: VaultEntry };

/** The task of an address; null when there is none or its entry is gone. */
export function taskOf(search: VaultSearch, entries: readonly VaultEntry[]): VaultTask | null {
  const { task } = search;
  if (task === undefined) return null;
  if (task === 'create') return { kind: task };
  const entry = entries.find(({ id }) => id === search.entry);
  return entry === undefined ? null : { kind: task, entry };
}
