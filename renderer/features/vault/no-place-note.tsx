import type { KeychainReason } from '../../../shared/errors/app-error.ts';
import type { ConnectionId } from '../../../shared/lib/ids.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { errorMessage } from '../../messages/error-message.ts';
import { Banner } from '../../ui/banner.tsx';

/** Why nothing may be written: a real account's value would have no place to be kept. Null: it has. */
export function useNoPlace(connectionId: ConnectionId): KeychainReason | null {
  const status = useCommandQuery('app.status', {});
  const connections = useCommandQuery('connections.list', {});
  if (status.state !== 'ready' || status.value.custody.mode === 'keychain') return null;
  const isSandbox =
    connections.state === 'ready' &&
    connections.value.some((connection) => connection.id === connectionId && connection.isSandbox);
  return isSandbox ? null : status.value.custody.reason;
}

export function NoPlaceNote({ reason }: { reason: KeychainReason }) {
  const { title, sentence } = errorMessage({ kind: 'no-place-for-secret', reason });
  return (
    <Banner tone="warning" title={title}>
      {sentence}
    </Banner>
  );
}
