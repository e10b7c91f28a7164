import type { ReactNode } from 'react';
import styles from './wizard-layout.module.css';

export interface WizardLayoutProps {
  /** A StepList. */
  steps: ReactNode;
  children: ReactNode;
}

/** Inside a Pane with padding `none`: steps at the left, the step's content at the right. */
export function WizardLayout({ steps, children }: WizardLayoutProps) {
  return (
    <div className={styles['wizard']}>
      <div className={styles['steps']}>{steps}</div>
      {/* A tab stop, because a step may be longer than the window and hold nothing else to focus. */}
      <div className={styles['content']} role="group" aria-label="This step" tabIndex={0}>
        {children}
      </div>
    </div>
  );
}
