import { useState } from 'react';
import type { KeyCheck } from '../../../shared/keys/key-check.ts';
import type { KeySummary } from '../../../shared/keys/key.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { useProviders } from '../../parts/use-providers.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { checkWords } from './check-words.ts';
import styles from './by-hand.module.css';

/** One request with the key, on a click; nothing where the provider knows no harmless one. */
export function CheckPanel({
  summary,
  onChecked,
}: {
  summary: KeySummary;
  onChecked?: ((check: KeyCheck) => void) | undefined;
}) {
  const { find, nameOf } = useProviders();
  const check = useCommand('keys.check');
  const [seen, setSeen] = useState<{ check: KeyCheck; wasEnded: boolean } | null>(null);
  const capabilities = find(summary.providerId)?.capabilities;
  if (capabilities?.verify !== true) return null;
  const run = async () => {
    setSeen(null);
    const wasEnded = summary.status === 'ended';
    const result = await check.run({ keyId: summary.id });
    if (!result.ok) return;
    setSeen({ check: result.value, wasEnded });
    onChecked?.(result.value);
  };
  const providerName = nameOf(summary.providerId);
  const words = seen && checkWords(seen.check, { providerName, wasEnded: seen.wasEnded });
  return (
    <div className={styles['panel']}>
      <Button onPress={run}>Check this key</Button>
      <p className={styles['note']}>
        {capabilities.verifyCountsAsTraffic
          ? `Sends one request, which counts as traffic at ${providerName}. Rekey asks first.`
          : 'Sends one harmless request.'}
      </p>
      {words !== null && (
        <Banner tone={words.tone} title={words.title} isAnnounced>
          {words.text}
        </Banner>
      )}
      {check.error !== null && (
        <ErrorBanner
          error={check.error}
          connectionId={summary.connectionId}
          onRetry={() => void run()}
        />
      )}
    </div>
  );
}
