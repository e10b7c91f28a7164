import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './disclosure.module.css';

export interface DisclosureProps {
  title: string;
  isOpenAtFirst?: boolean | undefined;
  children: ReactNode;
}

/** For what most people do not need: "Advanced: server address". */
export function Disclosure({ title, isOpenAtFirst = false, children }: DisclosureProps) {
  return (
    <details className={styles['disclosure']} open={isOpenAtFirst}>
      <summary className={styles['summary']}>
        <Icon name="collapsed" size={14} />
        {title}
      </summary>
      <div className={styles['content']}>{children}</div>
    </details>
  );
}
