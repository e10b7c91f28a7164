import type { ConnectionId, PartId } from '../../../../shared/lib/ids.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { announce } from '../../../ui/announce.ts';
import { Button } from '../../../ui/button.tsx';

/** What the provider shows again is not stored unless a person asks for it. */
export function KeepCopy({ partId, connectionId }: { partId: PartId; connectionId: ConnectionId }) {
  const keep = useCommand('secrets.keep');
  const run = async () => {
    const kept = await keep.run({ partId });
    if (kept.ok) announce('The secret is now in the keychain.');
  };
  return (
    <>
      <Button size="small" onPress={run}>
        Keep a copy in the keychain
      </Button>
      {keep.error !== null && (
        <ErrorBanner error={keep.error} onRetry={() => void run()} connectionId={connectionId} />
      )}
    </>
  );
}
