import { useNavigate } from '@tanstack/react-router';
import type { Connection } from '../../../shared/connections/connection.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';

/** Leads to the steps of adding a key to this account. */
export function useAddByHand({ id }: Pick<Connection, 'id'>): () => void {
  const navigate = useNavigate();
  const containers = useCommandQuery('containers.list', {});
  const first =
    containers.state === 'ready'
      ? containers.value.find(({ connectionId }) => connectionId === id)
      : undefined;
  // Navigation never rejects; a screen that fails shows its own error.
  return () => void navigate({ to: '/by-hand/new', search: { container: first?.id } });
}
