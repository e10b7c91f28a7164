import type { KeySummary } from '../../../../shared/keys/key.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { useProviders } from '../../../parts/use-providers.ts';
import { announce } from '../../../ui/announce.ts';
import { Button } from '../../../ui/button.tsx';
import styles from './key-details.module.css';

/** Where a key may have several secrets, the list of keys does not tell which. */
export function LookForSecrets({ summary }: { summary: KeySummary }) {
  const look = useCommand('secrets.look');
  const { find } = useProviders();
  const descriptor = find(summary.providerId);
  if (descriptor?.capabilities.endSecret !== true || summary.status !== 'active') return null;
  const run = async () => {
    const looked = await look.run({ keyId: summary.id });
    if (looked.ok) announce('The secrets are as the provider shows them now.');
  };
  return (
    <>
      <div className={styles['custody']}>
        {`${descriptor.name} tells the secrets of a ${descriptor.nouns.key} only when asked.`}
        <Button size="small" isPending={look.isPending} onPress={run}>
          Look for its secrets
        </Button>
      </div>
      {look.error !== null && (
        <ErrorBanner
          error={look.error}
          onRetry={() => void run()}
          connectionId={summary.connectionId}
        />
      )}
    </>
  );
}
