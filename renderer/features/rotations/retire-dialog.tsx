import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { useRetire } from './use-retire.ts';

export interface RetireDialogProps {
  view: RotationView;
  /** What is ended: the key's noun, or its secret. */
  what: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Ends the old one after its name was typed; main asks the host once more. */
export function RetireDialog({ view, what, isOpen, onClose }: RetireDialogProps) {
  const { retire, verb, consequence } = useRetire(view);
  const isByHand = view.plan.strategy === 'guided';
  const name = visibleText(view.keyName, 60);
  const close = () => {
    retire.clearError();
    onClose();
  };
  const run = async (typedName: string) => {
    const result = await retire.run({ rotationId: view.id, typedName });
    if (result.ok) close();
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      tone="danger"
      title={what === 'secret' ? `End the old secret of ${name}?` : `Retire ${name}?`}
      confirmLabel={isByHand ? 'Go on to the console' : `${verb} the old ${what} for good`}
      cancelLabel={view.isOldLost ? 'Not now' : `Keep both ${what}s`}
      typedConfirmation={{ label: `Type ${name} to confirm`, expectedText: view.keyName }}
      onConfirm={(typedName) => void run(typedName)}
      isPending={retire.isPending}
      error={
        retire.error === null ? undefined : (
          <ErrorBanner error={retire.error} connectionId={view.connectionId} />
        )
      }
    >
      <p>{consequence}</p>
    </Dialog>
  );
}
