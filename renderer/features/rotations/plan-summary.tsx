import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { DescriptionList } from '../../ui/description-list.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import styles from './rotations.module.css';
import { plannedAttestWords } from './rotation-words.ts';

/** What will be there afterwards, what stays behind, and how both keys are proved. */
export function PlanSummary({ plan, noun }: { plan: RotationPlan; noun: string }) {
  return (
    <>
      <p className={styles['lead']}>
        {`A new ${noun} with the same settings is created and proved. The old one keeps working until you retire it.`}
      </p>
      <DescriptionList
        items={[
          { term: 'Old key', details: <UntrustedText text={plan.keyName} limit={120} /> },
          { term: 'New key', details: <UntrustedText text={plan.newName} limit={120} /> },
          {
            term: 'Proof',
            details:
              plan.verification === 'probe'
                ? 'A signed request that touches no channel, with the new key and later with the old one.'
                : `You attest it: ${plannedAttestWords(plan.findings)}.`,
          },
        ]}
      />
      <section className={styles['stays']} aria-labelledby="stays-title">
        <h2 id="stays-title">{`Stays with the old ${noun}`}</h2>
        <ul>
          {plan.notCarriedOver.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {plan.unmanaged.length > 0 && (
            <li>
              Properties that Rekey does not manage:{' '}
              <UntrustedText text={plan.unmanaged.join(', ')} limit={400} />
            </li>
          )}
        </ul>
      </section>
    </>
  );
}
