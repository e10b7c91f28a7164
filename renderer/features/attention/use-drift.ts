import type { DriftRow } from '../../../shared/keys/drift-row.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';

const none: readonly DriftRow[] = [];

/** What changed elsewhere; empty until it is known, and when it cannot be read. */
export function useDrift(): readonly DriftRow[] {
  const drift = useCommandQuery('sync.drift', {});
  return drift.state === 'ready' ? drift.value : none;
}
