import type { ReactNode, Ref } from 'react';
import { Input } from 'react-aria-components/Input';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { classNames } from './class-names.ts';
import { FieldLabel } from './field-label.tsx';
import { FieldNotes } from './field-notes.tsx';
import { withoutUndefined } from './without-undefined.ts';
import styles from './field.module.css';

export interface TextFieldProps {
  label: string;
  labelNote?: string | undefined;
  isLabelHidden?: boolean | undefined;
  value?: string | undefined;
  defaultValue?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
  onBlur?: (() => void) | undefined;
  description?: ReactNode;
  /** What is wrong and how to mend it; announced when it appears. */
  error?: string | undefined;
  placeholder?: string | undefined;
  isMonospace?: boolean | undefined;
  isMultiline?: boolean | undefined;
  /** Height of a multiline field in lines. */
  rows?: number | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
  isReadOnly?: boolean | undefined;
  autoFocus?: boolean | undefined;
  name?: string | undefined;
  type?: 'text' | 'email' | 'url' | undefined;
  autoComplete?: string | undefined;
  maxLength?: number | undefined;
  inputRef?: Ref<HTMLInputElement & HTMLTextAreaElement> | undefined;
}

export function TextField({
  label,
  labelNote,
  isLabelHidden,
  description,
  error,
  placeholder,
  isMonospace = false,
  isMultiline = false,
  rows = 4,
  inputRef,
  ...rest
}: TextFieldProps) {
  const control = withoutUndefined({
    placeholder,
    ref: inputRef,
    spellCheck: false,
    className: classNames(
      styles['control'],
      isMonospace && styles['monospace'],
      isMultiline && styles['multiline'],
    ),
  });
  return (
    <AriaTextField
      {...withoutUndefined({ autoComplete: 'off', ...rest })}
      className={styles['field'] ?? ''}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel label={label} note={labelNote} isHidden={isLabelHidden} />
      {isMultiline ? <TextArea {...control} rows={rows} /> : <Input {...control} />}
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}
