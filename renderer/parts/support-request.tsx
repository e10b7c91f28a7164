import { useEffect } from 'react';
import { supportRequestOf } from '../../shared/keys/by-hand-key.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { ConsoleGuide } from '../../shared/providers/console-guide.ts';
import type { RotationTrigger } from '../../shared/rotations/rotation-strategy.ts';
import { bridge } from '../ipc/bridge.ts';
import { useCommandQuery } from '../ipc/use-command-query.ts';
import { useCopySecret } from '../ipc/use-copy-secret.ts';
import { announce } from '../ui/announce.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ErrorBanner } from './error-banner.tsx';
import type { NamedKey } from './guide-step-view.tsx';
import styles from './console-guide.module.css';

export interface SupportRequestProps {
  guide: ConsoleGuide;
  keyId: KeyId;
  named: NamedKey;
  /** Whether the request says that the token may have leaked. */
  trigger: RotationTrigger;
}

/** What to write to the provider's support about a key that its console cannot end. */
export function SupportRequest({ guide, keyId, named, trigger }: SupportRequestProps) {
  const { subject, message } = supportRequestOf(guide, named, trigger);
  return (
    <div className={styles['form']}>
      <Banner tone="info">{guide.fixedKeyReason}</Banner>
      <TextField label="Subject" value={subject} isReadOnly />
      <TextField label="Message" value={message} isReadOnly isMultiline rows={9} />
      <CopyRequest keyId={keyId} trigger={trigger} />
    </div>
  );
}

function CopyRequest({ keyId, trigger }: Pick<SupportRequestProps, 'keyId' | 'trigger'>) {
  const status = useCommandQuery('app.status', {});
  const { copy, start } = useCopySecret(() =>
    bridge.invoke('keys.copy-support-request', { keyId, trigger }),
  );
  const isCopied = copy.state === 'copied';
  useEffect(() => {
    if (isCopied) announce('Copied.');
  }, [isCopied]);
  if (status.state === 'ready' && !status.value.clipboard) return null;
  return (
    <div className={styles['panel']}>
      <Button
        icon={isCopied ? 'check' : 'copy'}
        isPending={copy.state === 'copying'}
        onPress={start}
      >
        Copy subject and message
      </Button>
      {copy.state === 'idle' && copy.error !== null && (
        <ErrorBanner error={copy.error} onRetry={start} />
      )}
    </div>
  );
}
