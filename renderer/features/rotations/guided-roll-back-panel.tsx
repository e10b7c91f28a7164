import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { Reading } from '../../parts/loaded.tsx';
import { EndSteps } from './guided-ending-panel.tsx';
import { PlainCommands } from './plain-commands.tsx';
import { RunningPanel } from './running-panel.tsx';
import { useRotationPlace } from './use-rotation-place.ts';

/** Going back: the new key is ended in the console, and the old one stays. */
export function GuidedRollBackPanel({ view, noun }: { view: RotationView; noun: string }) {
  const place = useRotationPlace(view);
  return (
    <RunningPanel title={`End the new ${noun} in the console`}>
      <p>The old key is not touched.</p>
      {place === null ? (
        <Reading />
      ) : (
        <EndSteps
          place={place}
          named={{ key: view.newKeyName, container: place.container.providerContainerId }}
        />
      )}
      <PlainCommands view={view} />
    </RunningPanel>
  );
}
