import { useBlocker } from '@tanstack/react-router';
import { Dialog } from '../ui/dialog.tsx';

export interface LeaveGuardProps {
  /** Asked when the person goes to another screen: whether something typed would be lost. */
  hasUnsaved: () => boolean;
  /** What would be lost: "The changes have not been sent." */
  children: string;
}

/** Nothing typed is lost by a wrong click: leaving asks first. */
export function LeaveGuard({ hasUnsaved, children }: LeaveGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: hasUnsaved,
    withResolver: true,
    enableBeforeUnload: false,
  });
  return (
    <Dialog
      isOpen={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title="Leave without saving?"
      confirmLabel="Discard changes"
      cancelLabel="Keep editing"
      onConfirm={() => blocker.proceed?.()}
    >
      <p>{children}</p>
    </Dialog>
  );
}
