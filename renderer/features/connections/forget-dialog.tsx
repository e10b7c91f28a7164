import { useNavigate } from '@tanstack/react-router';
import type { Output } from '../../../shared/ipc/contract.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { announce } from '../../ui/announce.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { forgetWords } from './forget-words.ts';
import type { AccountDialogProps } from './rename-dialog.tsx';
import { useIsByHand } from './use-is-by-hand.ts';

/** What would be lost stands before the typed name; main asks the host once more. */
export function ForgetDialog({ connection, isOpen, onClose }: AccountDialogProps) {
  const { id, label, isSandbox } = connection;
  const isByHand = useIsByHand(connection);
  const navigate = useNavigate();
  const forget = useCommand('connections.forget');
  const impact = useCommandQuery(
    'connections.forget-impact',
    { connectionId: id },
    { isEnabled: isOpen },
  );
  const known = impact.state === 'ready' && !impact.isRefreshing ? impact.value : null;
  const isRefused = known === null || known.openRotations > 0;
  const close = () => {
    forget.clearError();
    onClose();
  };
  const run = async (typedName: string) => {
    const result = await forget.run({ connectionId: id, typedName });
    if (!result.ok) {
      // It may have been refused because more would be lost than is counted here.
      if (impact.state === 'ready') impact.refresh();
      return;
    }
    announce(isSandbox ? 'The sandbox is left.' : 'The account is forgotten.');
    await navigate({ to: '/connections', replace: true });
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      tone="danger"
      title={isSandbox ? 'Leave the sandbox?' : `Forget ${visibleText(label, 60)}?`}
      confirmLabel={isSandbox ? 'Leave the sandbox' : 'Forget account'}
      cancelLabel="Keep account"
      isConfirmDisabled={isRefused}
      isPending={forget.isPending}
      typedConfirmation={
        isRefused
          ? undefined
          : { label: `Type ${visibleText(label, 60)} to confirm`, expectedText: label }
      }
      onConfirm={(typedName) => void run(typedName)}
      error={
        forget.error === null ? undefined : <ErrorBanner error={forget.error} connectionId={id} />
      }
    >
      {impact.state === 'failed' && <ErrorBanner error={impact.error} onRetry={impact.retry} />}
      {known === null ? (
        impact.state !== 'failed' && <p role="status">Counting what is kept here…</p>
      ) : (
        <Impact impact={known} isSandbox={isSandbox} isByHand={isByHand} />
      )}
    </Dialog>
  );
}

function Impact({
  impact,
  isSandbox,
  isByHand,
}: {
  impact: Output<'connections.forget-impact'>;
  isSandbox: boolean;
  isByHand: boolean;
}) {
  const navigate = useNavigate();
  const { leaves, loss, refusal } = forgetWords(impact, { isSandbox, isByHand });
  return (
    <>
      <p>{leaves}</p>
      {loss !== null && (
        <Banner tone={isSandbox ? 'info' : 'danger'} title={loss.title}>
          {loss.sentence}
        </Banner>
      )}
      {refusal !== null && (
        <Banner
          tone="warning"
          title={refusal.title}
          actions={
            <Button size="small" onPress={() => navigate({ to: '/rotations' })}>
              Show rotations
            </Button>
          }
        >
          {refusal.sentence}
        </Banner>
      )}
    </>
  );
}
