import type { KeysetField, PropertyValue } from '../../../shared/scopes/keyset-scope.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';

export interface KeysetFieldInputProps {
  field: KeysetField;
  /** Undefined: the provider did not send it, or decides it. */
  value: PropertyValue | undefined;
  /** Set when the field has no effect now; it is disabled then. */
  idleReason: string | null;
  problem: string | undefined;
  onChange: (value: PropertyValue) => void;
}

export function KeysetFieldInput(props: KeysetFieldInputProps) {
  const { field, value, idleReason, problem, onChange } = props;
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
          lockedReason={
            input.onlyOn === true && value === true
              ? 'The provider offers no way to turn it off.'
              : undefined
          }
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
          isMonospace
        />
      );
  }
}

/** One line under the field: the reason it rests, else its range and what clients feel. */
function descriptionOf({ field, value, idleReason }: KeysetFieldInputProps): string | undefined {
  if (idleReason !== null) return idleReason;
  const notes = [
    ...(value === undefined ? ['Not set: the provider decides.'] : []),
    ...rangeNote(field),
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
