import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import styles from './rotations.module.css';

export interface RunningPanelProps {
  title: string;
  /** Something happens without the person. */
  isRunning?: boolean | undefined;
  children: ReactNode;
}

/** The heading of a step and its words. */
export function RunningPanel({ title, isRunning = false, children }: RunningPanelProps) {
  return (
    <section className={styles['panel']}>
      <h2 className={styles['panelTitle']}>
        {isRunning && (
          <span className={styles['running']}>
            <Icon name="refresh" />
          </span>
        )}
        {title}
      </h2>
      {children}
    </section>
  );
}
