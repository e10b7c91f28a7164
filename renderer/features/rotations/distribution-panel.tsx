import type { DestinationView, RotationView } from '../../../shared/rotations/rotation-view.ts';
import { bridge } from '../../ipc/bridge.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { SecretValue } from '../../parts/secret-value.tsx';
import { Button } from '../../ui/button.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { PlainCommands } from './plain-commands.tsx';
import styles from './rotations.module.css';
import { RunningPanel } from './running-panel.tsx';

/** Hands the new secret to each destination; both keys work meanwhile. */
export function DistributionPanel({ view, noun }: { view: RotationView; noun: string }) {
  const confirm = useCommand('rotations.confirm-destination');
  const partId = view.newSecretPartId;
  return (
    <RunningPanel title="Hand the new secret over">
      <p>{`The new ${noun} works and the old one still does. Confirm each destination once it has the new secret.`}</p>
      {partId !== null && (
        <div className={styles['newSecret']}>
          <span className={styles['newSecretLabel']} aria-hidden="true">
            New secret
          </span>
          <SecretValue
            label="New secret"
            read={() => bridge.invoke('secrets.reveal', { partId })}
            copy={() => bridge.invoke('secrets.copy', { partId })}
            connectionId={view.connectionId}
          />
        </div>
      )}
      <ul className={styles['destinationList']} aria-label="Destinations">
        {view.destinations.map((destination) => (
          <Destination
            key={destination.id}
            destination={destination}
            canConfirm={view.allowed.includes('confirm-destination')}
            onConfirm={async () => {
              await confirm.run({ rotationId: view.id, destinationId: destination.id });
            }}
          />
        ))}
      </ul>
      {confirm.error !== null && (
        <ErrorBanner error={confirm.error} connectionId={view.connectionId} />
      )}
      <PlainCommands view={view} />
    </RunningPanel>
  );
}

interface DestinationProps {
  destination: DestinationView;
  canConfirm: boolean;
  onConfirm: () => Promise<void>;
}

function Destination({ destination, canConfirm, onConfirm }: DestinationProps) {
  const { kind, label, state, error } = destination;
  // A file is written by Rekey; a person confirms it only when that failed.
  const isAsked = canConfirm && (kind === 'file' ? state === 'failed' : state === 'waiting');
  return (
    <li className={styles['destinationBlock']}>
      <div className={styles['destination']}>
        <span className={styles['destinationName']}>
          {stateMarks[state]}
          <span>
            {kindWords[kind]}
            {label !== '' && kind !== 'copy' && (
              <>
                : <UntrustedText text={label} limit={120} />
              </>
            )}
          </span>
        </span>
        {isAsked && (
          <Button size="small" onPress={onConfirm}>
            It has the new secret
          </Button>
        )}
      </div>
      {error !== null && <ErrorBanner error={error} />}
    </li>
  );
}

const kindWords: Readonly<Record<DestinationView['kind'], string>> = {
  copy: 'Copied by you',
  file: 'New file',
  'by-hand': 'By hand',
};

const stateMarks = {
  waiting: <StatusMark status="ended" word="waiting" />,
  confirmed: <StatusMark status="active" word="confirmed" />,
  failed: <StatusMark status="attention" word="failed" />,
} as const;
