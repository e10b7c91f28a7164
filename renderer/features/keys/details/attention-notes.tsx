import type { KeySummary } from '../../../../shared/keys/key.ts';
import { attentionWords } from '../../../messages/key-words.ts';
import { Icon } from '../../../ui/icon.tsx';
import styles from './key-details.module.css';

/** Why this key stands in "Attention", in sentences. */
export function AttentionNotes({ summary }: { summary: KeySummary }) {
  if (summary.attention.length === 0) return null;
  return (
    <ul className={styles['attention']} aria-label="Needs attention">
      {summary.attention.map((reason) => (
        <li key={reason} className={styles['attentionItem']}>
          <Icon name="attention" size={14} />
          <span>{attentionWords[reason].sentence}</span>
        </li>
      ))}
    </ul>
  );
}
