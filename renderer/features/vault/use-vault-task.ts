import { useNavigate, useSearch } from '@tanstack/react-router';
import type { VaultSearch } from './vault-search.ts';

export interface VaultTaskControl {
  readonly search: VaultSearch;
  readonly open: (task: Pick<VaultSearch, 'task' | 'entry'>) => void;
  readonly close: () => void;
}

/** The task is part of the address: at most one is open, and the palette can open it too. */
export function useVaultTask(): VaultTaskControl {
  const search = useSearch({ from: '/vault' });
  const navigate = useNavigate({ from: '/vault' });
  return {
    search,
    // Navigation never rejects; a screen that fails shows its own error.
    open: (task) => void navigate({ search: ({ key }) => ({ key, ...task }), replace: true }),
    close: () => void navigate({ search: ({ key }) => ({ key }), replace: true }),
  };
}
