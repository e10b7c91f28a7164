import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './status-mark.module.css';

export type Status = 'active' | 'ended' | 'attention' | 'unknown';

/** Drawn rather than written: fonts disagree about the size of ●, ○ and ▲. */
const shapes: Readonly<Record<Status, ReactNode>> = {
  active: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  ended: <circle cx="6" cy="6" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  attention: <path d="M6 1.5 11 10.5H1Z" fill="currentColor" />,
  unknown: (
    <path
      d="M4 4.2C4 3 4.9 2.2 6 2.2s2 .8 2 1.9c0 1.5-2 1.6-2 3.2M6 9.2v.6"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeWidth="1.5"
    />
  ),
};

export interface StatusMarkProps {
  status: Status;
  /** The word, such as "active" or "disabled". */
  word: string;
  /** Only the shape is drawn; the word stays for screen readers and as a hint. */
  isWordHidden?: boolean | undefined;
}

/** Shape and word first, colour second. */
export function StatusMark({ status, word, isWordHidden = false }: StatusMarkProps) {
  return (
    <span className={classNames(styles['mark'], styles[status])}>
      <span className={styles['shape']} title={isWordHidden ? word : undefined}>
        <svg aria-hidden="true" data-shape={status} height="12" viewBox="0 0 12 12" width="12">
          {shapes[status]}
        </svg>
      </span>
      <span className={isWordHidden ? 'visually-hidden' : styles['word']}>{word}</span>
    </span>
  );
}
