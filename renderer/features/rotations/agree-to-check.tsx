import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import styles from './rotations.module.css';

export interface AgreeToCheckProps {
  view: RotationView;
  command: 'check-new' | 'check-dead';
}

/** The consent to exactly one request that counts as use of the key. */
export function AgreeToCheck({ view, command }: AgreeToCheckProps) {
  const check = useCommand('rotations.command');
  return (
    <>
      <div className={styles['row']}>
        <Button
          variant="primary"
          onPress={async () => {
            await check.run({ rotationId: view.id, command });
          }}
        >
          Check with one request
        </Button>
      </div>
      {check.error !== null && <ErrorBanner error={check.error} connectionId={view.connectionId} />}
    </>
  );
}

/** For a key that strangers use: the check may come later than the cut, and the receipt says so. */
export function SkipCheck({ view }: { view: RotationView }) {
  const attest = useCommand('rotations.attest');
  return (
    <>
      <div className={styles['row']}>
        <Button
          variant="danger-quiet"
          onPress={async () => {
            await attest.run({ rotationId: view.id, what: 'new-works', note: skippedNote });
          }}
        >
          Go on without a check
        </Button>
      </div>
      {attest.error !== null && (
        <ErrorBanner error={attest.error} connectionId={view.connectionId} />
      )}
    </>
  );
}

const skippedNote = 'Not checked: the old one is exposed and had to be ended first.';
