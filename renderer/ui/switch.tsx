import type { ReactNode } from 'react';
import { SwitchButton, SwitchField } from 'react-aria-components/Switch';
import { Text } from 'react-aria-components/Text';
import { Icon } from './icon.tsx';
import styles from './switch.module.css';

export interface SwitchProps {
  children: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  description?: ReactNode;
  isDisabled?: boolean | undefined;
  isReadOnly?: boolean | undefined;
  /** Why it cannot be changed; makes the switch read-only and stays readable. */
  lockedReason?: string | undefined;
}

/** For what takes effect with the form's save; at once only where the screen says so. */
export function Switch({
  children,
  isSelected,
  onChange,
  description,
  isDisabled = false,
  isReadOnly = false,
  lockedReason,
}: SwitchProps) {
  const note = lockedReason ?? description;
  return (
    <SwitchField
      className={styles['field'] ?? ''}
      isDisabled={isDisabled}
      isReadOnly={isReadOnly || lockedReason !== undefined}
      isSelected={isSelected}
      onChange={onChange}
    >
      <SwitchButton className={styles['switch'] ?? ''}>
        <span className={styles['track']} aria-hidden="true">
          <span className={styles['thumb']} />
        </span>
        <span>{children}</span>
      </SwitchButton>
      {note !== undefined && (
        <Text slot="description" className={styles['note'] ?? ''}>
          {lockedReason !== undefined && <Icon name="lock" size={14} />}
          <span>{note}</span>
        </Text>
      )}
    </SwitchField>
  );
}
