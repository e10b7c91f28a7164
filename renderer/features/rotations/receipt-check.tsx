import { useState } from 'react';
import type { RotationId } from '../../../shared/lib/ids.ts';
import type { ReceiptVerdict } from '../../../shared/rotations/rotation-receipt.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ExportMenu, ExportNotes, useExporting } from './export-menu.tsx';
import styles from './documents.module.css';
import { receiptVerdictWords } from './receipt-verdict-words.ts';

/** Checks the receipt against the activity log, and writes it to a file. */
export function ReceiptCheck({ rotationId }: { rotationId: RotationId }) {
  const verifying = useCommand('rotations.verify-receipt');
  const command = useCommand('rotations.export-receipt');
  const exporting = useExporting({
    ...command,
    run: (format) => command.run({ rotationId, format }),
  });
  const [verdict, setVerdict] = useState<ReceiptVerdict | null>(null);
  const verify = async () => {
    setVerdict(null);
    const verified = await verifying.run({ rotationId });
    if (verified.ok) setVerdict(verified.value);
  };
  return (
    <>
      <div className={styles['row']}>
        <Button icon="check" isPending={verifying.isPending} onPress={verify}>
          Verify the receipt
        </Button>
        <ExportMenu what="receipt" exporting={exporting} />
      </div>
      {verifying.error !== null && (
        <ErrorBanner error={verifying.error} onDismiss={verifying.clearError} />
      )}
      {verdict !== null && (
        <Verdict
          verdict={verdict}
          onDismiss={() => {
            setVerdict(null);
          }}
        />
      )}
      <ExportNotes exporting={exporting} />
    </>
  );
}

function Verdict({ verdict, onDismiss }: { verdict: ReceiptVerdict; onDismiss: () => void }) {
  const { tone, title, sentence } = receiptVerdictWords[verdict.verdict];
  return (
    <Banner tone={tone} title={title} isAnnounced onDismiss={onDismiss}>
      {sentence} <code className={styles['digest']}>{verdict.digest}</code>
    </Banner>
  );
}
