import type { KeySummary } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import type { VaultOutcome } from './vault-note.tsx';
import { deleteWarning } from './vault-words.ts';

export interface DeleteDialogProps {
  entry: VaultEntry;
  summary: KeySummary;
  descriptor: ProviderDescriptor;
  onClose: () => void;
  onDone: (outcome: VaultOutcome) => void;
}

/** The consequence before the typed name; main compares it and asks the host once more. */
export function DeleteDialog({ entry, summary, descriptor, onClose, onDone }: DeleteDialogProps) {
  const remove = useCommand('vault.delete');
  const name = visibleText(entry.name, 60);
  const isThere = entry.presence === 'at-provider';
  const run = async (typedName: string) => {
    const result = await remove.run({ entryId: entry.id, typedName });
    if (!result.ok) return;
    onDone({ text: isThere ? `${name} was deleted.` : `The held value of ${name} was deleted.` });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={isThere ? `Delete ${name}?` : `Delete the held value of ${name}?`}
      confirmLabel={isThere ? 'Delete secret' : 'Delete held value'}
      cancelLabel="Keep it"
      typedConfirmation={{ label: `Type ${name} to confirm`, expectedText: entry.name }}
      onConfirm={(typedName) => void run(typedName)}
      isPending={remove.isPending}
      error={
        remove.error === null ? undefined : (
          <ErrorBanner error={remove.error} connectionId={summary.connectionId} />
        )
      }
    >
      <p>{deleteWarning(entry, descriptor.name)}</p>
      <p>
        {descriptor.name} · <UntrustedText text={summary.containerName} limit={60} /> ·{' '}
        <UntrustedText text={summary.name} limit={60} />
      </p>
    </Dialog>
  );
}
