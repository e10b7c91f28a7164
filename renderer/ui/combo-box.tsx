import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Popover } from 'react-aria-components/Popover';
import { classNames } from './class-names.ts';
import { FieldLabel } from './field-label.tsx';
import { FieldNotes } from './field-notes.tsx';
import { Icon } from './icon.tsx';
import { OptionList } from './option-list.tsx';
import type { Option } from './option.ts';
import { withoutUndefined } from './without-undefined.ts';
import fieldStyles from './field.module.css';
import styles from './select.module.css';

export interface ComboBoxProps<T extends string> {
  label: string;
  labelNote?: string | undefined;
  isLabelHidden?: boolean | undefined;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T | null) => void;
  /** Given, it is told what is typed and `options` are already those that fit; for long lists. */
  onQueryChange?: ((query: string) => void) | undefined;
  description?: ReactNode;
  error?: string | undefined;
  placeholder?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
  autoFocus?: boolean | undefined;
}

/** A Select one can type into, for more than about fifteen options. */
export function ComboBox<T extends string>({
  label,
  labelNote,
  isLabelHidden,
  options,
  value,
  onChange,
  onQueryChange,
  description,
  error,
  placeholder,
  ...rest
}: ComboBoxProps<T>) {
  return (
    <AriaComboBox<Option<T>>
      {...withoutUndefined(rest)}
      allowsEmptyCollection
      className={fieldStyles['field'] ?? ''}
      {...(onQueryChange === undefined
        ? { defaultItems: options }
        : { items: options, onInputChange: onQueryChange })}
      isInvalid={error !== undefined}
      menuTrigger="focus"
      onChange={(key) => {
        onChange(options.find((option) => option.value === key)?.value ?? null);
      }}
      validationBehavior="aria"
      value={value}
    >
      <FieldLabel label={label} note={labelNote} isHidden={isLabelHidden} />
      <div className={styles['combo']}>
        <Input
          {...withoutUndefined({ placeholder })}
          className={classNames(fieldStyles['control'], styles['comboInput'])}
        />
        <Button className={styles['comboButton'] ?? ''}>
          <Icon name="expanded" size={14} />
        </Button>
      </div>
      <FieldNotes description={description} error={error} />
      <Popover className={styles['popover'] ?? ''} offset={4}>
        <OptionList<T> />
      </Popover>
    </AriaComboBox>
  );
}
