import { useState } from 'react';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useRegisterCommands } from '../../parts/app-commands.ts';

export interface LogCheck {
  readonly verify: () => Promise<void>;
  readonly isVerifying: boolean;
  readonly verdict: Output<'activity.verify'> | null;
  readonly exportLog: () => Promise<void>;
  readonly isExporting: boolean;
  readonly exported: Output<'activity.export'> | null;
  readonly error: AppError | null;
  readonly dismiss: () => void;
}

/** Verifying the chain and writing it to a file; the last result stays until it is dismissed. */
export function useLogCheck(): LogCheck {
  const verifying = useCommand('activity.verify');
  const picking = useCommand('files.pick-save');
  const exporting = useCommand('activity.export');
  const [verdict, setVerdict] = useState<Output<'activity.verify'> | null>(null);
  const [exported, setExported] = useState<Output<'activity.export'> | null>(null);

  const dismiss = () => {
    setVerdict(null);
    setExported(null);
    verifying.clearError();
    picking.clearError();
    exporting.clearError();
  };
  const verify = async () => {
    dismiss();
    const result = await verifying.run({});
    if (result.ok) setVerdict(result.value);
  };
  const exportLog = async () => {
    dismiss();
    const day = new Date().toISOString().slice(0, 10);
    const picked = await picking.run({
      purpose: 'activity',
      suggestedName: `rekey-activity-${day}.jsonl`,
    });
    if (!picked.ok || picked.value === null) return;
    const result = await exporting.run({ fileId: picked.value.fileId });
    if (result.ok) setExported(result.value);
  };
  useRegisterCommands([
    {
      id: 'activity.verify',
      label: 'Verify the chain of the activity log',
      icon: 'check',
      group: 'Everywhere',
      run: () => void verify(),
    },
    {
      id: 'activity.export',
      label: 'Export the activity log…',
      icon: 'download',
      group: 'Everywhere',
      run: () => void exportLog(),
    },
  ]);
  return {
    verify,
    isVerifying: verifying.isPending,
    verdict,
    exportLog,
    isExporting: picking.isPending || exporting.isPending,
    exported,
    error: verifying.error ?? picking.error ?? exporting.error,
    dismiss,
  };
}
