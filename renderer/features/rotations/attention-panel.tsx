import type { RotationStep, RotationView } from '../../../shared/rotations/rotation-view.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { PlainCommands } from './plain-commands.tsx';
import { stepWords } from './rotation-words.ts';
import { RunningPanel } from './running-panel.tsx';

/** What the person should know about the two keys, by where it stopped. */
const safetyNotes: Partial<Readonly<Record<RotationStep, string>>> = {
  minting: 'Nothing was created, and the old key works as before.',
  reconciling:
    'A new key may exist at the provider. The old key works as before. Nothing is created without your consent.',
  keeping: 'The new secret is safe in Rekey’s encrypted database. The old key works as before.',
  verifying: 'The new secret is in the keychain. The old key works as before.',
  distributing: 'Both keys work.',
  overlapping: 'Both keys work.',
  retiring: 'Whether the old key has ended is not certain. The new key is stored and proved.',
  'verifying-dead':
    'The old key was ended, but it is not proved dead. The new key is stored and proved.',
  'rolling-back': 'The old key was not touched. Whether the new key has ended is not certain.',
};

/** A stop with its cause, the state of both keys, and the safe ways on. */
export function AttentionPanel({ view, noun }: { view: RotationView; noun: string }) {
  const from = view.attention?.from ?? 'planned';
  return (
    <RunningPanel title={`Stopped while ${stepWords[from]}`}>
      {view.attention !== null && (
        <ErrorBanner error={view.attention.error} connectionId={view.connectionId} />
      )}
      <p>{safetyNotes[from] ?? `The old ${noun} works as before.`}</p>
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
