import { isConfirmable } from '../../../shared/rotations/destination-rules.ts';
import type { DestinationView } from '../../../shared/rotations/destination.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { destinationWords, nextStep, stateWords } from './destination-words.ts';
import styles from './rotations.module.css';

/** Each destination as it stands, with what the person may say or undo. */
export function DestinationList({ view, canPutBack }: { view: RotationView; canPutBack: boolean }) {
  const confirm = useCommand('rotations.confirm-destination');
  const undo = useCommand('rotations.undo-destination');
  const error = confirm.error ?? undo.error;
  return (
    <>
      <ul className={styles['destinationList']} aria-label="Destinations">
        {view.destinations.map((destination) => (
          <Destination
            key={destination.id}
            destination={destination}
            onConfirm={
              view.allowed.includes('confirm-destination') && isConfirmable(destination)
                ? async () => {
                    undo.clearError();
                    await confirm.run({ rotationId: view.id, destinationId: destination.id });
                  }
                : null
            }
            onUndo={
              canPutBack && destination.canUndo
                ? async () => {
                    confirm.clearError();
                    await undo.run({ rotationId: view.id, destinationId: destination.id });
                  }
                : null
            }
          />
        ))}
      </ul>
      {error !== null && <ErrorBanner error={error} connectionId={view.connectionId} />}
    </>
  );
}

interface DestinationProps {
  destination: DestinationView;
  /** Null: it is not the person who says so. */
  onConfirm: (() => Promise<void>) | null;
  onUndo: (() => Promise<void>) | null;
}

function Destination({ destination, onConfirm, onUndo }: DestinationProps) {
  const { state, error } = destination;
  const { kind, name } = destinationWords(destination);
  const about = name === '' ? kind : `${kind}: ${visibleText(name, 60)}`;
  const next = nextStep(destination);
  return (
    <li className={styles['destinationBlock']}>
      <div className={styles['destination']}>
        <span className={styles['destinationName']}>
          <StatusMark {...stateWords[state]} />
          <span>
            {kind}
            {name !== '' && (
              <>
                : <UntrustedText text={name} limit={120} />
              </>
            )}
          </span>
        </span>
        <span className={styles['destinationTools']}>
          {onUndo !== null && (
            <Button size="small" aria-label={`Put back ${about}`} onPress={onUndo}>
              Put back
            </Button>
          )}
          {onConfirm !== null && (
            <Button size="small" onPress={onConfirm}>
              It has the new secret
            </Button>
          )}
        </span>
      </div>
      {error !== null && <ErrorBanner error={error} />}
      {next !== null && <p className={styles['muted']}>{next}</p>}
    </li>
  );
}
