import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { classNames } from './class-names.ts';
import { FieldLabel } from './field-label.tsx';
import { FieldNotes } from './field-notes.tsx';
import { Icon } from './icon.tsx';
import { OptionList } from './option-list.tsx';
import type { Option } from './option.ts';
import { withoutUndefined } from './without-undefined.ts';
import fieldStyles from './field.module.css';
import styles from './select.module.css';

export interface SelectProps<T extends string> {
  label: string;
  labelNote?: string | undefined;
  isLabelHidden?: boolean | undefined;
  options: readonly Option<T>[];
  /** null while nothing is chosen. */
  value: T | null;
  onChange: (value: T) => void;
  description?: ReactNode;
  error?: string | undefined;
  placeholder?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
  autoFocus?: boolean | undefined;
}

export function Select<T extends string>({
  label,
  labelNote,
  isLabelHidden,
  options,
  value,
  onChange,
  description,
  error,
  placeholder = 'Choose…',
  ...rest
}: SelectProps<T>) {
  return (
    <AriaSelect<Option<T>>
      {...withoutUndefined(rest)}
      className={fieldStyles['field'] ?? ''}
      isInvalid={error !== undefined}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      placeholder={placeholder}
      validationBehavior="aria"
      value={value}
    >
      <FieldLabel label={label} note={labelNote} isHidden={isLabelHidden} />
      <Button className={classNames(fieldStyles['control'], styles['button'])}>
        <SelectValue<Option<T>> className={styles['value'] ?? ''}>
          {({ isPlaceholder, selectedText, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <Icon name="expanded" size={14} />
      </Button>
      <FieldNotes description={description} error={error} />
      <Popover className={styles['popover'] ?? ''} offset={4}>
        <OptionList options={options} />
      </Popover>
    </AriaSelect>
  );
}
