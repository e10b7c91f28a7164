import { useState } from 'react';
import { durationText } from '../../../../shared/keys/age.ts';
import type { KeySummary, Part } from '../../../../shared/keys/key.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import { useNow } from '../../../parts/use-now.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Button } from '../../../ui/button.tsx';
import { EndSecretDialog } from './end-secret-dialog.tsx';
import { ExtendSecretDialog } from './extend-secret-dialog.tsx';
import styles from './key-details.module.css';

export interface SecretExpiryProps {
  /** One whose state is `expiring`. */
  part: Part;
  summary: KeySummary;
}

/** When a rotated secret ends, and what can be done about it; nothing where the provider offers nothing. */
export function SecretExpiry({ part, summary }: SecretExpiryProps) {
  const now = useNow();
  const { find } = useProviders();
  const [dialog, setDialog] = useState<'extend' | 'end' | null>(null);
  const capabilities = find(summary.providerId)?.capabilities;
  const close = () => {
    setDialog(null);
  };
  const { expiresAt } = part;
  if (part.state !== 'expiring' || expiresAt === null) return null;
  const canChange = summary.status === 'active' && part.stub !== null;
  return (
    <>
      <p className={styles['validity']}>
        {expiresAt > now ? `Ends in ${lengthText(expiresAt - now)}` : 'Its end has passed'}: the
        provider accepts it until <time>{exactTime(expiresAt)}</time>.
      </p>
      <div className={styles['custody']}>
        {canChange && capabilities?.extendSecret === true && (
          <Button
            size="small"
            onPress={() => {
              setDialog('extend');
            }}
          >
            Extend…
          </Button>
        )}
        {canChange && capabilities?.endSecret === true && summary.openRotationId === null && (
          <Button
            size="small"
            variant="danger-quiet"
            onPress={() => {
              setDialog('end');
            }}
          >
            End now…
          </Button>
        )}
      </div>
      {dialog === 'extend' && (
        <ExtendSecretDialog part={part} expiresAt={expiresAt} summary={summary} onClose={close} />
      )}
      <EndSecretDialog part={part} summary={summary} isOpen={dialog === 'end'} onClose={close} />
    </>
  );
}

const lengthText = (leftMs: number): string => {
  const text = durationText(leftMs);
  return text === 'now' ? 'less than a minute' : text;
};
