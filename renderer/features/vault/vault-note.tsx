import { useNavigate } from '@tanstack/react-router';
import type { KeyId } from '../../../shared/lib/ids.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

export interface VaultOutcome {
  readonly text: string;
  /** Another vault that was written to. */
  readonly otherKeyId?: KeyId | undefined;
}

/** What has just been done, until it is dismissed or something else is begun. */
export function VaultNote({
  outcome,
  onDismiss,
}: {
  outcome: VaultOutcome;
  onDismiss: () => void;
}) {
  const navigate = useNavigate({ from: '/vault' });
  const { text, otherKeyId } = outcome;
  return (
    <Banner
      tone="success"
      onDismiss={onDismiss}
      actions={
        otherKeyId === undefined ? undefined : (
          <Button size="small" onPress={() => navigate({ search: { key: otherKeyId } })}>
            Show that vault
          </Button>
        )
      }
    >
      {text}
    </Banner>
  );
}
