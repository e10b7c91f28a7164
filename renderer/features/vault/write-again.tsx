import type { KeySummary } from '../../../shared/keys/key.ts';
import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import styles from './vault.module.css';

/** The name vanished at the provider and its value is still here: it can be put back. */
export function WriteAgain({ entry, summary }: { entry: VaultEntry; summary: KeySummary }) {
  const write = useCommand('vault.copy-to-key');
  const name = visibleText(entry.name, 60);
  const run = async () => {
    const result = await write.run({ entryId: entry.id, keyId: summary.id, intent: 'create' });
    if (result.ok) announce(`${name} is in the vault again.`);
  };
  return (
    <>
      <Button size="small" aria-label={`Create ${name} there again`} onPress={run}>
        Create it again
      </Button>
      {write.error !== null && (
        <div className={styles['rowError']}>
          <ErrorBanner
            error={write.error}
            connectionId={summary.connectionId}
            onDismiss={write.clearError}
          />
        </div>
      )}
    </>
  );
}
