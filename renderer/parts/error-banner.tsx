import { useNavigate } from '@tanstack/react-router';
import type { AppError } from '../../shared/errors/app-error.ts';
import type { ConnectionId } from '../../shared/lib/ids.ts';
import { useCommand } from '../ipc/use-command.ts';
import { errorMessage } from '../messages/error-message.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useProviders } from './use-providers.ts';

export interface ErrorBannerProps {
  error: AppError;
  /** What it is about, where the place does not say it: an account's label. */
  subject?: string | undefined;
  /** The same command once more. */
  onRetry?: (() => void) | undefined;
  /** Whose account it happened at: lets the banner offer to sign in or to read it again. */
  connectionId?: ConnectionId | undefined;
  onDismiss?: (() => void) | undefined;
}

/** A failure beside what caused it, with the way on as a button where there is one. */
export function ErrorBanner({
  error,
  subject,
  onRetry,
  connectionId,
  onDismiss,
}: ErrorBannerProps) {
  const providers = useProviders();
  const { title, sentence, action } = errorMessage(error, providers.nameOf, providers.find);
  return (
    <Banner
      tone={action === 'none' ? 'danger' : 'warning'}
      title={subject === undefined ? title : `${subject}: ${title}`}
      actions={
        <WayOn error={error} action={action} connectionId={connectionId} onRetry={onRetry} />
      }
      onDismiss={onDismiss}
      isAnnounced
    >
      {sentence}
    </Banner>
  );
}

/** The button for what helps; nothing where only the sentence does. */
export function WayOn({
  error,
  action,
  connectionId,
  onRetry,
}: {
  error: AppError;
  action: ReturnType<typeof errorMessage>['action'];
  connectionId: ConnectionId | undefined;
  onRetry: (() => void) | undefined;
}) {
  const navigate = useNavigate();
  const sync = useCommand('sync.start');
  switch (action) {
    case 'try-again':
      return onRetry === undefined ? null : (
        <Button size="small" onPress={onRetry}>
          Try again
        </Button>
      );
    case 'sign-in':
      return connectionId === undefined ? null : (
        <Button
          size="small"
          onPress={() =>
            navigate({ to: '/connections/$connectionId/sign-in', params: { connectionId } })
          }
        >
          Sign in again
        </Button>
      );
    case 'sync':
      return connectionId === undefined ? null : (
        <Button
          size="small"
          isPending={sync.isPending}
          onPress={() => void sync.run({ connectionId })}
        >
          Sync this account
        </Button>
      );
    case 'open-rotation':
      return (
        <Button
          size="small"
          onPress={() =>
            error.kind === 'outcome-unknown' && error.rotationId !== null
              ? navigate({ to: '/rotations/$rotationId', params: { rotationId: error.rotationId } })
              : navigate({ to: '/rotations' })
          }
        >
          Show rotations
        </Button>
      );
    case 'none':
      return null;
  }
}
