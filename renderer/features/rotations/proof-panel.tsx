import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import { countOf } from '../../messages/count-words.ts';
import { AgreeToCheck, SkipCheck } from './agree-to-check.tsx';
import { AttestForm } from './attest-form.tsx';
import { PlainCommands } from './plain-commands.tsx';
import { uncheckedBecause } from './proof-words.ts';
import { RunningPanel } from './running-panel.tsx';

/** Proof of life for the new key, proof of death for the old one; a person only where no check exists. */
export function ProofPanel({ view, noun }: { view: RotationView; noun: string }) {
  const isNew = view.step === 'verifying';
  const isAsked = view.allowed.includes(isNew ? 'attest-new' : 'attest-dead');
  const what = isInPlace(view.plan.strategy) ? 'secret' : noun;
  return isAsked ? (
    <Asked view={view} isNew={isNew} />
  ) : (
    <RunningPanel
      title={isNew ? `Verifying the new ${what}…` : `Trying the old ${what} until it is refused…`}
      isRunning
    >
      {isNew ? (
        <p>
          {view.plan.strategy === 'guided'
            ? 'One request is sent with it, and the provider has to accept it.'
            : 'A signed request that touches no channel must be answered, and its settings must equal the old ones.'}
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

function Asked({ view, isNew }: { view: RotationView; isNew: boolean }) {
  const what = isInPlace(view.plan.strategy) ? 'secret' : 'key';
  const reason = view.attestReason ?? 'no-harmless-check';
  const canCheck = view.allowed.includes(isNew ? 'check-new' : 'check-dead');
  return (
    <RunningPanel title={isNew ? `Does the new ${what} work?` : `Is the old ${what} refused?`}>
      {canCheck ? (
        <>
          <p>
            {`One request with the ${isNew ? 'new' : 'old'} ${what} shows it. It is a real request: it counts as traffic of your project.`}
          </p>
          <AgreeToCheck view={view} command={isNew ? 'check-new' : 'check-dead'} />
          <p>Or look at it yourself and say how you know.</p>
        </>
      ) : (
        <p>{`This cannot be checked from here, because ${uncheckedBecause[reason]}. Look at it yourself and say how you know.`}</p>
      )}
      <AttestForm view={view} what={isNew ? 'new-works' : 'old-dead'} isSecondChoice={canCheck} />
      {isNew && view.plan.trigger === 'exposed' && <SkipCheck view={view} />}
      <PlainCommands view={view} isBesidePrimary />
    </RunningPanel>
  );
}
