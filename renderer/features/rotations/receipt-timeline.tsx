import type { RotationReceipt } from '../../../shared/rotations/rotation-receipt.ts';
import { runningTime } from '../../messages/duration-words.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { stepWordsOf } from '../../messages/rotation-step-words.ts';
import styles from './rotations.module.css';
import { timings } from './timings.ts';

/** Every saved step, when it began and how long it took. */
export function ReceiptTimeline({ receipt }: { receipt: RotationReceipt }) {
  const steps = timings(receipt.timeline);
  const first = steps[0];
  const last = steps[steps.length - 1];
  return (
    <section className={styles['panel']} aria-labelledby="timeline-title">
      <h2 id="timeline-title" className={styles['panelTitle']}>
        Every saved step
      </h2>
      <ol className={styles['timeline']}>
        {steps.map(({ at, step, tookMs }, index) => (
          <li key={index}>
            <time dateTime={new Date(at).toISOString()}>{exactTime(at)}</time>
            <span>{stepWordsOf(step, receipt)}</span>
            {tookMs !== null && <span className={styles['took']}>{tookWords(tookMs)}</span>}
          </li>
        ))}
      </ol>
      {first !== undefined && last !== undefined && (
        <p className={styles['muted']}>{`${tookWords(last.at - first.at)} in all.`}</p>
      )}
    </section>
  );
}

const tookWords = (tookMs: number): string =>
  tookMs < 1_000 ? 'less than 1 s' : runningTime(tookMs);
