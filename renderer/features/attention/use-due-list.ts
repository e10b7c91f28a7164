import type { DueList } from '../../../shared/keys/due-plan.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';

const none: DueList = { rows: [], total: 0, snoozed: [] };

/** Which keys are due; empty until it is known, and when it cannot be read. */
export function useDueList(): DueList {
  const list = useCommandQuery('keys.due-list', {});
  return list.state === 'ready' ? list.value : none;
}

export const isDueListEmpty = ({ total, snoozed }: DueList): boolean =>
  total === 0 && snoozed.length === 0;
