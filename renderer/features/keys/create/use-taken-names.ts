import type { ContainerId } from '../../../../shared/lib/ids.ts';
import { useKeyList } from '../../../ipc/use-key-list.ts';

/** The names of a container's keys, as far as the list has been read. */
export function useTakenNames(containerId: ContainerId | null): readonly string[] {
  const list = useKeyList();
  if (list.state !== 'ready') return [];
  return list.value.rows.filter((row) => row.containerId === containerId).map(({ name }) => name);
}
