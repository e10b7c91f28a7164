import { countOf } from '../../messages/count-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { verdictWords } from './log-check-words.ts';
import type { LogCheck } from './use-log-check.ts';
import styles from './activity.module.css';

export function LogCheckButtons({ check }: { check: LogCheck }) {
  return (
    <>
      <Button isPending={check.isVerifying} onPress={check.verify}>
        Verify the chain
      </Button>
      <Button icon="download" isPending={check.isExporting} onPress={check.exportLog}>
        Export…
      </Button>
    </>
  );
}

/** What the last check or export said. */
export function LogCheckNotes({ check }: { check: LogCheck }) {
  const { verdict, exported, error, dismiss } = check;
  if (verdict === null && exported === null && error === null) return null;
  return (
    <div className={styles['notes']}>
      {error !== null && <ErrorBanner error={error} onDismiss={dismiss} />}
      {verdict !== null && <Verdict verdict={verdict} onDismiss={dismiss} />}
      {exported !== null && (
        <Banner
          tone="success"
          title={`${countOf(exported.entryCount, 'entry', 'entries')} written to ${exported.fileName}`}
          isAnnounced
          onDismiss={dismiss}
        >
          One line of JSON for each entry, oldest first, with its hash. The file holds names, no
          secrets.
        </Banner>
      )}
    </div>
  );
}

function Verdict({
  verdict,
  onDismiss,
}: {
  verdict: NonNullable<LogCheck['verdict']>;
  onDismiss: () => void;
}) {
  const { isWhole, title, sentence } = verdictWords(verdict);
  return (
    <Banner tone={isWhole ? 'success' : 'danger'} title={title} isAnnounced onDismiss={onDismiss}>
      {sentence}
    </Banner>
  );
}
