import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { CreatedKey, KeyDetails } from '../../../../shared/keys/key.ts';
import type { ContainerId, KeyId } from '../../../../shared/lib/ids.ts';
import { withArticle } from '../../../messages/count-words.ts';
import { useCommandQuery } from '../../../ipc/use-command-query.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { ScreenTitle } from '../../../parts/screen-title.tsx';
import { useCloseScreen } from '../../../parts/use-close-screen.ts';
import { useEscapeToClose } from '../../../parts/use-escape-to-close.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Pane } from '../../../ui/pane.tsx';
import { WizardLayout } from '../../../ui/wizard-layout.tsx';
import { CreateOutcome } from './create-outcome.tsx';
import { CreateSteps, type CreateStep } from './create-steps.tsx';
import { CreatedStep } from './created-step.tsx';
import type { KeySettingsSlot } from './key-settings-slot.ts';
import { PlaceStep } from './place-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { useCreateKey } from './use-create-key.ts';
import { useKeyDraft, type KeyDraftState, type KeyPlace } from './use-key-draft.ts';
import styles from './create.module.css';

export interface CreateKeyScreenProps {
  containerId: ContainerId | undefined;
  /** The key whose scope the new one begins with. */
  likeId: KeyId | undefined;
  settings: KeySettingsSlot;
}

export function CreateKeyScreen({ containerId, likeId, settings }: CreateKeyScreenProps) {
  const containers = useCommandQuery('containers.list', {});
  const connections = useCommandQuery('connections.list', {});
  const { find } = useProviders();
  return (
    <>
      <ScreenTitle>Create a key</ScreenTitle>
      <Loaded query={connections}>
        {(accounts) => (
          <Loaded query={containers}>
            {(all) => {
              const places = all.flatMap((container): KeyPlace[] => {
                const connection = accounts.find(({ id }) => id === container.connectionId);
                const descriptor = connection && find(connection.providerId);
                return connection !== undefined && descriptor?.capabilities.createKey === true
                  ? [{ container, connection, descriptor }]
                  : [];
              });
              if (places.length === 0) return <NoPlace />;
              const wizard = { places, containerId, settings };
              return likeId === undefined ? (
                <CreateWizard {...wizard} source={null} />
              ) : (
                <DuplicateWizard {...wizard} likeId={likeId} />
              );
            }}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function NoPlace() {
  const navigate = useNavigate();
  return (
    <Pane title="Create a key">
      <EmptyState
        icon="app"
        title="There is no app to put a key into"
        actions={
          <>
            <Button variant="primary" onPress={() => navigate({ to: '/containers/new' })}>
              Create an app…
            </Button>
            <Button onPress={() => navigate({ to: '/connections/new' })}>Connect an account</Button>
          </>
        }
      >
        Providers group keys by app. Connect an account that has one, or create the first.
      </EmptyState>
    </Pane>
  );
}

interface WizardProps extends Pick<CreateKeyScreenProps, 'containerId' | 'settings'> {
  places: readonly KeyPlace[];
  source: KeyDetails | null;
}

/** Begins with the scope of a key that there is. */
function DuplicateWizard({
  likeId,
  ...wizard
}: Omit<WizardProps, 'source'> & { readonly likeId: KeyId }) {
  const source = useCommandQuery('keys.get', { keyId: likeId });
  return <Loaded query={source}>{(like) => <CreateWizard {...wizard} source={like} />}</Loaded>;
}

/** Where, what it may do, a last look, and then what came back. */
function CreateWizard({ places, containerId, source, settings }: WizardProps) {
  const form = useKeyDraft(places, { containerId, source }, settings);
  const [step, setStep] = useState<CreateStep>('place');
  const [created, setCreated] = useState<CreatedKey | null>(null);
  const create = useCreateKey();
  const close = useCloseScreen();
  useEscapeToClose(close);
  const { draft, place } = form;
  const noun = (place ?? places[0])?.descriptor.nouns.key ?? 'key';

  const send = async () => {
    if (draft.containerId === null) return;
    const { name, environment, isPublic, scope } = draft;
    const made = await create.send({
      containerId: draft.containerId,
      name,
      environment,
      scope: scope?.input ?? null,
      isPublic,
    });
    if (made !== null) {
      setCreated(made);
      setStep('created');
    }
  };
  const lost = create.lostLook(draft.containerId, draft.name);
  if (created !== null && step === 'created') {
    return (
      <CreatedStep
        created={created}
        sent={draft.scope}
        settings={settings}
        onCreateAnother={() => {
          form.startAgain();
          setStep('place');
        }}
      />
    );
  }
  return (
    <Pane
      title={`Create ${withArticle(noun)}`}
      padding="none"
      footer={
        <WizardFooter
          step={step}
          // Once more only by the button beside what the look showed.
          isBlocked={isBlocked(step, form, settings) || (step === 'review' && lost !== null)}
          isPending={create.isPending}
          createLabel={`Create ${noun}`}
          onCancel={close}
          onStep={(next) => {
            create.clearError();
            setStep(next);
          }}
          onCreate={send}
        />
      }
    >
      <WizardLayout steps={<CreateSteps step={step} />}>
        <StepBody
          step={step}
          places={places}
          form={form}
          settings={settings}
          outcome={
            place !== null && (
              <CreateOutcome
                place={place}
                name={draft.name}
                create={create}
                lost={lost}
                onSendAgain={send}
              />
            )
          }
        />
      </WizardLayout>
    </Pane>
  );
}

function StepBody({
  step,
  places,
  form,
  settings,
  outcome,
}: {
  step: CreateStep;
  places: readonly KeyPlace[];
  form: KeyDraftState;
  settings: KeySettingsSlot;
  outcome: ReactNode;
}) {
  const { draft, place, source } = form;
  if (step === 'place' || place === null) return <PlaceStep places={places} form={form} />;
  if (step === 'review')
    return (
      <ReviewStep
        draft={draft}
        place={place}
        source={source}
        settings={settings}
        outcome={outcome}
      />
    );
  const { scope: kind } = place.descriptor;
  if (kind === null || draft.scope === null)
    return <p>The provider sets what a new key may do. You can look at it once it is there.</p>;
  return settings.fields({
    kind,
    draft: draft.scope,
    onChange: form.changeScope,
    container: place.container,
    descriptor: place.descriptor,
  });
}

function isBlocked(
  step: CreateStep,
  { draft, place, nameProblem }: KeyDraftState,
  settings: KeySettingsSlot,
): boolean {
  if (place === null || nameProblem !== undefined) return true;
  const { scope: kind } = place.descriptor;
  return (
    step === 'settings' &&
    kind !== null &&
    draft.scope !== null &&
    settings.problemCount(kind, draft.scope) > 0
  );
}

const previousStep = { place: null, settings: 'place', review: 'settings', created: null } as const;
const nextStep = { place: 'settings', settings: 'review', review: null, created: null } as const;
const nextLabels = { place: 'Choose settings', settings: 'Review', review: '', created: '' };

function WizardFooter({
  step,
  isBlocked: isNextBlocked,
  isPending,
  createLabel,
  onCancel,
  onStep,
  onCreate,
}: {
  step: CreateStep;
  isBlocked: boolean;
  isPending: boolean;
  createLabel: string;
  onCancel: () => void;
  onStep: (step: CreateStep) => void;
  onCreate: () => Promise<void>;
}) {
  const back = previousStep[step];
  const next = nextStep[step];
  return (
    <div className={styles['footer']}>
      <Button variant="quiet" isDisabled={isPending} onPress={onCancel}>
        Cancel
      </Button>
      <span className={styles['space']} />
      {back !== null && (
        <Button
          isDisabled={isPending}
          onPress={() => {
            onStep(back);
          }}
        >
          Back
        </Button>
      )}
      {next === null ? (
        <Button variant="primary" isDisabled={isNextBlocked} onPress={onCreate}>
          {createLabel}
        </Button>
      ) : (
        <Button
          variant="primary"
          isDisabled={isNextBlocked}
          onPress={() => {
            onStep(next);
          }}
        >
          {nextLabels[step]}
        </Button>
      )}
    </div>
  );
}
