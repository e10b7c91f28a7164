import { visibleText } from './visible-text.ts';
import styles from './untrusted-text.module.css';

export interface UntrustedTextProps {
  /** A name or note from a provider or a person. */
  text: string;
  /** In code points; the title tells the full length when it is exceeded. */
  limit?: number | undefined;
}

/** Every name from a provider goes through this. Isolated, so it cannot reorder what stands beside it. */
export function UntrustedText({ text, limit = 200 }: UntrustedTextProps) {
  const shown = visibleText(text, limit);
  const length = text.length > limit ? Array.from(text).length : 0;
  const title =
    length > limit ? `${visibleText(text, 200)} (${String(length)} characters)` : undefined;
  if (shown.trim() === '') return <span className={styles['blank']}>(no name)</span>;
  return (
    <bdi className={styles['text']} title={title}>
      {shown}
    </bdi>
  );
}
