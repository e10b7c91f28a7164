import { useState } from 'react';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import { useSeconds } from '../../parts/use-seconds.ts';
import { Button } from '../../ui/button.tsx';
import { CutPanel } from './cut-panel.tsx';
import { DestinationList } from './destination-list.tsx';
import { OverlapEnd } from './overlap-end.tsx';
import { canPutBack, overlapTitle, retireWords } from './overlap-words.ts';
import { PlainCommands } from './plain-commands.tsx';
import { RetireDialog } from './retire-dialog.tsx';
import styles from './rotations.module.css';
import { RunningPanel } from './running-panel.tsx';

/** The consumers take the time that they need; then the old one is ended, or its end is waited for. */
export function OverlapPanel({ view, noun }: { view: RotationView; noun: string }) {
  const now = useSeconds();
  const [isAsking, setIsAsking] = useState(false);
  if (view.plan.trigger === 'exposed') return <CutPanel view={view} noun={noun} />;
  const what = isInPlace(view.plan.strategy) ? 'secret' : noun;
  const endsAt = view.overlapUntil;
  const end = view.allowed.includes('retire') ? (
    <Button
      variant="danger-quiet"
      onPress={() => {
        setIsAsking(true);
      }}
    >
      {endsAt === null ? `Retire the old ${what} (final)…` : 'End it now (final)…'}
    </Button>
  ) : undefined;
  return (
    <RunningPanel title={overlapTitle(view, what, now)}>
      {endsAt === null ? (
        <>
          <p>{retireWords(view, what)}</p>
          <div className={styles['row']}>{end}</div>
        </>
      ) : (
        <OverlapEnd view={view} endsAt={endsAt} now={now}>
          {end}
        </OverlapEnd>
      )}
      <PlainCommands view={view} />
      {canPutBack(view, now) && (
        <>
          <p>
            If something does not work with the new secret, put its file back: the old one still
            works.
          </p>
          <DestinationList view={view} canPutBack />
        </>
      )}
      <RetireDialog
        view={view}
        what={what}
        isOpen={isAsking}
        onClose={() => {
          setIsAsking(false);
        }}
      />
    </RunningPanel>
  );
}
