import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import type { KeyId } from '../../../shared/lib/ids.ts';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useCloseScreen } from '../../parts/use-close-screen.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { FieldSet } from '../../ui/field-set.tsx';
import { Pane } from '../../ui/pane.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { WizardLayout } from '../../ui/wizard-layout.tsx';
import { DestinationChooser, type ChosenDestination } from './destination-chooser.tsx';
import { PlanFindings } from './plan-findings.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { PlannedCalls } from './planned-calls.tsx';
import { PlanSteps } from './rotation-steps.tsx';

/** Preflight and plan: everything that will happen, before anything does. */
export function RotateKeyScreen({ keyId }: { keyId: KeyId }) {
  const plan = useCommandQuery('rotations.plan', { keyId });
  const close = useCloseScreen();
  return (
    <Loaded query={plan}>
      {(value) => (
        <PlanPane
          plan={value}
          onCheckAgain={() => {
            if (plan.state === 'ready') plan.refresh();
          }}
          onClose={close}
        />
      )}
    </Loaded>
  );
}

interface PlanPaneProps {
  plan: RotationPlan;
  onCheckAgain: () => void;
  onClose: () => void;
}

function PlanPane({ plan, onCheckAgain, onClose }: PlanPaneProps) {
  const navigate = useNavigate();
  const start = useCommand('rotations.start');
  const { find, nameOf } = useProviders();
  const key = useCommandQuery('keys.get', { keyId: plan.keyId });
  const [chosen, setChosen] = useState<readonly ChosenDestination[]>([]);
  const providerId = key.state === 'ready' ? key.value.summary.providerId : '';
  const noun = find(providerId)?.nouns.key ?? 'key';
  const isBlocked = plan.findings.some(({ weight }) => weight === 'blocks');
  const begin = async () => {
    const started = await start.run({
      keyId: plan.keyId,
      planHash: plan.hash,
      marker: plan.marker,
      destinations: chosen.map(({ choice }) => choice),
    });
    if (started.ok) {
      await navigate({
        to: '/rotations/$rotationId',
        params: { rotationId: started.value.id },
        replace: true,
      });
    }
  };
  const name = visibleText(plan.keyName, 60);
  return (
    <Pane
      title={`Rotate ${name}`}
      subtitle={
        <>
          {nameOf(providerId)} · <UntrustedText text={plan.containerName} limit={80} /> ·{' '}
          {plan.environment}
        </>
      }
      padding="none"
      footer={
        <>
          <Button onPress={onClose}>Not now</Button>
          <Button
            variant="primary"
            icon="rotate"
            isDisabled={isBlocked || chosen.length === 0}
            onPress={begin}
          >
            {`Create the new ${noun}`}
          </Button>
        </>
      }
    >
      <ScreenTitle>{`Rotate ${name}`}</ScreenTitle>
      <WizardLayout steps={<PlanSteps />}>
        <PlanFindings
          findings={plan.findings}
          actions={<BlockedActions plan={plan} keyQuery={key} onCheckAgain={onCheckAgain} />}
        />
        <PlanSummary plan={plan} noun={noun} />
        <FieldSet
          legend="Where does the new secret go?"
          description="The old key is retired only after each of these is confirmed. Nothing is sent anywhere by choosing."
        >
          <DestinationChooser
            chosen={chosen}
            onChange={setChosen}
            suggestedName={`${fileNameOf(plan.newName)}.secret`}
          />
        </FieldSet>
        <PlannedCalls calls={plan.calls} />
        {start.error !== null && (
          <ErrorBanner
            error={start.error}
            onRetry={onCheckAgain}
            connectionId={plan.connectionId}
          />
        )}
        {chosen.length === 0 && !isBlocked && <p>Choose at least one destination to go on.</p>}
      </WizardLayout>
    </Pane>
  );
}

interface BlockedActionsProps {
  plan: RotationPlan;
  keyQuery: ReturnType<typeof useCommandQuery<'keys.get'>>;
  onCheckAgain: () => void;
}

function BlockedActions({ plan, keyQuery, onCheckAgain }: BlockedActionsProps) {
  const navigate = useNavigate();
  const reasons = new Set(plan.findings.map(({ reason }) => reason));
  const openId = keyQuery.state === 'ready' ? keyQuery.value.summary.openRotationId : null;
  return (
    <>
      {reasons.has('rotation-open') && openId !== null && (
        <Button
          variant="primary"
          onPress={() =>
            void navigate({ to: '/rotations/$rotationId', params: { rotationId: openId } })
          }
        >
          Open that rotation
        </Button>
      )}
      {reasons.has('not-signed-in') && (
        <Button
          variant="primary"
          onPress={() =>
            void navigate({
              to: '/connections/$connectionId/sign-in',
              params: { connectionId: plan.connectionId },
            })
          }
        >
          Sign in again
        </Button>
      )}
      <Button onPress={onCheckAgain}>Check again</Button>
    </>
  );
}

/** A suggestion only; the host's dialog decides. */
const fileNameOf = (name: string): string =>
  name.replace(/[^\w.-]+/g, '-').slice(0, 80) || 'secret';
