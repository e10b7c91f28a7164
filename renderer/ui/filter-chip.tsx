import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './filter-chip.module.css';

export interface FilterChipProps {
  children: ReactNode;
  /** The accessible name of the button: "Remove filter status:active". */
  removeLabel: string;
  onRemove: () => void;
}

export function FilterChip({ children, removeLabel, onRemove }: FilterChipProps) {
  return (
    <span className={styles['chip']}>
      <span className={styles['words']}>{children}</span>
      <button
        type="button"
        className={styles['remove']}
        aria-label={removeLabel}
        onClick={onRemove}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}
