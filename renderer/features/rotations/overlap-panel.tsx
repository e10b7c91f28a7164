import { useState } from 'react';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import { useNow } from '../../parts/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { CutPanel } from './cut-panel.tsx';
import { DestinationList } from './destination-list.tsx';
import { OverlapEnd } from './overlap-end.tsx';
import { isPastEnd } from './overlap-words.ts';
import { PlainCommands } from './plain-commands.tsx';
import { RetireDialog } from './retire-dialog.tsx';
import styles from './rotations.module.css';
import { RunningPanel } from './running-panel.tsx';

/** Both work: take the time that the consumers need, then end the old one, or wait for its end. */
export function OverlapPanel({ view, noun }: { view: RotationView; noun: string }) {
  const now = useNow();
  const [isAsking, setIsAsking] = useState(false);
  if (view.plan.trigger === 'exposed') return <CutPanel view={view} noun={noun} />;
  const what = isInPlace(view.plan.strategy) ? 'secret' : noun;
  const endsAt = view.overlapUntil;
  const isPast = isPastEnd(view, now);
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
    <RunningPanel
      title={
        isPast
          ? 'The end of the old secret has come'
          : `Both ${isInPlace(view.plan.strategy) ? 'secrets' : 'keys'} work`
      }
    >
      {endsAt === null ? (
        <>
          <p>
            Every destination has the new secret. Watch your clients move; you can close this window
            and come back at any time.{' '}
            {view.plan.strategy === 'guided'
              ? 'Ending the old one happens in the console, step by step.'
              : 'Retiring is final.'}
          </p>
          <div className={styles['row']}>{end}</div>
        </>
      ) : (
        <OverlapEnd view={view} endsAt={endsAt}>
          {end}
        </OverlapEnd>
      )}
      <PlainCommands view={view} />
      {view.allowed.includes('undo-destination') && (
        <>
          <p>
            {`If something does not work with the new secret, put its file back: the old one ${isPast ? 'may be refused by now' : 'still works'}.`}
          </p>
          <DestinationList view={view} />
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
