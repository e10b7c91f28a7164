import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { bridge } from '../../ipc/bridge.ts';
import { SecretValue } from '../../parts/secret-value.tsx';
import { useSeconds } from '../../parts/use-seconds.ts';
import { DestinationList } from './destination-list.tsx';
import { OverlapEnd } from './overlap-end.tsx';
import { canPutBack, handOverWords } from './overlap-words.ts';
import { PlainCommands } from './plain-commands.tsx';
import styles from './rotations.module.css';
import { RunningPanel } from './running-panel.tsx';

/** Hands the new secret to each destination. */
export function DistributionPanel({ view, noun }: { view: RotationView; noun: string }) {
  const now = useSeconds();
  const partId = view.newSecretPartId;
  return (
    <RunningPanel title="Hand the new secret over">
      <p>{handOverWords(view, noun, now)}</p>
      {view.overlapUntil !== null && !view.isOldDead && (
        <OverlapEnd view={view} endsAt={view.overlapUntil} now={now} />
      )}
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
      <DestinationList view={view} canPutBack={canPutBack(view, now)} />
      <PlainCommands view={view} />
    </RunningPanel>
  );
}
