import { Icon } from '../ui/icon.tsx';
import type { AppNotice } from './use-app-strip.ts';
import styles from './status-strip.module.css';

export function StatusStrip({ notices }: { notices: readonly AppNotice[] }) {
  return (
    <ul className={styles['strip']} aria-label="State of Rekey">
      {notices.map(({ id, icon, text }) => (
        <li key={id} className={styles['notice']} data-icon={icon}>
          <Icon name={icon} size={14} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
