import type { ReactNode } from 'react';
import {
  RadioButton,
  RadioField,
  RadioGroup as AriaRadioGroup,
} from 'react-aria-components/RadioGroup';
import { Text } from 'react-aria-components/Text';
import { FieldLabel } from './field-label.tsx';
import { FieldNotes } from './field-notes.tsx';
import type { Option } from './option.ts';
import { withoutUndefined } from './without-undefined.ts';
import fieldStyles from './field.module.css';
import styles from './radio-group.module.css';

export interface RadioGroupProps<T extends string> {
  label: string;
  labelNote?: string | undefined;
  isLabelHidden?: boolean | undefined;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  orientation?: 'vertical' | 'horizontal' | undefined;
  description?: ReactNode;
  error?: string | undefined;
  isDisabled?: boolean | undefined;
  isReadOnly?: boolean | undefined;
}

export function RadioGroup<T extends string>({
  label,
  labelNote,
  isLabelHidden,
  options,
  onChange,
  description,
  error,
  ...rest
}: RadioGroupProps<T>) {
  return (
    <AriaRadioGroup
      {...withoutUndefined(rest)}
      className={fieldStyles['field'] ?? ''}
      isInvalid={error !== undefined}
      onChange={(value) => {
        const chosen = options.find((option) => option.value === value);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      validationBehavior="aria"
    >
      <FieldLabel label={label} note={labelNote} isHidden={isLabelHidden} />
      <div className={styles['options']}>
        {options.map((option) => (
          <RadioField
            key={option.value}
            className={styles['field'] ?? ''}
            isDisabled={option.isDisabled ?? false}
            value={option.value}
          >
            <RadioButton className={styles['radio'] ?? ''}>
              <span className={styles['dot']} aria-hidden="true" />
              <span>{option.label}</span>
            </RadioButton>
            {option.description !== undefined && (
              <Text slot="description" className={styles['description'] ?? ''}>
                {option.description}
              </Text>
            )}
          </RadioField>
        ))}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaRadioGroup>
  );
}
