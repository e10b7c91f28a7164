import type { RotationId } from '../../../shared/lib/ids.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useCloseScreen } from '../../parts/use-close-screen.ts';
import { useNow } from '../../parts/use-now.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { Pane } from '../../ui/pane.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { WizardLayout } from '../../ui/wizard-layout.tsx';
import { ExposedTimer } from './exposed-timer.tsx';
import { RotationSteps } from './rotation-steps.tsx';
import { StepPanel } from './step-panel.tsx';
import { useStepAnnouncement } from './use-step-announcement.ts';

/** A saved rotation at its true step, with what may be done now. Closing it loses nothing. */
export function RotationScreen({ rotationId }: { rotationId: RotationId }) {
  const rotation = useCommandQuery('rotations.get', { rotationId });
  return <Loaded query={rotation}>{(view) => <RotationPane view={view} />}</Loaded>;
}

function RotationPane({ view }: { view: RotationView }) {
  const now = useNow();
  const close = useCloseScreen();
  const { find, nameOf } = useProviders();
  useStepAnnouncement(view);
  const name = visibleText(view.keyName, 60);
  return (
    <Pane
      title={`Rotate ${name}`}
      subtitle={
        <>
          {nameOf(view.providerId)} · <UntrustedText text={view.containerName} limit={80} />
          {view.environment !== 'unset' && ` · ${view.environment}`}
        </>
      }
      padding="none"
      actions={<Button onPress={close}>{view.isOpen ? 'Close, and go on later' : 'Close'}</Button>}
    >
      <ScreenTitle>{`Rotate ${name}`}</ScreenTitle>
      <WizardLayout steps={<RotationSteps view={view} now={now} />}>
        {view.isOpen && view.plan.trigger === 'exposed' && <ExposedTimer view={view} />}
        <StepPanel view={view} noun={find(view.providerId)?.nouns.key ?? 'key'} />
      </WizardLayout>
    </Pane>
  );
}
