import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { stepWordsOf } from '../../messages/rotation-step-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { useNow } from '../../parts/use-now.ts';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { PlainCommands } from './plain-commands.tsx';
import { RunningPanel } from './running-panel.tsx';
import { changedEntryNote, safetyNote } from './safety-note.ts';

/** A stop with its cause, the state of both keys, and the safe ways on. */
export function AttentionPanel({ view }: { view: RotationView }) {
  const now = useNow();
  const changedEntry = changedEntryNote(view);
  const from = view.attention?.from ?? 'planned';
  return (
    <RunningPanel title={`Stopped while ${stepWordsOf(from, view.plan)}`}>
      {view.attention !== null && (
        <ErrorBanner error={view.attention.error} connectionId={view.connectionId} />
      )}
      <p>{safetyNote(from, view, now)}</p>
      {changedEntry !== null && <p>{changedEntry}</p>}
      {view.scopeCompared === 'differs' && (
        <p>
          The new key’s settings differ in:{' '}
          <UntrustedText text={view.scopeDifferences.join(', ')} limit={400} />
        </p>
      )}
      <PlainCommands view={view} />
    </RunningPanel>
  );
}
