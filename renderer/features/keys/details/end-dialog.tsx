import type { KeySummary } from '../../../../shared/keys/key.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { endingWords, type Ending } from '../../../messages/ending-words.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { useProviders } from '../../../parts/use-providers.ts';
import { announce } from '../../../ui/announce.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import { visibleText } from '../../../ui/visible-text.ts';

export interface EndDialogProps {
  summary: KeySummary;
  ending: NonNullable<Ending>;
  isOpen: boolean;
  onClose: () => void;
}

/** The consequence before the click; main compares the name and asks the host once more. */
export function EndDialog({ summary, ending, isOpen, onClose }: EndDialogProps) {
  const { find, nameOf } = useProviders();
  const end = useCommand(`keys.${ending}`);
  const descriptor = find(summary.providerId);
  const noun = descriptor?.nouns.key ?? 'key';
  const name = visibleText(summary.name, 60);
  const { verb, done } = endingWords[ending];
  const close = () => {
    end.clearError();
    onClose();
  };
  const run = async (typedName: string) => {
    const result = await end.run({ keyId: summary.id, typedName });
    if (!result.ok) return;
    announce(`The ${noun} is ${done}.`);
    close();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      tone="danger"
      title={`${verb} ${name}?`}
      confirmLabel={`${verb} ${noun} for good`}
      cancelLabel={`Keep ${noun}`}
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
        {summary.environment === 'unset' ? '' : ` · ${summary.environment}`}
      </p>
      <p>{descriptor?.words.end ?? 'This is final at the provider.'}</p>
    </Dialog>
  );
}
