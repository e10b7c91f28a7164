import type { Connection } from '../../../../shared/connections/connection.ts';
import { useCommandQuery } from '../../../ipc/use-command-query.ts';
import { errorMessage } from '../../../messages/error-message.ts';
import { Banner } from '../../../ui/banner.tsx';

/** Said before the form is filled in rather than after: a new secret needs a keychain. */
export function PlaceWarning({ connection }: { connection: Connection }) {
  const status = useCommandQuery('app.status', {});
  if (status.state !== 'ready' || status.value.custody.mode === 'keychain') return null;
  if (connection.isSandbox) {
    return (
      <Banner tone="info" title="This session only">
        The key is simulated and its secret is in memory: nothing survives a restart.
      </Banner>
    );
  }
  const { reason } = status.value.custody;
  const { title, sentence } = errorMessage({ kind: 'no-place-for-secret', reason });
  return (
    <Banner tone="warning" title={title}>
      {sentence}
    </Banner>
  );
}
