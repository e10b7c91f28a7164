import { isInPlace, type RotationStrategy } from '../../../shared/rotations/rotation-strategy.ts';
import type { RotationReceipt } from '../../../shared/rotations/rotation-receipt.ts';
import { exactTime } from '../../messages/exact-time.ts';
import type { BannerTone } from '../../ui/banner.tsx';
import type { Description } from '../../ui/description-list.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { proofWords, statementWords } from './proof-words.ts';
import styles from './rotations.module.css';
import { strategyWords } from './strategy-words.ts';

interface OutcomeWords {
  readonly tone: BannerTone;
  readonly title: string;
  readonly text: string;
}

/** How it ended, in a sentence. */
export function outcomeWords({ outcome, strategy }: RotationReceipt): OutcomeWords {
  switch (outcome) {
    case 'completed':
      return {
        tone: 'success',
        title: 'Rotated',
        text: isInPlace(strategy)
          ? 'The new secret is stored and proved, and the old one is dead.'
          : 'The new key is stored and proved, and the old one is dead.',
      };
    case 'rolled-back':
      return {
        tone: 'info',
        title: 'Rolled back',
        text: 'The new key was ended again. The old key works as before.',
      };
    case 'cancelled':
      return { tone: 'info', title: 'Cancelled', text: 'The old key works as before.' };
  }
}

/** The facts of a receipt. Holds no secret. */
export function receiptFacts(receipt: RotationReceipt): Description[] {
  const { strategy, trigger, proofNew, proofDead, endStatements, activity } = receipt;
  const what = isInPlace(strategy) ? 'secret' : 'key';
  return [
    { term: 'Account', details: <UntrustedText text={receipt.accountName} limit={120} /> },
    ...keyFacts(receipt, strategy),
    { term: 'How', details: strategyWords[strategy].label },
    {
      term: 'Why',
      details:
        trigger === 'exposed' ? 'the key was exposed: the old one was ended first' : 'planned',
    },
    {
      term: `New ${what} works`,
      details: proofNew === null ? 'not proved' : <ProofLine proof={proofNew} />,
    },
    {
      term: `Old ${what} dead`,
      details: proofDead === null ? 'not proved' : <ProofLine proof={proofDead} />,
    },
    ...(endStatements.length === 0
      ? []
      : [
          {
            term: 'You said',
            details: (
              <ul className={styles['plain']}>
                {endStatements.map((statement) => (
                  <li key={statement}>{statementWords[statement]}</li>
                ))}
              </ul>
            ),
          },
        ]),
    { term: 'Plan', details: <code className={styles['hash']}>{receipt.planHash}</code> },
    {
      term: 'Activity',
      details:
        activity === null ? (
          'not in the log'
        ) : (
          <>
            {`entry ${String(activity.seq)} `}
            <code className={styles['hash']}>{activity.hash}</code>
          </>
        ),
    },
  ];
}

function keyFacts({ oldKey, newKey }: RotationReceipt, strategy: RotationStrategy): Description[] {
  const isSame = isInPlace(strategy);
  return [
    { term: isSame ? 'Old secret' : 'Old key', details: <KeyLine reference={oldKey} /> },
    {
      term: isSame ? 'New secret' : 'New key',
      details: newKey === null ? 'none was created' : <KeyLine reference={newKey} />,
    },
  ];
}

function ProofLine({ proof }: { proof: NonNullable<RotationReceipt['proofNew']> }) {
  return (
    <>
      {`${proofWords(proof)} · ${exactTime(proof.at)}`}
      {proof.how === 'attested' && (
        <div className={styles['muted']}>
          “<UntrustedText text={proof.note} limit={500} />”
        </div>
      )}
    </>
  );
}

function KeyLine({ reference }: { reference: RotationReceipt['oldKey'] }) {
  return (
    <>
      <UntrustedText text={reference.name} limit={120} /> · id {reference.providerKeyId}
      {reference.stub !== null && (
        <>
          {' · '}
          <code>{`${reference.stub}…`}</code>
        </>
      )}
    </>
  );
}
