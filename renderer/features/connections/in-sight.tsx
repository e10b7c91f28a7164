import type { ReactNode } from 'react';
import styles from './forms.module.css';

/** Scrolls what appears into sight: the answer to a click must not stand below the edge. */
export function InSight({ children }: { children: ReactNode }) {
  return (
    <div ref={scrollIntoSight} className={styles['inSight']}>
      {children}
    </div>
  );
}

function scrollIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
