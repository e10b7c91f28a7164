import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import {
  isNewEnded,
  noNewKeyWords,
  outcomeSentence,
} from '../../../shared/rotations/receipt-words.ts';
import {
  createConsentsWords,
  scopeComparedWords,
} from '../../../shared/rotations/receipt-conduct-words.ts';
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
export function outcomeWords(receipt: RotationReceipt): OutcomeWords {
  const text = outcomeSentence(receipt);
  switch (receipt.outcome) {
    case 'completed':
      return isNewEnded(receipt)
        ? { tone: 'danger', title: 'Rotated, but nothing works', text }
        : { tone: 'success', title: 'Rotated', text };
    case 'rolled-back':
      return { tone: receipt.isOldEnded === true ? 'danger' : 'info', title: 'Rolled back', text };
    case 'cancelled':
      return { tone: 'info', title: 'Cancelled', text };
  }
}

/** The facts of a receipt. Holds no secret. */
export function receiptFacts(receipt: RotationReceipt): Description[] {
  const { strategy, trigger, proofNew, proofDead, endStatements, activity } = receipt;
  const what = isInPlace(strategy) ? 'secret' : 'key';
  return [
    { term: 'Account', details: <UntrustedText text={receipt.accountName} limit={120} /> },
    ...keyFacts(receipt),
    { term: 'How', details: strategyWords[strategy].label },
    {
      term: 'Why',
      details:
        trigger === 'exposed' ? 'the key was exposed: the old one was ended first' : 'planned',
    },
    ...conductFacts(receipt),
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

function keyFacts(receipt: RotationReceipt): Description[] {
  const { oldKey, newKey } = receipt;
  const isSame = isInPlace(receipt.strategy);
  return [
    { term: isSame ? 'Old secret' : 'Old key', details: <KeyLine reference={oldKey} /> },
    {
      term: isSame ? 'New secret' : 'New key',
      details: newKey === null ? noNewKeyWords(receipt) : <KeyLine reference={newKey} />,
    },
  ];
}

/** What receipts of older versions do not tell. */
function conductFacts(receipt: RotationReceipt): Description[] {
  const { conduct } = receipt;
  if (conduct === undefined) return [];
  const { startedBy } = conduct;
  const compared = scopeComparedWords(receipt);
  const consents = createConsentsWords(receipt);
  return [
    {
      term: 'Started by',
      details:
        startedBy === null ? (
          'the system did not say'
        ) : (
          <UntrustedText text={startedBy} limit={80} />
        ),
    },
    ...(compared === null ? [] : [{ term: 'Scope', details: compared }]),
    ...(consents === null ? [] : [{ term: 'Consents', details: consents }]),
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
