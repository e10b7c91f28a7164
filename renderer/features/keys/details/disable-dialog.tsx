import type { KeySummary } from '../../../../shared/keys/key.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { useProviders } from '../../../parts/use-providers.ts';
import { announce } from '../../../ui/announce.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import { visibleText } from '../../../ui/visible-text.ts';

export interface DisableDialogProps {
  summary: KeySummary;
  isOpen: boolean;
  onClose: () => void;
}

/** The consequence before the click; main compares the name and asks the host once more. */
export function DisableDialog({ summary, isOpen, onClose }: DisableDialogProps) {
  const { find, nameOf } = useProviders();
  const disable = useCommand('keys.disable');
  const descriptor = find(summary.providerId);
  const noun = descriptor?.nouns.key ?? 'key';
  const close = () => {
    disable.clearError();
    onClose();
  };
  const run = async (typedName: string) => {
    const result = await disable.run({ keyId: summary.id, typedName });
    if (!result.ok) return;
    announce(`The ${noun} is disabled.`);
    close();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      tone="danger"
      title={`Disable ${visibleText(summary.name, 60)}?`}
      confirmLabel={`Disable ${noun} for good`}
      cancelLabel={`Keep ${noun}`}
      typedConfirmation={{
        label: `Type ${visibleText(summary.name, 60)} to confirm`,
        expectedText: summary.name,
      }}
      onConfirm={(typedName) => void run(typedName)}
      isPending={disable.isPending}
      error={
        disable.error === null ? undefined : (
          <ErrorBanner error={disable.error} connectionId={summary.connectionId} />
        )
      }
    >
      <p>{descriptor?.words.disable ?? 'This is final at the provider.'}</p>
      <p>
        {nameOf(summary.providerId)} · <UntrustedText text={summary.containerName} limit={80} /> ·{' '}
        {summary.environment}
      </p>
    </Dialog>
  );
}
