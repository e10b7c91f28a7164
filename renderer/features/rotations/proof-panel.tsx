import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { countOf } from '../../messages/count-words.ts';
import { AttestForm } from './attest-form.tsx';
import { PlainCommands } from './plain-commands.tsx';
import { uncheckedBecause } from './rotation-words.ts';
import { RunningPanel } from './running-panel.tsx';

/** Proof of life for the new key, proof of death for the old one; a person only where no check exists. */
export function ProofPanel({ view, noun }: { view: RotationView; noun: string }) {
  const isNew = view.step === 'verifying';
  const isAsked = view.allowed.includes(isNew ? 'attest-new' : 'attest-dead');
  if (!isAsked) {
    return (
      <RunningPanel
        title={isNew ? `Verifying the new ${noun}…` : `Trying the old ${noun} until it is refused…`}
        isRunning
      >
        {isNew ? (
          <p>
            A signed request that touches no channel must be answered, and its settings must equal
            the old ones.
          </p>
        ) : (
          <p>
            Only the provider’s own refusal counts; a failed connection does not.
            {view.stillAliveCount > 0 &&
              ` It still answered ${countOf(view.stillAliveCount, 'time', 'times')}; changes take a moment to reach every server.`}
          </p>
        )}
        <PlainCommands view={view} />
      </RunningPanel>
    );
  }
  const reason = view.attestReason ?? 'no-harmless-check';
  return (
    <RunningPanel title={isNew ? 'Does the new key work?' : 'Is the old key refused?'}>
      <p>{`This cannot be checked from here, because ${uncheckedBecause[reason]}. Look at it yourself and say how you know.`}</p>
      <AttestForm view={view} what={isNew ? 'new-works' : 'old-dead'} />
      <PlainCommands view={view} isBesidePrimary />
    </RunningPanel>
  );
}
