import { useNavigate } from '@tanstack/react-router';
import type { RotationReceipt, RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { DescriptionList, type Description } from '../../ui/description-list.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import styles from './rotations.module.css';
import { proofWords, stepWords } from './rotation-words.ts';

const outcomes: Readonly<
  Record<
    RotationReceipt['outcome'],
    { readonly tone: 'success' | 'info'; readonly title: string; readonly text: string }
  >
> = {
  completed: {
    tone: 'success',
    title: 'Rotated',
    text: 'The new key is stored and proved, and the old one is dead.',
  },
  'rolled-back': {
    tone: 'info',
    title: 'Rolled back',
    text: 'The new key was ended again. The old key works as before.',
  },
  cancelled: { tone: 'info', title: 'Cancelled', text: 'The old key works as before.' },
};

/** What was done, when, and how it was proved. Holds no secret. */
export function ReceiptPanel({ view, noun }: { view: RotationView; noun: string }) {
  const receipt = useCommandQuery('rotations.receipt', { rotationId: view.id });
  return (
    <Loaded query={receipt} connectionId={view.connectionId}>
      {(value) => <Receipt receipt={value} view={view} noun={noun} />}
    </Loaded>
  );
}

function Receipt({
  receipt,
  view,
  noun,
}: {
  receipt: RotationReceipt;
  view: RotationView;
  noun: string;
}) {
  const navigate = useNavigate();
  const { tone, title, text } = outcomes[receipt.outcome];
  const keyToOpen = receipt.outcome === 'completed' ? (view.newKeyId ?? view.keyId) : view.keyId;
  return (
    <>
      <Banner
        tone={tone}
        title={title}
        actions={
          <Button onPress={() => void navigate({ to: '/keys', search: { key: keyToOpen } })}>
            {receipt.outcome === 'completed' ? `Open the new ${noun}` : `Open the ${noun}`}
          </Button>
        }
      >
        {text}
      </Banner>
      <section className={styles['panel']} aria-labelledby="receipt-title">
        <h2 id="receipt-title" className={styles['panelTitle']}>
          Receipt
        </h2>
        <DescriptionList items={receiptItems(receipt)} />
      </section>
      <section className={styles['panel']} aria-labelledby="timeline-title">
        <h2 id="timeline-title" className={styles['panelTitle']}>
          Every saved step
        </h2>
        <ol className={styles['timeline']}>
          {receipt.timeline.map((entry, index) => (
            <li key={index}>
              <time dateTime={new Date(entry.at).toISOString()}>{exactTime(entry.at)}</time>
              <span>{stepWords[entry.step]}</span>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

function receiptItems(receipt: RotationReceipt): Description[] {
  const { oldKey, newKey, proofNew, proofDead, activity } = receipt;
  return [
    { term: 'Account', details: <UntrustedText text={receipt.accountName} limit={120} /> },
    { term: 'Old key', details: <KeyLine reference={oldKey} /> },
    {
      term: 'New key',
      details: newKey === null ? 'none was created' : <KeyLine reference={newKey} />,
    },
    { term: 'New key works', details: proofNew === null ? 'not proved' : proofWords(proofNew) },
    { term: 'Old key dead', details: proofDead === null ? 'not proved' : proofWords(proofDead) },
    {
      term: 'Destinations',
      details: `${String(receipt.destinations.filter(({ state }) => state === 'confirmed').length)} of ${String(receipt.destinations.length)} confirmed`,
    },
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
