import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';
import { withoutUndefined } from './without-undefined.ts';
import styles from './checkbox.module.css';

export interface CheckboxProps {
  /** Without words, give `aria-label`. */
  children?: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isIndeterminate?: boolean | undefined;
  description?: ReactNode;
  isDisabled?: boolean | undefined;
  'aria-label'?: string | undefined;
}

export function Checkbox({ children, description, isIndeterminate, ...rest }: CheckboxProps) {
  return (
    <CheckboxField
      {...withoutUndefined(rest)}
      className={styles['field'] ?? ''}
      isIndeterminate={isIndeterminate ?? false}
    >
      <CheckboxButton className={styles['checkbox'] ?? ''}>
        {({ isSelected }) => (
          <>
            <span className={styles['box']} aria-hidden="true">
              {isIndeterminate === true ? (
                <span className={styles['dash']} />
              ) : (
                isSelected && <Icon name="check" size={12} />
              )}
            </span>
            {children !== undefined && <span>{children}</span>}
          </>
        )}
      </CheckboxButton>
      {description !== undefined && (
        <Text slot="description" className={styles['note'] ?? ''}>
          {description}
        </Text>
      )}
    </CheckboxField>
  );
}
