import type { Connection } from '../../../../shared/connections/connection.ts';
import type { KeyList } from '../../../ipc/use-key-list.ts';
import { countOf, figure } from '../../../messages/count-words.ts';
import { shortTime } from '../../../messages/exact-time.ts';
import { useNow } from '../../../parts/use-now.ts';
import { useProviders } from '../../../parts/use-providers.ts';

export interface ListSubtitleProps {
  list: KeyList;
  foundCount: number;
  isSearched: boolean;
  connections: readonly Connection[];
}

/** "1,204 keys · as of 09:41 · offline": how many, how old, and why it may be older than wished. */
export function ListSubtitle({ list, foundCount, isSearched, connections }: ListSubtitleProps) {
  const now = useNow();
  const { find } = useProviders();
  // What is kept by hand is never read, so it cannot be old.
  const isRead = ({ providerId }: Connection): boolean =>
    find(providerId)?.capabilities.byHand !== true;
  const facts = [
    isSearched
      ? `${figure(foundCount)} of ${countOf(list.total, 'key', 'keys')}`
      : countOf(list.total, 'key', 'keys'),
    ...(list.rows.length < list.total ? [`${figure(list.rows.length)} here so far`] : []),
    ...asOf(connections.filter(isRead), now),
    ...(connections.some(isOffline) ? ['offline'] : []),
  ];
  return <span role="status">{facts.join(' · ')}</span>;
}

/** The oldest reading counts: no account may look fresher than it is. */
function asOf(connections: readonly Connection[], now: number): string[] {
  const times = connections.flatMap(({ lastSyncAt }) => (lastSyncAt === null ? [] : [lastSyncAt]));
  if (connections.length === 0) return [];
  if (times.length === 0) return ['not read yet'];
  const oldest = Math.min(...times);
  const isMixed = times.length < connections.length || Math.max(...times) - oldest > 60_000;
  return [
    `${isMixed && connections.length > 1 ? 'oldest as of' : 'as of'} ${shortTime(oldest, now)}`,
  ];
}

const isOffline = (connection: Connection): boolean =>
  connection.lastSyncError?.kind === 'network-offline';
