import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import type { Connection } from '../../../shared/connections/connection.ts';
import type { ConnectionId } from '../../../shared/lib/ids.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useProviders } from '../../parts/use-providers.ts';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { Pane } from '../../ui/pane.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { AccountGone } from './account-gone.tsx';
import { ConnectAdvice } from './connect-advice.tsx';
import { SandboxSignIn } from './sandbox-sign-in.tsx';
import { SessionOnlyNote } from './session-only-note.tsx';
import { SignInForm } from './sign-in-form.tsx';
import styles from './forms.module.css';

/** Signing in again to a known account; then back to where it was needed. */
export function SignInScreen({ connectionId }: { connectionId: ConnectionId }) {
  const connections = useCommandQuery('connections.list', {});
  return (
    <>
      <ScreenTitle>Sign in again</ScreenTitle>
      <Loaded query={connections}>
        {(all) => {
          const connection = all.find(({ id }) => id === connectionId);
          return connection === undefined ? <AccountGone /> : <SignIn connection={connection} />;
        }}
      </Loaded>
    </>
  );
}

function SignIn({ connection }: { connection: Connection }) {
  const providers = useProviders();
  const goBack = useGoBack(connection.id);
  const finish = () => {
    announce('Signed in. Repeat what you were doing.');
    goBack();
  };
  const descriptor = providers.find(connection.providerId);
  return (
    <Pane
      title="Sign in again"
      subtitle={
        <>
          <UntrustedText text={connection.label} limit={80} /> ·{' '}
          <UntrustedText text={connection.accountName} limit={80} />
        </>
      }
      actions={<Button onPress={goBack}>Cancel</Button>}
    >
      <div className={styles['place']}>
        <div className={styles['columns']}>
          <div className={styles['main']}>
            <SessionOnlyNote />
            {connection.isSandbox ? (
              <SandboxSignIn onDone={finish} />
            ) : (
              descriptor !== undefined && (
                <SignInForm connection={connection} descriptor={descriptor} onDone={finish} />
              )
            )}
          </div>
          {descriptor !== undefined && !connection.isSandbox && (
            <ConnectAdvice descriptor={descriptor} />
          )}
        </div>
      </div>
    </Pane>
  );
}

/** Back to the screen that asked, so that its action can be repeated; else to the account. */
function useGoBack(connectionId: ConnectionId): () => void {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const navigate = useNavigate();
  return () => {
    if (canGoBack) {
      router.history.back();
      return;
    }
    // Navigation never rejects; a screen that fails shows its own error.
    void navigate({ to: '/connections/$connectionId', params: { connectionId }, replace: true });
  };
}
