import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { classNames } from './class-names.ts';
import { FieldLabel } from './field-label.tsx';
import { FieldNotes } from './field-notes.tsx';
import { withoutUndefined } from './without-undefined.ts';
import styles from './field.module.css';

export interface NumberFieldProps {
  label: string;
  labelNote?: string | undefined;
  isLabelHidden?: boolean | undefined;
  /** null when empty, and when what stands in the field is no whole number. */
  value: number | null;
  /** At every keystroke. */
  onChange: (value: number | null) => void;
  /** Where the arrow keys stop; typing is not bounded. */
  minValue?: number | undefined;
  maxValue?: number | undefined;
  /** After the number, such as "minutes" or "MB". */
  unit?: string | undefined;
  description?: ReactNode;
  error?: string | undefined;
  placeholder?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
  isReadOnly?: boolean | undefined;
  autoFocus?: boolean | undefined;
}

/**
 * A whole number. Out of range is the caller's `error`: a typed figure is never changed in silence.
 * Not React Aria's number field, which reports only when it loses the focus: its error would then
 * come or go under the pointer that is about to press something else. It also empties its announcer
 * by `innerHTML` (react-aria 3, `LiveAnnouncer.clear`), which the page's trusted types refuse.
 */
export function NumberField({
  label,
  labelNote,
  isLabelHidden,
  value,
  onChange,
  minValue = Number.NEGATIVE_INFINITY,
  maxValue = Number.POSITIVE_INFINITY,
  unit,
  description,
  error,
  placeholder,
  ...rest
}: NumberFieldProps) {
  const [text, setText] = useState(() => textOf(value));
  // The caller may set another value; what is being typed stays as it is typed.
  const shownText = parseWholeNumber(text) === value ? text : textOf(value);
  const change = (next: string) => {
    setText(next);
    onChange(parseWholeNumber(next));
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by === undefined || value === null || rest.isReadOnly === true) return;
    event.preventDefault();
    change(textOf(Math.min(maxValue, Math.max(minValue, value + by))));
  };
  return (
    <AriaTextField
      {...withoutUndefined(rest)}
      autoComplete="off"
      className={styles['field'] ?? ''}
      inputMode="numeric"
      isInvalid={error !== undefined}
      onChange={change}
      onKeyDown={step}
      validationBehavior="aria"
      value={shownText}
    >
      <FieldLabel label={label} note={labelNote} isHidden={isLabelHidden} />
      <Group className={styles['withUnit'] ?? ''}>
        <Input
          {...withoutUndefined({ placeholder })}
          className={classNames(styles['control'], styles['number'])}
        />
        {unit !== undefined && <span className={styles['unit']}>{unit}</span>}
      </Group>
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}

const textOf = (value: number | null): string => (value === null ? '' : String(value));

function parseWholeNumber(text: string): number | null {
  const digits = text.trim();
  return /^-?\d{1,15}$/u.test(digits) ? Number(digits) : null;
}
