import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { errorMessage } from '../../messages/error-message.ts';
import { Banner } from '../../ui/banner.tsx';

/** Said before signing in: without a keychain nothing outlives this session. */
export function SessionOnlyNote() {
  const status = useCommandQuery('app.status', {});
  if (status.state !== 'ready' || status.value.custody.mode === 'keychain') return null;
  const { sentence } = errorMessage({
    kind: 'keychain-unavailable',
    reason: status.value.custody.reason,
  });
  return (
    <Banner tone="warning" title="This sign-in lasts until Rekey quits">
      {sentence} Keys can be read, revealed and edited; creating, rotating and vault writes wait for
      a keychain.
    </Banner>
  );
}
