import type { AppStatus } from '../../shared/ipc/contract.ts';
import type { Connection } from '../../shared/connections/connection.ts';
import { useCommandQuery } from '../ipc/use-command-query.ts';
import { errorMessage } from '../messages/error-message.ts';

export interface AppNotice {
  readonly id: 'database' | 'session-only' | 'offline' | 'browser-host';
  readonly icon: 'attention' | 'offline' | 'info';
  readonly text: string;
}

/** What has to be known about this start of Rekey as long as it is so. */
export function useAppStrip(): readonly AppNotice[] {
  const status = useCommandQuery('app.status', {});
  const connections = useCommandQuery('connections.list', {});
  return [
    ...(status.state === 'ready' ? custodyNotices(status.value) : []),
    ...(connections.state === 'ready' ? offlineNotices(connections.value) : []),
    ...(status.state === 'ready' ? hostNotices(status.value) : []),
  ];
}

function custodyNotices({ database, custody }: AppStatus): AppNotice[] {
  const notices: AppNotice[] = [];
  if (database.state === 'unavailable') {
    const { sentence } = errorMessage({ kind: 'database-unavailable', ...database });
    notices.push({ id: 'database', icon: 'attention', text: sentence });
  }
  if (custody.mode === 'session-only') {
    const { sentence } = errorMessage({ kind: 'keychain-unavailable', reason: custody.reason });
    const waiting = custody.databaseWaits ? ' Your saved list waits, untouched.' : '';
    notices.push({
      id: 'session-only',
      icon: 'attention',
      text: `This session only: nothing is kept after Rekey quits. ${sentence}${waiting}`,
    });
  }
  return notices;
}

function offlineNotices(connections: readonly Connection[]): AppNotice[] {
  const offline = connections.filter(isOffline);
  if (offline.length === 0) return [];
  return [
    {
      id: 'offline',
      icon: 'offline',
      text: 'Offline: showing what was read before. Revealing and changing keys need the network.',
    },
  ];
}

const isOffline = (connection: Connection): boolean =>
  connection.lastSyncError?.kind === 'network-offline';

function hostNotices({ host }: AppStatus): AppNotice[] {
  if (host !== 'browser') return [];
  return [
    {
      id: 'browser-host',
      icon: 'info',
      text: 'In a browser: confirmations here are weaker than in the desktop app.',
    },
  ];
}
