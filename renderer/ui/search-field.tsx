import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { Icon } from './icon.tsx';
import { withoutUndefined } from './without-undefined.ts';
import styles from './search-field.module.css';

export interface SearchFieldProps {
  /** The accessible name; not drawn. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit?: ((value: string) => void) | undefined;
  /** For ArrowDown into the list; Escape clears by itself. */
  onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined;
  placeholder?: string | undefined;
  /** At the right while the field is empty, such as `<Kbd keys="/" />`. */
  hint?: ReactNode;
  autoFocus?: boolean | undefined;
  inputRef?: Ref<HTMLInputElement> | undefined;
}

export function SearchField({
  label,
  onKeyDown,
  placeholder,
  hint,
  inputRef,
  ...rest
}: SearchFieldProps) {
  return (
    <AriaSearchField
      {...withoutUndefined(rest)}
      aria-label={label}
      autoComplete="off"
      className={styles['search'] ?? ''}
    >
      {({ isEmpty }) => (
        <>
          <Icon name="search" />
          <Input
            {...withoutUndefined({ placeholder, onKeyDown, ref: inputRef })}
            className={styles['input'] ?? ''}
            spellCheck={false}
          />
          {isEmpty ? (
            hint
          ) : (
            <Button className={styles['clear'] ?? ''} aria-label="Clear search">
              <Icon name="close" size={14} />
            </Button>
          )}
        </>
      )}
    </AriaSearchField>
  );
}
