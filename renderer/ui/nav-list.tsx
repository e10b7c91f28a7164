import type { ReactNode } from 'react';
import styles from './nav-list.module.css';

export interface NavListProps {
  /** Drawn above the group when `isLabelShown`. */
  label: string;
  isLabelShown?: boolean | undefined;
  /** NavItems. */
  children: ReactNode;
}

/** One group of the navigation pane. */
export function NavList({ label, isLabelShown = false, children }: NavListProps) {
  return (
    <nav aria-label={label} className={styles['group']}>
      {isLabelShown && (
        <div className={styles['label']} aria-hidden="true">
          {label}
        </div>
      )}
      <ul className={styles['list']}>{children}</ul>
    </nav>
  );
}
