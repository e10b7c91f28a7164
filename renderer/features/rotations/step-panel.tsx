import { assertNever } from '../../../shared/lib/assert-never.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { AttentionPanel } from './attention-panel.tsx';
import { DistributionPanel } from './distribution-panel.tsx';
import { OverlapPanel } from './overlap-panel.tsx';
import { PlainCommands } from './plain-commands.tsx';
import { ProofPanel } from './proof-panel.tsx';
import { ReceiptPanel } from './receipt-panel.tsx';
import { RunningPanel } from './running-panel.tsx';

/** What the current step needs of the person, or what runs without them. */
export function StepPanel({ view, noun }: { view: RotationView; noun: string }) {
  switch (view.step) {
    case 'planned':
      return (
        <RunningPanel title="Nothing has been sent yet">
          <p>{`The plan is saved. Starting it creates one new ${noun}.`}</p>
          <PlainCommands view={view} />
        </RunningPanel>
      );
    case 'minting':
      return (
        <RunningPanel title={`Creating the new ${noun}…`} isRunning>
          <p>
            The create call is sent once. If its answer is lost, Rekey looks for the new key instead
            of creating another.
          </p>
        </RunningPanel>
      );
    case 'reconciling':
      return (
        <RunningPanel title="Looking for the new key…" isRunning>
          <p>{`The answer to the create call was lost. Rekey looks for the marker ${view.plan.marker} for up to two minutes and creates nothing meanwhile.`}</p>
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
      return (
        <RunningPanel title={`Retiring the old ${noun}…`} isRunning>
          <p>The call is sent, then the old key is read again to see that it ended.</p>
        </RunningPanel>
      );
    case 'rolling-back':
      return (
        <RunningPanel title={`Ending the new ${noun} again…`} isRunning>
          <p>The old key is not touched.</p>
        </RunningPanel>
      );
    case 'needs-attention':
      return <AttentionPanel view={view} noun={noun} />;
    case 'completed':
    case 'rolled-back':
    case 'cancelled':
      return <ReceiptPanel view={view} noun={noun} />;
    default:
      return assertNever(view.step);
  }
}
