import styles from './countdown.module.css';

export interface CountdownProps {
  /** What ends: "Hidden again in". */
  label: string;
  /** Such as "8 s"; the caller keeps the time and announces what matters with `announce`. */
  remainingText: string;
  /** 1 at the start, 0 at the end; draws the line under the words. */
  remainingShare?: number | undefined;
}

/** Silent for screen readers while it runs: a timer role is read on demand. */
export function Countdown({ label, remainingText, remainingShare }: CountdownProps) {
  return (
    <span className={styles['countdown']} role="timer">
      <span>
        {label} <span className={styles['figure']}>{remainingText}</span>
      </span>
      {remainingShare !== undefined && (
        <span className={styles['track']} aria-hidden="true">
          <span
            className={styles['fill']}
            style={{ transform: `scaleX(${String(remainingShare)})` }}
          />
        </span>
      )}
    </span>
  );
}
