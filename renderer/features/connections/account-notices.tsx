import { useNavigate } from '@tanstack/react-router';
import type { Connection } from '../../../shared/connections/connection.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { syncFigures } from './account-words.ts';
import type { AccountSync } from './use-account-sync.ts';

/** What is going on with an account, and what went wrong: progress, or the last error with the way on. */
export function AccountNotices({
  connection,
  sync,
}: {
  connection: Connection;
  sync: AccountSync;
}) {
  const { id, signIn, lastSyncError } = connection;
  if (sync.running !== null) {
    return (
      <ProgressBar
        label="Reading keys"
        value={sync.running.pagesFetched}
        total={sync.running.pagesTotal}
        valueText={syncFigures(sync.running)}
        onCancel={sync.cancel}
        cancelLabel="Stop reading"
      />
    );
  }
  if (sync.error !== null)
    return <ErrorBanner error={sync.error} onRetry={() => void sync.start()} connectionId={id} />;
  if (signIn === 'needed') return <SignInNeeded connection={connection} />;
  if (lastSyncError === null || lastSyncError.kind === 'cancelled') return null;
  return <ErrorBanner error={lastSyncError} onRetry={() => void sync.start()} connectionId={id} />;
}

function SignInNeeded({ connection }: { connection: Connection }) {
  const navigate = useNavigate();
  return (
    <Banner
      tone="warning"
      title="Sign-in needed"
      actions={
        <Button
          size="small"
          onPress={() =>
            navigate({
              to: '/connections/$connectionId/sign-in',
              params: { connectionId: connection.id },
            })
          }
        >
          Sign in again
        </Button>
      }
    >
      Sign in again to read or change anything there. The keys already read stay here.
    </Banner>
  );
}
