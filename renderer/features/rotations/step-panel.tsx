import { assertNever } from '../../../shared/lib/assert-never.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import { AttentionPanel } from './attention-panel.tsx';
import { DistributionPanel } from './distribution-panel.tsx';
import { GuidedEndingPanel } from './guided-ending-panel.tsx';
import { GuidedMintingPanel } from './guided-minting-panel.tsx';
import { GuidedRollBackPanel } from './guided-roll-back-panel.tsx';
import { OverlapPanel } from './overlap-panel.tsx';
import { PlainCommands } from './plain-commands.tsx';
import { ProofPanel } from './proof-panel.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import { RunningPanel } from './running-panel.tsx';

/** What the current step needs of the person, or what runs without them. */
export function StepPanel({ view, noun }: { view: RotationView; noun: string }) {
  const what = isInPlace(view.plan.strategy) ? 'secret' : noun;
  switch (view.step) {
    case 'planned':
      return (
        <RunningPanel title="Nothing has been sent yet">
          <p>{`The plan is saved. Starting it creates one new ${what}.`}</p>
          <PlainCommands view={view} />
        </RunningPanel>
      );
    case 'minting':
      return view.plan.strategy === 'guided' ? (
        <GuidedMintingPanel view={view} noun={noun} />
      ) : (
        <RunningPanel title={`Creating the new ${what}…`} isRunning>
          <p>
            The create call is sent once. If its answer is lost, Rekey looks for the new key instead
            of creating another.
          </p>
        </RunningPanel>
      );
    case 'reconciling':
      return (
        <RunningPanel title={lookingTitle(view)} isRunning>
          <p>{lookingWords(view)}</p>
          <PlainCommands view={view} />
        </RunningPanel>
      );
    case 'keeping':
      return (
        <RunningPanel title="Putting the new secret into the keychain…" isRunning>
          <p>It is written, read back and compared before anything else happens to it.</p>
        </RunningPanel>
      );
    case 'verifying':
    case 'verifying-dead':
      return <ProofPanel view={view} noun={noun} />;
    case 'distributing':
      return <DistributionPanel view={view} noun={noun} />;
    case 'overlapping':
      return <OverlapPanel view={view} noun={noun} />;
    case 'retiring':
      return view.plan.strategy === 'guided' ? (
        <GuidedEndingPanel view={view} noun={noun} />
      ) : (
        <RunningPanel title={`Retiring the old ${what}…`} isRunning>
          <p>The call is sent, then the key is read again to see that the old one ended.</p>
        </RunningPanel>
      );
    case 'rolling-back':
      return view.plan.strategy === 'guided' ? (
        <GuidedRollBackPanel view={view} noun={noun} />
      ) : (
        <RunningPanel title={`Ending the new ${noun} again…`} isRunning>
          <p>The old key is not touched.</p>
        </RunningPanel>
      );
    case 'needs-attention':
      return <AttentionPanel view={view} />;
    case 'completed':
    case 'rolled-back':
    case 'cancelled':
      return <ReceiptPanel view={view} noun={noun} />;
    default:
      return assertNever(view.step);
  }
}

const lookingTitle = ({ plan }: RotationView): string =>
  isInPlace(plan.strategy) ? 'Looking for the new secret…' : 'Looking for the new key…';

const lookingWords = ({ plan }: RotationView): string =>
  isInPlace(plan.strategy)
    ? 'The answer to the call was lost. Rekey looks for a secret that the key did not have before, for up to two minutes, and makes none meanwhile.'
    : `The answer to the create call was lost. Rekey looks for the marker ${plan.marker} for up to two minutes and creates nothing meanwhile.`;
