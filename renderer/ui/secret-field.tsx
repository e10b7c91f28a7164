import { useCallback, useId, useImperativeHandle, useRef, type ReactNode, type Ref } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import styles from './field.module.css';

export interface SecretFieldHandle {
  /** The typed value. Read it at submit, send it, then `clear`. */
  read: () => string;
  clear: () => void;
  focus: () => void;
}

export interface SecretFieldProps {
  label: string;
  labelNote?: string | undefined;
  description?: ReactNode;
  error?: string | undefined;
  isRequired?: boolean | undefined;
  isDisabled?: boolean | undefined;
  autoFocus?: boolean | undefined;
  /** For values with line breaks, such as a PEM file; shown as dots too. */
  isMultiline?: boolean | undefined;
  /** Only whether something stands in the field; the value itself never reaches React. */
  onFilledChange?: ((isFilled: boolean) => void) | undefined;
  ref?: Ref<SecretFieldHandle> | undefined;
}

/**
 * Uncontrolled on purpose: what is typed lives in the DOM element alone, never in component state,
 * and goes when the field is cleared or unmounted.
 */
export function SecretField({
  label,
  labelNote,
  description,
  error,
  isMultiline = false,
  isRequired = false,
  isDisabled = false,
  autoFocus = false,
  onFilledChange,
  ref,
}: SecretFieldProps) {
  const id = useId();
  const [setElement, reportFilled] = useSecretElement(ref, onFilledChange);
  const control = {
    id: `${id}-control`,
    disabled: isDisabled,
    autoComplete: 'off',
    autoCorrect: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    autoFocus,
    onInput: reportFilled,
    'aria-required': isRequired,
    'aria-invalid': error !== undefined,
    'aria-describedby': `${id}-description ${id}-error`,
  };
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={control.id}>
        {label}
        {labelNote !== undefined && <span className={styles['labelNote']}> {labelNote}</span>}
      </label>
      {isMultiline ? (
        <textarea {...control} ref={setElement} rows={4} className={multilineClassName} />
      ) : (
        <input {...control} ref={setElement} type="password" className={singleLineClassName} />
      )}
      {description !== undefined && (
        <span id={`${id}-description`} className={styles['description']}>
          {description}
        </span>
      )}
      <div id={`${id}-error`} aria-live="polite" className={styles['errorSlot']}>
        {error !== undefined && (
          <span className={styles['error']}>
            <Icon name="danger" size={14} />
            <span>{error}</span>
          </span>
        )}
      </div>
    </div>
  );
}

const singleLineClassName = classNames(styles['control'], styles['monospace']);
const multilineClassName = classNames(singleLineClassName, styles['multiline'], styles['masked']);

type SecretElement = HTMLInputElement | HTMLTextAreaElement;

/** Gives the owner its handle, tells it when the field fills or empties, and empties it at unmount. */
function useSecretElement(
  ref: Ref<SecretFieldHandle> | undefined,
  onFilledChange: ((isFilled: boolean) => void) | undefined,
) {
  const element = useRef<SecretElement>(null);
  const wasFilled = useRef(false);
  const reportFilled = () => {
    const isFilled = element.current !== null && element.current.value !== '';
    if (isFilled === wasFilled.current) return;
    wasFilled.current = isFilled;
    onFilledChange?.(isFilled);
  };
  const setElement = useCallback((mounted: SecretElement | null) => {
    element.current = mounted;
    return () => {
      if (mounted !== null) mounted.value = '';
      element.current = null;
    };
  }, []);
  useImperativeHandle(ref, () => ({
    read: () => element.current?.value ?? '',
    clear: () => {
      if (element.current !== null) element.current.value = '';
      reportFilled();
    },
    focus: () => element.current?.focus(),
  }));
  return [setElement, reportFilled] as const;
}
