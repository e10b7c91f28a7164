import type { KeySummary, Part } from '../../../../shared/keys/key.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { useProviders } from '../../../parts/use-providers.ts';
import { announce } from '../../../ui/announce.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import { visibleText } from '../../../ui/visible-text.ts';

export interface EndSecretDialogProps {
  part: Part;
  summary: KeySummary;
  isOpen: boolean;
  onClose: () => void;
}

/** Ends one of several secrets; main compares the name and asks the host once more. */
export function EndSecretDialog({ part, summary, isOpen, onClose }: EndSecretDialogProps) {
  const { nameOf } = useProviders();
  const end = useCommand('secrets.end');
  const name = visibleText(summary.name, 60);
  const close = () => {
    end.clearError();
    onClose();
  };
  const run = async (typedName: string) => {
    const result = await end.run({ partId: part.id, typedName });
    if (!result.ok) return;
    announce('The secret has ended.');
    close();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      tone="danger"
      title={`End the secret ${part.stub ?? ''}… now?`}
      confirmLabel="End secret now"
      cancelLabel="Keep it until its end"
      typedConfirmation={{ label: `Type ${name} to confirm`, expectedText: summary.name }}
      onConfirm={(typedName) => void run(typedName)}
      isPending={end.isPending}
      error={
        end.error === null ? undefined : (
          <ErrorBanner error={end.error} connectionId={summary.connectionId} />
        )
      }
    >
      <p>
        {nameOf(summary.providerId)} · <UntrustedText text={summary.containerName} limit={80} />
      </p>
      <p>
        Whatever still signs with this secret is refused at once. The current secret and the
        identifiers stay as they are. This cannot be undone.
      </p>
    </Dialog>
  );
}
