import type { SyntheticEvent } from 'react';
import type { KeyDetails } from '../../../shared/keys/key.ts';
import type { ContainerId } from '../../../shared/lib/ids.ts';
import type { GuideStep } from '../../../shared/providers/console-guide.ts';
import { sentenceCase } from '../../messages/count-words.ts';
import { custodyExplanations } from '../../messages/key-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { CheckPanel } from './check-panel.tsx';
import { GuideStepView } from '../../parts/guide-step-view.tsx';
import { SdkSetup } from './sdk-setup.tsx';
import type { AddByHand } from './use-add-by-hand.ts';
import { containerNoun, type ByHandPlace } from '../../parts/use-by-hand-places.ts';
import styles from './by-hand.module.css';

/** Where the key is, what it is called there, and who uses it. */
export function NameStep({ places, form }: { places: readonly ByHandPlace[]; form: AddByHand }) {
  const { place, name, nameProblem } = form;
  const guide = place?.guide;
  return (
    <div className={styles['form']}>
      <Select<ContainerId>
        label={sentenceCase(containerNoun(places, place))}
        options={places.map(({ container, connection }) => ({
          value: container.id,
          label: visibleText(container.name, 80),
          description: visibleText(connection.label, 60),
        }))}
        value={place?.container.id ?? null}
        onChange={form.chooseContainer}
        isRequired
      />
      <TextField
        label="Name"
        description="Exactly as in the console. It is part of the credential and cannot be changed."
        value={name}
        onChange={form.setName}
        // Not of an empty name: it would push the suggestions away from under the pointer.
        error={name === '' ? undefined : (nameProblem ?? undefined)}
        isMonospace
        isRequired
        autoFocus
      />
      <NameSuggestions names={form.freeNames} onUse={form.setName} />
      <TextField
        label="Description"
        labelNote="(optional)"
        description="Who uses this key, in the same words as in the console."
        value={form.description}
        onChange={form.setDescription}
        maxLength={2_000}
      />
      {guide !== undefined && (
        <Disclosure title="How to lay out keys">
          <ul className={styles['points']}>
            {guide.advice.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

/** Names to begin with: one key for each environment and each consumer. */
function NameSuggestions({
  names,
  onUse,
}: {
  names: readonly string[];
  onUse: (name: string) => void;
}) {
  if (names.length === 0) return null;
  return (
    <div className={styles['suggestions']} role="group" aria-label="Names not yet taken">
      <span className={styles['note']}>Not yet taken:</span>
      {names.map((name) => (
        <Button
          key={name}
          size="small"
          aria-label={`Use the name ${name}`}
          onPress={() => {
            onUse(name);
          }}
        >
          <code>{name}</code>
        </Button>
      ))}
    </div>
  );
}

/** The token, from the console into the keychain. */
export function TokenStep({
  step,
  form,
  onSend,
}: {
  step: GuideStep;
  form: AddByHand;
  onSend: () => void;
}) {
  const { place, name, error, tokenRef, tokenProblem, forgetProblems } = form;
  if (place === null) return null;
  const named = { key: name, container: place.container.providerContainerId };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onSend();
  };
  return (
    <div className={styles['sections']}>
      <GuideStepView step={step} named={named} connection={place.connection} />
      <form className={styles['form']} onSubmit={submit} noValidate aria-label="Bring the token">
        <SecretField
          ref={tokenRef}
          label="Token"
          description="It goes into this machine’s keychain and nowhere else."
          error={tokenProblem}
          onFilledChange={forgetProblems}
          isRequired
          autoFocus
        />
      </form>
      {error !== null && <ErrorBanner error={error} connectionId={place.connection.id} />}
    </div>
  );
}

/** Where the token is now, and whether it works. */
export function AddedStep({ added, place }: { added: KeyDetails; place: ByHandPlace }) {
  const { summary } = added;
  const named = { key: summary.name, container: place.container.providerContainerId };
  return (
    <>
      <Banner tone="success" title="The key is on the list" isAnnounced>
        <UntrustedText text={summary.name} limit={120} /> is in{' '}
        <UntrustedText text={summary.containerName} limit={80} />.{' '}
        {custodyExplanations[summary.custody]}
      </Banner>
      <CheckPanel summary={summary} />
      <SdkSetup guide={place.guide} named={named} />
    </>
  );
}
