import { useState, type SyntheticEvent } from 'react';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { useSeconds } from '../../parts/use-seconds.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { OverlapEnd } from './overlap-end.tsx';
import { cutWords } from './overlap-words.ts';
import { PlainCommands } from './plain-commands.tsx';
import styles from './rotations.module.css';
import { RunningPanel } from './running-panel.tsx';
import { useRetire } from './use-retire.ts';

/** The exposed one is ended now. No dialog in between: each click is time for whoever has the key. */
export function CutPanel({ view, noun }: { view: RotationView; noun: string }) {
  const now = useSeconds();
  const { retire, verb, consequence } = useRetire(view);
  const [typedName, setTypedName] = useState('');
  const what = isInPlace(view.plan.strategy) ? 'secret' : noun;
  const name = visibleText(view.keyName, 60);
  const isTyped = typedName === view.keyName;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isTyped && !retire.isPending) void retire.run({ rotationId: view.id, typedName });
  };
  return (
    <RunningPanel title={`End the exposed ${what} now`}>
      <p>{cutWords(view, what)}</p>
      <p>{consequence}</p>
      {view.overlapUntil !== null && (
        <OverlapEnd view={view} endsAt={view.overlapUntil} now={now} />
      )}
      {view.allowed.includes('retire') && (
        <form className={styles['form']} onSubmit={submit} noValidate aria-label="End it now">
          <TextField
            label={`Type ${name} to confirm`}
            value={typedName}
            onChange={setTypedName}
            isDisabled={retire.isPending}
            isMonospace
            autoFocus
          />
          <div className={styles['row']}>
            <Button
              type="submit"
              variant="danger"
              isDisabled={!isTyped}
              isPending={retire.isPending}
            >
              {view.plan.strategy === 'guided'
                ? 'Go on to the console'
                : `${verb} the exposed ${what} for good`}
            </Button>
          </div>
        </form>
      )}
      {retire.error !== null && (
        <ErrorBanner error={retire.error} connectionId={view.connectionId} />
      )}
      <PlainCommands view={view} />
    </RunningPanel>
  );
}
