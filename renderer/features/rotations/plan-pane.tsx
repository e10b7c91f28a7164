import { useState } from 'react';
import { useNavigate } from '@tanstack/react-router';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { RotationTrigger } from '../../../shared/rotations/rotation-strategy.ts';
import type { PreflightFinding, RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useCloseScreen } from '../../parts/use-close-screen.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { FieldSet } from '../../ui/field-set.tsx';
import { Pane } from '../../ui/pane.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { WizardLayout } from '../../ui/wizard-layout.tsx';
import { DestinationChooser } from './destination-chooser.tsx';
import { MAX_DESTINATIONS, type ChosenDestination } from './chosen-destination.ts';
import { ExposedNote } from './exposed-note.tsx';
import { PlanConditions } from './plan-conditions.tsx';
import { PlanExport } from './plan-export.tsx';
import { PlanFindings } from './plan-findings.tsx';
import { PlanSummary } from './plan-summary.tsx';
import { PlanWaysOn } from './plan-ways-on.tsx';
import { PlannedCalls } from './planned-calls.tsx';
import { PlanSteps } from './rotation-steps.tsx';
import styles from './rotations.module.css';
import { StrategyChooser } from './strategy-chooser.tsx';
import { useChosen } from './use-chosen.ts';
import type { Planning } from './use-plan.ts';

export interface PlanPaneProps {
  plan: RotationPlan;
  planning: Planning;
  /** What is asked for; the plan may still be the one before. */
  trigger: RotationTrigger;
}

/** The plan, what may be chosen about it, and its start. */
export function PlanPane({ plan, planning, trigger }: PlanPaneProps) {
  const { find, nameOf } = useProviders();
  const key = useCommandQuery('keys.get', { keyId: plan.keyId });
  const { chosen, setChosen, leftOut } = useChosen(plan.keyId, trigger);
  const [isGapAccepted, setIsGapAccepted] = useState(false);
  const starting = useStart(plan, chosen);
  const summary = key.state === 'ready' ? key.value.summary : null;
  const descriptor = summary === null ? undefined : find(summary.providerId);
  const noun = descriptor?.nouns.key ?? 'key';
  const isReady =
    planning.isCurrent &&
    !isBlocked(plan) &&
    chosen.length > 0 &&
    chosen.length <= MAX_DESTINATIONS &&
    (!hasGap(plan) || isGapAccepted);
  const name = visibleText(plan.keyName, 60);
  return (
    <Pane
      title={`Rotate ${name}`}
      subtitle={
        <>
          {nameOf(summary?.providerId ?? '')} ·{' '}
          <UntrustedText text={plan.containerName} limit={80} />
          {plan.environment !== 'unset' && ` · ${plan.environment}`}
        </>
      }
      padding="none"
      footer={
        <PlanFooter
          plan={plan}
          trigger={trigger}
          startLabel={startLabel(plan, noun)}
          isReady={isReady}
          onStart={starting.start}
        />
      }
    >
      <ScreenTitle>{`Rotate ${name}`}</ScreenTitle>
      <WizardLayout steps={<PlanSteps plan={plan} />}>
        <PlanBody
          {...{ plan, planning, trigger, noun, descriptor, chosen, leftOut, isGapAccepted }}
          onChosen={setChosen}
          onGapAccepted={setIsGapAccepted}
        />
        {starting.error !== null && (
          <ErrorBanner
            error={starting.error}
            onRetry={planning.checkAgain}
            connectionId={plan.connectionId}
          />
        )}
        {chosen.length === 0 && !isBlocked(plan) && (
          <p>Choose at least one destination to go on.</p>
        )}
      </WizardLayout>
    </Pane>
  );
}

const isBlocked = ({ findings }: RotationPlan): boolean =>
  findings.some(({ weight }) => weight === 'blocks');

const hasGap = ({ strategy }: RotationPlan): boolean => strategy === 'immediate';

/** The note about an exposed key says the order, and what it breaks. */
const isNotSaidAbove = ({ reason }: PreflightFinding): boolean => reason !== 'cut-before-consumers';

interface PlanBodyProps extends PlanPaneProps {
  noun: string;
  descriptor: ProviderDescriptor | undefined;
  chosen: readonly ChosenDestination[];
  leftOut: readonly ChosenDestination[];
  onChosen: (chosen: readonly ChosenDestination[]) => void;
  isGapAccepted: boolean;
  onGapAccepted: (isAccepted: boolean) => void;
}

function PlanBody({ plan, planning, trigger, noun, descriptor, ...rest }: PlanBodyProps) {
  const { chosen, leftOut, onChosen, isGapAccepted, onGapAccepted } = rest;
  const { choice, choose, checkAgain, error, isCurrent } = planning;
  const waysOn = <PlanWaysOn plan={plan} onCheckAgain={checkAgain} />;
  return (
    <>
      {trigger === 'exposed' && (
        <ExposedNote plan={plan} noun={noun} consequence={descriptor?.words.end ?? null} />
      )}
      <PlanFindings findings={plan.findings.filter(isNotSaidAbove)} actions={waysOn} />
      <StrategyChooser
        plan={plan}
        bounds={descriptor?.limits.overlap ?? null}
        choice={choice}
        onChange={(next) => {
          onGapAccepted(false);
          choose(next);
        }}
      />
      {error !== null && (
        <ErrorBanner error={error} onRetry={checkAgain} connectionId={plan.connectionId} />
      )}
      <div className={styles['planned']} aria-busy={!isCurrent}>
        <PlanSummary plan={plan} noun={noun} />
        {hasGap(plan) && (
          <Checkbox isSelected={isGapAccepted} onChange={onGapAccepted}>
            I accept that nothing works until the consumers have the new secret
          </Checkbox>
        )}
      </div>
      <FieldSet
        legend="Where does the new secret go?"
        description={`${whenHandedOver(plan)} Nothing is sent anywhere by choosing.`}
      >
        <DestinationChooser
          chosen={chosen}
          leftOut={leftOut}
          onChange={onChosen}
          suggestedName={`${fileNameOf(plan.newName)}.secret`}
          connectionId={plan.connectionId}
          descriptor={descriptor}
        />
      </FieldSet>
      <PlanConditions plan={plan} />
      {plan.calls.length > 0 && <PlannedCalls calls={plan.calls} chosen={chosen} />}
      {isCurrent && <PlanExport plan={plan} />}
    </>
  );
}

function useStart(plan: RotationPlan, chosen: readonly ChosenDestination[]) {
  const navigate = useNavigate();
  const start = useCommand('rotations.start');
  return {
    error: start.error,
    start: async () => {
      const started = await start.run({
        keyId: plan.keyId,
        planHash: plan.hash,
        marker: plan.marker,
        destinations: chosen.map(({ choice }) => choice),
      });
      if (!started.ok) return;
      await navigate({
        to: '/rotations/$rotationId',
        params: { rotationId: started.value.id },
        replace: true,
      });
    },
  };
}

interface PlanFooterProps {
  plan: RotationPlan;
  trigger: RotationTrigger;
  startLabel: string;
  isReady: boolean;
  onStart: () => Promise<void>;
}

function PlanFooter({ plan: { keyId }, trigger, ...starting }: PlanFooterProps) {
  const { startLabel, isReady, onStart } = starting;
  const navigate = useNavigate();
  const close = useCloseScreen(keyId);
  const turnTo = (next: RotationTrigger) => {
    void navigate({
      to: '/keys/$keyId/rotate',
      params: { keyId },
      search: next === 'exposed' ? { trigger: next } : {},
      replace: true,
    });
  };
  return (
    <>
      <Button onPress={close}>Not now</Button>
      <Button variant="primary" icon="rotate" isDisabled={!isReady} onPress={onStart}>
        {startLabel}
      </Button>
      <span className={styles['space']} />
      {trigger === 'exposed' ? (
        <Button
          variant="quiet"
          onPress={() => {
            turnTo('planned');
          }}
        >
          It is not exposed
        </Button>
      ) : (
        <Button
          variant="danger-quiet"
          onPress={() => {
            turnTo('exposed');
          }}
        >
          This key is exposed
        </Button>
      )}
    </>
  );
}

function whenHandedOver({ strategy, trigger }: RotationPlan): string {
  if (trigger === 'exposed') return 'It is handed over once the old one has ended.';
  switch (strategy) {
    case 'replace':
    case 'guided':
      return 'The old key is retired only after each of these is confirmed.';
    case 'overlap':
      return 'Each of these gets it while the old one still works.';
    case 'immediate':
      return 'Each of these gets it as soon as it is proved.';
  }
}

function startLabel({ strategy }: RotationPlan, noun: string): string {
  switch (strategy) {
    case 'replace':
      return `Create the new ${noun}`;
    case 'overlap':
      return 'Make the new secret';
    case 'immediate':
      return 'Replace the secret now';
    case 'guided':
      return 'Begin in the console';
  }
}

/** A suggestion only; the host's dialog decides. */
const fileNameOf = (name: string): string =>
  name.replace(/[^\w.-]+/g, '-').slice(0, 80) || 'secret';
