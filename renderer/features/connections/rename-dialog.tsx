import { useState } from 'react';
import type { Connection } from '../../../shared/connections/connection.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface AccountDialogProps {
  connection: Connection;
  isOpen: boolean;
  onClose: () => void;
}

export function RenameDialog({ connection, isOpen, onClose }: AccountDialogProps) {
  const rename = useCommand('connections.rename');
  const [label, setLabel] = useState(connection.label);
  const close = () => {
    rename.clearError();
    setLabel(connection.label);
    onClose();
  };
  const run = async () => {
    const result = await rename.run({ connectionId: connection.id, label: label.trim() });
    if (result.ok) onClose();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Rename this account"
      confirmLabel="Rename"
      isConfirmDisabled={label.trim() === '' || label.trim() === connection.label}
      isPending={rename.isPending}
      onConfirm={() => void run()}
      error={rename.error === null ? undefined : <ErrorBanner error={rename.error} />}
    >
      <TextField
        label="Name in Rekey"
        value={label}
        onChange={setLabel}
        maxLength={120}
        autoFocus
        description="Only here: the provider does not see it."
        error={label.trim() === '' ? 'An account needs a name.' : undefined}
      />
    </Dialog>
  );
}
