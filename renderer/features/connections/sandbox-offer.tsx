import { useNavigate } from '@tanstack/react-router';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useConnectSandbox } from './use-connect-sandbox.ts';
import styles from './forms.module.css';

/** The other way to begin: nothing real is needed. */
export function SandboxOffer() {
  const navigate = useNavigate();
  const connections = useCommandQuery('connections.list', {});
  const sandbox = useConnectSandbox();
  const isConnected =
    connections.state === 'ready' &&
    connections.value.some(({ isSandbox, signIn }) => isSandbox && signIn !== 'needed');
  const start = async () => {
    if (await sandbox.connect()) await navigate({ to: '/keys' });
  };
  return (
    <section className={styles['sandbox']} aria-labelledby="sandbox-title">
      <h2 id="sandbox-title">No account at hand?</h2>
      <p className={styles['note']}>
        {isConnected
          ? 'The sandbox is already connected; its simulated keys are in the list.'
          : 'The sandbox simulates accounts on this machine, with keys to look at, break and rotate. No sign-in, no network, nothing real is touched.'}
      </p>
      {!isConnected && (
        <div>
          <Button onPress={start}>Try the sandbox</Button>
        </div>
      )}
      {sandbox.error !== null && <ErrorBanner error={sandbox.error} onRetry={() => void start()} />}
    </section>
  );
}
