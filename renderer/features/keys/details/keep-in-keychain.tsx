import type { Custody } from '../../../../shared/keys/key.ts';
import type { ConnectionId, PartId } from '../../../../shared/lib/ids.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { announce } from '../../../ui/announce.ts';
import { Button } from '../../../ui/button.tsx';

export interface KeepInKeychainProps {
  partId: PartId;
  custody: Extract<Custody, 'at-provider' | 'awaiting-keychain'>;
  connectionId: ConnectionId;
}

/**
 * What the provider shows again is not stored unless a person asks for it; what the keychain refused
 * is tried again.
 */
export function KeepInKeychain({ partId, custody, connectionId }: KeepInKeychainProps) {
  const keep = useCommand('secrets.keep');
  const run = async () => {
    const kept = await keep.run({ partId });
    if (kept.ok) announce('The secret is now in the keychain.');
  };
  return (
    <>
      <Button size="small" onPress={run}>
        {custody === 'at-provider' ? 'Keep a copy in the keychain' : 'Try the keychain again'}
      </Button>
      {keep.error !== null && (
        <ErrorBanner error={keep.error} onRetry={() => void run()} connectionId={connectionId} />
      )}
    </>
  );
}
