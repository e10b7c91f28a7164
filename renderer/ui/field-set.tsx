import type { ReactNode } from 'react';
import styles from './field-set.module.css';

export interface FieldSetProps {
  legend: string;
  description?: ReactNode;
  /** Fields, stacked with even gaps. */
  children: ReactNode;
}

/** A named group of fields in an editor or in settings. */
export function FieldSet({ legend, description, children }: FieldSetProps) {
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>{legend}</legend>
      {description !== undefined && <div className={styles['description']}>{description}</div>}
      <div className={styles['fields']}>{children}</div>
    </fieldset>
  );
}
