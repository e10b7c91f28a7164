import type { ReactNode } from 'react';
import styles from './description-list.module.css';

export interface Description {
  term: string;
  details: ReactNode;
}

export interface DescriptionListProps {
  items: readonly Description[];
}

/** Facts: the term at the left in muted text, what it is at the right. */
export function DescriptionList({ items }: DescriptionListProps) {
  return (
    <dl className={styles['list']}>
      {items.map((item) => (
        <div key={item.term} className={styles['row']}>
          <dt className={styles['term']}>{item.term}</dt>
          <dd className={styles['details']}>{item.details}</dd>
        </div>
      ))}
    </dl>
  );
}
