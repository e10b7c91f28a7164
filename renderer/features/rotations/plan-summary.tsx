import { assertNever } from '../../../shared/lib/assert-never.ts';
import { isAboutOldSecret } from '../../../shared/rotations/plan-words.ts';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import { durationWords } from '../../messages/duration-words.ts';
import { DescriptionList, type Description } from '../../ui/description-list.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { plannedAttestWords } from './proof-words.ts';
import styles from './rotations.module.css';

/** What will be there afterwards, what stays behind, and how both keys are proved. */
export function PlanSummary({ plan, noun }: { plan: RotationPlan; noun: string }) {
  return (
    <>
      <p className={styles['lead']}>{lead(plan, noun)}</p>
      <DescriptionList items={summaryItems(plan)} />
      {(plan.notCarriedOver.length > 0 || plan.unmanaged.length > 0) && (
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
      )}
    </>
  );
}

function lead({ strategy, trigger, overlapMs }: RotationPlan, noun: string): string {
  const isCut = trigger === 'exposed';
  switch (strategy) {
    case 'replace':
      return isCut
        ? `A new ${noun} with the same settings is created and proved. Then the old one is ended, before anything else.`
        : `A new ${noun} with the same settings is created and proved. The old one keeps working until you retire it.`;
    case 'overlap':
      return isCut
        ? `This ${noun} gets a new secret, which is proved. Then the old secret is ended, by you or by the provider ${durationWords(overlapMs ?? 0)} after the call.`
        : `This ${noun} gets a new secret, which is proved. The provider ends the old one ${durationWords(overlapMs ?? 0)} after the call.`;
    case 'immediate':
      return `This ${noun} gets a new secret, and the old one ends with the same call.`;
    case 'guided':
      return `You create a new ${noun} in the console and bring its token here. The old one keeps working until you end it there.`;
    default:
      return assertNever(strategy);
  }
}

function summaryItems(plan: RotationPlan): Description[] {
  const { keyName, newName, strategy } = plan;
  const name = <UntrustedText text={keyName} limit={120} />;
  const proof = { term: 'Proof', details: proofOf(plan) };
  if (keyName === newName) return [{ term: 'Key', details: name }, proof];
  return [
    { term: 'Old key', details: name },
    {
      term: 'New key',
      details: (
        <>
          <UntrustedText text={newName} limit={120} />
          {strategy === 'guided' && ' (a suggestion)'}
        </>
      ),
    },
    proof,
  ];
}

function proofOf({ verification, strategy, findings }: RotationPlan): string {
  if (verification === 'probe')
    return `A signed request that touches no channel, with the new ${isInPlace(strategy) ? 'secret' : 'key'} and later with the old one.`;
  if (findings.some(isAboutOldSecret))
    return `A signed request that touches no channel, with the new one where it can be checked. That the old one is dead, you attest: ${plannedAttestWords(findings)}.`;
  return findings.some(({ reason }) => reason === 'check-counts-as-traffic') &&
    strategy === 'guided'
    ? 'One request with each key, which you agree to each time, or your own word.'
    : `You attest it: ${plannedAttestWords(findings)}.`;
}
