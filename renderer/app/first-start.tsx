import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../ipc/use-command.ts';
import { ErrorBanner } from '../parts/error-banner.tsx';
import { Button } from '../ui/button.tsx';
import styles from './first-start.module.css';

/** What a person sees before any account is connected. */
export function FirstStart() {
  const navigate = useNavigate();
  const connectSandbox = useCommand('connections.connect-sandbox');
  const sync = useCommand('sync.start');
  const trySandbox = async () => {
    const connected = await connectSandbox.run({});
    if (connected.ok) await sync.run({ connectionId: null });
  };
  const error = connectSandbox.error ?? sync.error;
  return (
    <div className={styles['page']}>
      <div className={styles['column']}>
        <h1 className={styles['title']}>Every API key in one list</h1>
        <p className={styles['lead']}>
          Rekey reads the keys of your accounts, keeps their secrets in this machine’s keychain, and
          replaces a key without downtime, with proof that the new one works and the old one is
          dead.
        </p>
        <ul className={styles['choices']}>
          <li className={styles['choice']}>
            <h2>Try the sandbox</h2>
            <p>
              Simulated accounts on this machine, with keys to look at, break and rotate. No
              sign-in, no network, nothing real is touched.
            </p>
            <Button variant="primary" onPress={trySandbox}>
              Try the sandbox
            </Button>
          </li>
          <li className={styles['choice']}>
            <h2>Connect an account</h2>
            <p>
              Sign in to a provider you use. Reading changes nothing there, and a password is used
              once and never stored.
            </p>
            <Button onPress={() => navigate({ to: '/connections/new' })}>Connect an account</Button>
          </li>
        </ul>
        {error !== null && <ErrorBanner error={error} onRetry={() => void trySandbox()} />}
      </div>
    </div>
  );
}
