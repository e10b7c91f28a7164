import {
  keysetValueText,
  type KeysetField,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { visibleText } from '../../ui/visible-text.ts';

export interface KeysetFieldInputProps {
  field: KeysetField;
  /** Undefined: the provider did not send it, or decides it. */
  value: PropertyValue | undefined;
  /** Set when the field has no effect now; it is disabled then. */
  idleReason: string | null;
  /** Set when the provider lets it be nothing else. */
  lockReason: string | null;
  problem: string | undefined;
  onChange: (value: PropertyValue) => void;
}

export function KeysetFieldInput(props: KeysetFieldInputProps) {
  const { field, value, idleReason, lockReason, problem, onChange } = props;
  const { input, label } = field;
  // A wrong value must stay reachable, or it could never be mended.
  const isDisabled = idleReason !== null && problem === undefined;
  const description = descriptionOf(props);
  switch (input.type) {
    case 'switch':
      return (
        <Switch
          isSelected={value === true}
          onChange={onChange}
          description={description}
          isDisabled={isDisabled}
          lockedReason={switchLock(props)}
        >
          {label}
        </Switch>
      );
    case 'integer':
      return (
        <NumberField
          label={label}
          labelNote={dangerNote(field)}
          value={typeof value === 'number' ? value : null}
          onChange={onChange}
          unit={input.unit}
          minValue={input.min}
          maxValue={input.max ?? undefined}
          description={description}
          error={problem}
          isDisabled={isDisabled}
        />
      );
    case 'choice':
      return <ChoiceInput {...props} isDisabled={isDisabled} description={description} />;
    case 'text':
      return (
        <TextField
          label={label}
          labelNote={dangerNote(field)}
          value={typeof value === 'string' ? value : ''}
          onChange={(text) => {
            onChange(text === '' && input.nullable ? null : text);
          }}
          description={description}
          error={problem}
          isDisabled={isDisabled}
          isReadOnly={lockReason !== null}
          isMonospace
        />
      );
  }
}

/** One of a few values; a value of the provider's own that no table lists stays choosable. */
function ChoiceInput({
  field,
  value,
  lockReason,
  problem,
  onChange,
  isDisabled,
  description,
}: KeysetFieldInputProps & { isDisabled: boolean; description: string | undefined }) {
  const listed = field.input.type === 'choice' ? field.input.values : [];
  const isOwn = (typeof value === 'number' || typeof value === 'string') && !listed.includes(value);
  const values = isOwn ? [...listed, value] : listed;
  return (
    <Select<string>
      label={field.label}
      options={values.map((choice) => ({
        value: String(choice),
        label: visibleText(keysetValueText(field, choice), 80),
      }))}
      value={value === undefined || value === null ? null : String(value)}
      onChange={(chosen) => {
        const picked = values.find((choice) => String(choice) === chosen);
        if (picked !== undefined) onChange(picked);
      }}
      description={description}
      error={problem}
      isDisabled={isDisabled || (lockReason !== null && problem === undefined)}
      isRequired={field.neededWhenOn === true}
    />
  );
}

function switchLock({ field, value, lockReason }: KeysetFieldInputProps): string | undefined {
  if (lockReason !== null) return lockReason;
  return field.input.type === 'switch' && field.input.onlyOn === true && value === true
    ? 'The provider offers no way to turn it off.'
    : undefined;
}

/** One line under the field: why it cannot be changed, the reason it rests, else its range and what clients feel. */
function descriptionOf({
  field,
  value,
  idleReason,
  lockReason,
}: KeysetFieldInputProps): string | undefined {
  if (lockReason !== null) return lockReason;
  if (idleReason !== null) return idleReason;
  const notes = [
    ...(value === undefined ? ['Not set: the provider decides.'] : []),
    ...(field.locked === 'once-set' ? ['It cannot be changed once it is set.'] : []),
    ...(field.isNeverCleared === true
      ? ['Once it is set, it can be changed but not cleared: the provider documents no way.']
      : []),
    ...rangeNote(field),
    ...(field.planNote === undefined ? [] : [field.planNote]),
    ...(field.effect === null ? [] : [field.effect]),
  ];
  return notes.length === 0 ? undefined : notes.join(' ');
}

function rangeNote({ input }: KeysetField): string[] {
  if (input.type !== 'integer') return [];
  const { min, max, unit } = input;
  return [
    max === null
      ? `${min.toString()} ${unit} or more.`
      : `${min.toString()} to ${max.toString()} ${unit}.`,
  ];
}

const dangerNote = ({ danger }: KeysetField): string | undefined =>
  danger === null ? undefined : '(data may be lost)';
