import { useState, type ReactNode } from 'react';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { runningTime } from '../../messages/duration-words.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { ExtendDialog } from './extend-dialog.tsx';
import { canExtend, endCameWords } from './overlap-words.ts';
import styles from './rotations.module.css';

export interface OverlapEndProps {
  view: RotationView;
  endsAt: number;
  /** By the clock of the whole panel, so that its parts never disagree. */
  now: number;
  /** What else may be done about it: a Button. */
  children?: ReactNode;
}

/** When the provider ends the old secret, and how to move that. */
export function OverlapEnd({ view, endsAt, now, children }: OverlapEndProps) {
  const { find, nameOf } = useProviders();
  const [isExtending, setIsExtending] = useState(false);
  const bounds = find(view.providerId)?.limits.overlap ?? null;
  const { overlapMs } = view.plan;
  const leftMs = endsAt - now;
  const isExtensible = bounds !== null && canExtend(view, leftMs);
  return (
    <>
      {leftMs > 0 ? (
        <Countdown
          label="The old secret ends in"
          remainingText={runningTime(leftMs)}
          remainingShare={overlapMs === null ? undefined : Math.min(1, leftMs / overlapMs)}
        />
      ) : (
        <p role="status">{endCameWords(view)}</p>
      )}
      <p>
        {`${nameOf(view.providerId)} ${leftMs > 0 ? 'ends' : 'was to end'} the old secret at `}
        <time dateTime={new Date(endsAt).toISOString()}>{exactTime(endsAt)}</time>, whether Rekey
        runs or not.{leftMs > 0 && ' Then Rekey checks that it is refused.'}
      </p>
      {(isExtensible || children !== undefined) && (
        <div className={styles['row']}>
          {isExtensible && (
            <Button
              onPress={() => {
                setIsExtending(true);
              }}
            >
              Extend…
            </Button>
          )}
          {children}
        </div>
      )}
      {isExtending && bounds !== null && (
        <ExtendDialog
          view={view}
          endsAt={endsAt}
          bounds={bounds}
          onClose={() => {
            setIsExtending(false);
          }}
        />
      )}
    </>
  );
}
