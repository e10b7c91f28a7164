import { VisuallyHidden } from './visually-hidden.tsx';
import styles from './age.module.css';

export interface AgeProps {
  /** Such as "412 d" or "≥ 12 d". */
  ageText: string;
  /** The exact time in words; on hover and for screen readers. */
  exactText: string;
  /** ISO instant, for the element's datetime. */
  instant?: string | undefined;
}

export function Age({ ageText, exactText, instant }: AgeProps) {
  return (
    <time className={styles['age']} title={exactText} dateTime={instant}>
      {ageText}
      <VisuallyHidden>, {exactText}</VisuallyHidden>
    </time>
  );
}
