import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { KeyDetails } from '../../../shared/keys/key.ts';
import type { ContainerId } from '../../../shared/lib/ids.ts';
import type { ConsoleGuide } from '../../../shared/providers/console-guide.ts';
import { sentenceCase } from '../../messages/count-words.ts';
import { Reading } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useCloseScreen } from '../../parts/use-close-screen.ts';
import { useEscapeToClose } from '../../parts/use-escape-to-close.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pane } from '../../ui/pane.tsx';
import { StepList } from '../../ui/step-list.tsx';
import { WizardLayout } from '../../ui/wizard-layout.tsx';
import { AddedStep, NameStep, TokenStep } from './add-by-hand-steps.tsx';
import { GuideStepView } from '../../parts/guide-step-view.tsx';
import { useAddByHand } from './use-add-by-hand.ts';
import {
  containerNoun,
  useByHandPlaces,
  type ByHandPlace,
} from '../../parts/use-by-hand-places.ts';
import styles from './by-hand.module.css';

export interface AddByHandScreenProps {
  containerId: ContainerId | undefined;
}

/** A key that is made in the provider's console, step by step, and brought into Rekey. */
export function AddByHandScreen(props: AddByHandScreenProps) {
  const places = useByHandPlaces();
  const navigate = useNavigate();
  if (places === null) return <Reading />;
  return (
    <>
      <ScreenTitle>Add a key by hand</ScreenTitle>
      {places.length === 0 ? (
        <Pane title="Add a key by hand">
          <EmptyState
            icon="app"
            title="No account is kept by hand"
            actions={
              <Button variant="primary" onPress={() => navigate({ to: '/connections/new' })}>
                Connect an account
              </Button>
            }
          >
            Only keys of a provider without an API for them are added by hand. Connect such an
            account first.
          </EmptyState>
        </Pane>
      ) : (
        <AddWizard {...props} places={places} />
      )}
    </>
  );
}

type Step = 'name' | 'console' | 'token' | 'added';
const order: readonly Step[] = ['name', 'console', 'token', 'added'];
const labels: Readonly<Record<Exclude<Step, 'name'>, string>> = {
  console: 'Create it in the console',
  token: 'Bring the token',
  added: 'Check it',
};

function AddWizard({
  places,
  containerId,
}: AddByHandScreenProps & { places: readonly ByHandPlace[] }) {
  const form = useAddByHand(places, containerId);
  const [step, setStep] = useState<Step>('name');
  const [isCreated, setIsCreated] = useState(false);
  const [added, setAdded] = useState<KeyDetails | null>(null);
  const close = useCloseScreen();
  useEscapeToClose(close);
  const current = order.indexOf(step);
  const noun = containerNoun(places, form.place);
  const send = async (withToken: boolean) => {
    const details = await form.send(withToken);
    if (details === null) return;
    setAdded(details);
    setStep('added');
  };
  const back = step === 'token' ? 'console' : 'name';
  return (
    <Pane
      title="Add a key by hand"
      padding="none"
      footer={
        added === null ? (
          <div className={styles['footer']}>
            <Button variant="quiet" onPress={close}>
              Cancel
            </Button>
            <span className={styles['space']} />
            {step !== 'name' && (
              <Button
                onPress={() => {
                  form.forgetProblems();
                  setStep(back);
                }}
              >
                Back
              </Button>
            )}
            {step === 'token' ? (
              <>
                <Button onPress={() => send(false)}>Add it without the token</Button>
                <Button variant="primary" onPress={() => send(true)}>
                  Add this key
                </Button>
              </>
            ) : (
              <Button
                variant="primary"
                isDisabled={
                  form.place === null ||
                  form.nameProblem !== null ||
                  (step === 'console' && !isCreated)
                }
                onPress={() => {
                  setStep(step === 'name' ? 'console' : 'token');
                }}
              >
                {step === 'name' ? 'Go on to the console' : 'Bring the token'}
              </Button>
            )}
          </div>
        ) : (
          <AddedFooter added={added} />
        )
      }
    >
      <WizardLayout
        steps={
          <StepList
            label="Steps of adding a key"
            steps={order.map((id, index) => ({
              id,
              label: id === 'name' ? `${sentenceCase(noun)} and name` : labels[id],
              state: index < current ? 'done' : index === current ? 'current' : 'waiting',
            }))}
          />
        }
      >
        {step === 'name' && <NameStep places={places} form={form} />}
        {step === 'console' && form.place !== null && (
          <GuideStepView
            step={stepsOf(form.place.guide).create}
            named={{ key: form.name, container: form.place.container.providerContainerId }}
            connection={form.place.connection}
            confirmation={{ isConfirmed: isCreated, onChange: setIsCreated }}
          />
        )}
        {step === 'token' && form.place !== null && (
          <TokenStep
            step={stepsOf(form.place.guide).paste}
            form={form}
            onSend={() => void send(true)}
          />
        )}
        {added !== null && form.place !== null && <AddedStep added={added} place={form.place} />}
      </WizardLayout>
    </Pane>
  );
}

function AddedFooter({ added }: { added: KeyDetails }) {
  const navigate = useNavigate();
  return (
    <div className={styles['footer']}>
      <span className={styles['space']} />
      <Button
        variant="primary"
        onPress={() => navigate({ to: '/keys', search: { key: added.summary.id }, replace: true })}
      >
        Open the key
      </Button>
    </div>
  );
}

/** The first step makes the key; the one with something to paste brings it here. */
function stepsOf({ steps }: ConsoleGuide) {
  const [first] = steps.create;
  const paste = steps.create.find((step) => step.paste !== null) ?? first;
  if (first === undefined || paste === undefined) throw new Error('A guide has steps');
  return { create: first, paste };
}
