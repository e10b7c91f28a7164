import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './pane.module.css';

export interface PaneProps {
  /** The heading; a screen's is level 1, a details pane's level 2. */
  title: ReactNode;
  level?: 1 | 2 | undefined;
  /** Under the title in muted text: "1,204 keys · as of 09:41". */
  subtitle?: ReactNode;
  /** At the right of the title: buttons. */
  actions?: ReactNode;
  /** A second row under the heading: search, filter chips. */
  toolbar?: ReactNode;
  /** Stays at the bottom: a form's save and cancel. */
  footer?: ReactNode;
  /** `none` for a list that draws to the edges and scrolls by itself. */
  padding?: 'normal' | 'none' | undefined;
  children: ReactNode;
}

/** Heading, body that scrolls, footer that stays. */
export function Pane({
  title,
  level = 1,
  subtitle,
  actions,
  toolbar,
  footer,
  padding = 'normal',
  children,
}: PaneProps) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className={styles['pane']}>
      <header className={styles['header']}>
        <div className={styles['headline']}>
          <Heading className={styles['title']}>{title}</Heading>
          {subtitle !== undefined && <div className={styles['subtitle']}>{subtitle}</div>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
        {toolbar !== undefined && <div className={styles['toolbar']}>{toolbar}</div>}
      </header>
      <div className={classNames(styles['body'], padding === 'normal' && styles['padded'])}>
        {children}
      </div>
      {footer !== undefined && <footer className={styles['footer']}>{footer}</footer>}
    </div>
  );
}
