import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useConnectSandbox } from './use-connect-sandbox.ts';
import styles from './forms.module.css';

/** Nobody knows a simulated account's password: Rekey signs in by itself. */
export function SandboxSignIn({ onDone }: { onDone: () => void }) {
  const sandbox = useConnectSandbox();
  const signIn = async () => {
    if (await sandbox.connect()) onDone();
  };
  return (
    <div className={styles['form']}>
      <p>
        This account is simulated on this machine. Its session has ended, as real sessions do; there
        is no password to type.
      </p>
      <div>
        <Button variant="primary" onPress={signIn} autoFocus>
          Sign in to the sandbox again
        </Button>
      </div>
      {sandbox.error !== null && (
        <ErrorBanner error={sandbox.error} onRetry={() => void signIn()} />
      )}
    </div>
  );
}
