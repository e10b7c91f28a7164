import { useNavigate } from '@tanstack/react-router';
import type { RotationReceipt } from '../../../shared/rotations/rotation-receipt.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { DescriptionList } from '../../ui/description-list.tsx';
import { ReceiptCheck } from './receipt-check.tsx';
import { ReceiptDestinations } from './receipt-destinations.tsx';
import { outcomeWords, receiptFacts } from './receipt-facts.tsx';
import { ReceiptTimeline } from './receipt-timeline.tsx';
import styles from './rotations.module.css';

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
  const { tone, title, text } = outcomeWords(receipt);
  const keyToOpen = receipt.outcome === 'completed' ? (view.newKeyId ?? view.keyId) : view.keyId;
  return (
    <>
      <Banner
        tone={tone}
        title={title}
        actions={
          <Button onPress={() => void navigate({ to: '/keys', search: { key: keyToOpen } })}>
            {keyToOpen === view.keyId ? `Open the ${noun}` : `Open the new ${noun}`}
          </Button>
        }
      >
        {text}
      </Banner>
      <section className={styles['panel']} aria-labelledby="receipt-title">
        <h2 id="receipt-title" className={styles['panelTitle']}>
          Receipt
        </h2>
        <DescriptionList items={receiptFacts(receipt)} />
        <ReceiptCheck rotationId={receipt.rotationId} />
      </section>
      {receipt.destinations.length > 0 && (
        <ReceiptDestinations destinations={receipt.destinations} />
      )}
      <ReceiptTimeline receipt={receipt} />
    </>
  );
}
