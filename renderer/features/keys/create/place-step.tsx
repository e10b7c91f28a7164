import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Environment } from '../../../../shared/keys/key.ts';
import type { ContainerId } from '../../../../shared/lib/ids.ts';
import { sentenceCase, withArticle } from '../../../messages/count-words.ts';
import { ComboBox } from '../../../ui/combo-box.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { TextLink } from '../../../ui/text-link.tsx';
import { visibleText } from '../../../ui/visible-text.ts';
import { NameSuggestions } from './name-suggestions.tsx';
import { PlaceWarning } from './place-warning.tsx';
import { PublicChoice } from './public-choice.tsx';
import { isKeyset, type KeyDraftState, type KeyPlace } from './use-key-draft.ts';
import styles from './create.module.css';

/** A longer list is searched rather than read. */
const MOST_READ_OPTIONS = 15;

export interface PlaceStepProps {
  places: readonly KeyPlace[];
  form: KeyDraftState;
}

export function PlaceStep({ places, form }: PlaceStepProps) {
  const { draft, place, nameProblem, change } = form;
  const [isNameTouched, setIsNameTouched] = useState(false);
  const noun = (place ?? places[0])?.descriptor.nouns.key ?? 'key';
  return (
    <div className={styles['form']}>
      <AppPicker places={places} form={form} />
      <TextField
        label="Name"
        description={`For people: what the ${noun} is for. It can be changed later.`}
        value={draft.name}
        onChange={(name) => {
          change({ name });
        }}
        onBlur={() => {
          setIsNameTouched(draft.name !== '');
        }}
        error={isNameTouched || draft.name !== '' ? nameProblem : undefined}
        isRequired
        autoFocus
      />
      {place !== null && (
        <NameSuggestions
          container={place.container}
          environment={draft.environment}
          isPublic={draft.isPublic}
          maxLength={place.descriptor.limits.keyNameMax}
          onChoose={(name) => {
            change({ name });
          }}
        />
      )}
      <PublicChoice
        isPublic={draft.isPublic}
        isKeyset={isKeyset(place)}
        onChange={(isPublic) => {
          change({ isPublic });
        }}
      />
      {draft.environment !== 'unset' && (
        <EnvironmentChoice
          value={draft.environment}
          planNote={place?.descriptor.planNotes?.production}
          onChange={(environment) => {
            change({ environment });
          }}
        />
      )}
      {place !== null && <PlaceWarning connection={place.connection} />}
    </div>
  );
}

const environments = [
  {
    value: 'testing',
    label: 'Testing',
    description: 'For development; shown apart from production everywhere.',
  },
  {
    value: 'production',
    label: 'Production',
    description: 'Shorter allowed age, shorter time on the clipboard, stricter checks.',
  },
] as const;

function EnvironmentChoice({
  value,
  planNote,
  onChange,
}: {
  value: Environment;
  planNote: string | undefined;
  onChange: (environment: Environment) => void;
}) {
  return (
    <RadioGroup<Environment>
      label="Environment"
      options={environments}
      value={value}
      onChange={onChange}
      description={planNote}
    />
  );
}

function AppPicker({ places, form }: PlaceStepProps) {
  const navigate = useNavigate();
  const accounts = new Set(places.map(({ connection }) => connection.id));
  const options = places.map(({ container, connection }) => ({
    value: container.id,
    label: visibleText(container.name, 80),
    description: accounts.size > 1 ? visibleText(connection.label, 60) : undefined,
  }));
  const choose = (containerId: ContainerId | null) => {
    form.chooseContainer(containerId);
  };
  const value = form.draft.containerId;
  const descriptor = (form.place ?? places[0])?.descriptor;
  const noun = descriptor?.nouns.container ?? 'app';
  const label = sentenceCase(noun);
  return (
    <div>
      {options.length > MOST_READ_OPTIONS ? (
        <ComboBox<ContainerId>
          label={label}
          options={options}
          value={value}
          onChange={choose}
          isRequired
        />
      ) : (
        <Select<ContainerId>
          label={label}
          options={options}
          value={value}
          onChange={choose}
          isRequired
        />
      )}
      <p className={styles['aside']}>
        {descriptor?.words.createContainer ?? `Keys of one ${noun} belong together.`}{' '}
        {descriptor?.capabilities.createContainer !== false && (
          <TextLink onPress={() => void navigate({ to: '/containers/new' })}>
            {`Create ${withArticle(noun)}…`}
          </TextLink>
        )}
      </p>
    </div>
  );
}
