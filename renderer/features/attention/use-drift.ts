import { useQuery } from '@tanstack/react-query';
import type { DriftRow } from '../../../shared/keys/drift-row.ts';
import { bridge } from '../../ipc/bridge.ts';
import { CommandFailure } from '../../ipc/command-failure.ts';
import { useEvent } from '../../ipc/use-event.ts';

const none: readonly DriftRow[] = [];

/** What changed elsewhere; empty until it is known, and when it cannot be read. */
export function useDrift(): readonly DriftRow[] {
  const { data, refetch } = useQuery({
    queryKey: ['sync.drift', {}],
    queryFn: async () => {
      const result = await bridge.invoke('sync.drift', {});
      if (!result.ok) throw new CommandFailure(result.error);
      return result.value;
    },
  });
  useEvent('keys.changed', () => {
    // Never rejects: a failure becomes the query's state.
    void refetch();
  });
  return data ?? none;
}
