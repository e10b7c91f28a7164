import { preconditions, timings } from '../../../shared/rotations/plan-words.ts';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { durationWords } from '../../messages/duration-words.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import styles from './rotations.module.css';

/** When what ends, and what has to be so until then. */
export function PlanConditions({ plan }: { plan: RotationPlan }) {
  const conditions = preconditions(plan, (name) => `“${visibleText(name, 60)}”`);
  return (
    <>
      <section className={styles['stays']} aria-labelledby="timing-title">
        <h2 id="timing-title">Timing</h2>
        <Lines lines={timings(plan, durationWords)} />
      </section>
      <Disclosure
        title={`What must be so: ${String(conditions.length)} conditions, looked at again at the start`}
      >
        <div className={styles['stays']}>
          <Lines lines={conditions} />
        </div>
      </Disclosure>
    </>
  );
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul>
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);
