import { Link } from '@tanstack/react-router';
import type { RotationDue } from '../../../shared/keys/due-plan.ts';
import type { KeySummary } from '../../../shared/keys/key.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { causeWords, dueWords } from '../../messages/due-words.ts';
import { exactTime } from '../../messages/exact-time.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { useNow } from '../../parts/use-now.ts';
import { useProviders } from '../../parts/use-providers.ts';
import { Age } from '../../ui/age.tsx';
import { announce } from '../../ui/announce.ts';
import { Button } from '../../ui/button.tsx';
import { ProviderMark } from '../../ui/provider-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { WayOnButton } from './way-on-button.tsx';
import styles from './attention.module.css';

export interface DueItemProps {
  summary: KeySummary;
  due: RotationDue;
  onSnooze: (summary: KeySummary) => void;
}

/** One key with its date, the policy that it comes from, and what to do. */
export function DueItem({ summary, due, onSnooze }: DueItemProps) {
  const { find } = useProviders();
  const mark = find(summary.providerId)?.mark;
  const name = visibleText(summary.name, 60);
  // Rotating again does not help what still uses an old secret; its end is moved at the key.
  const reason = due.cause?.kind === 'old-secret-ends' ? null : 'over-age';
  return (
    <li className={styles['row']}>
      <span className={styles['mark']}>
        {mark !== undefined && <ProviderMark letters={mark.letters} hue={mark.hue} />}
      </span>
      <div className={styles['words']}>
        <div className={styles['name']}>
          <Link to="/keys" search={{ key: summary.id }} className={styles['link']}>
            <UntrustedText text={summary.name} limit={120} />
          </Link>
        </div>
        <DueLine summary={summary} due={due} />
        {due.snooze !== null && (
          <div className={styles['explanation']}>
            {`Snoozed until ${exactTime(due.snooze.until)}: `}
            <UntrustedText text={due.snooze.reason} limit={200} />
          </div>
        )}
      </div>
      <div className={styles['tools']}>
        {due.snooze === null ? (
          <Button
            size="small"
            variant="quiet"
            aria-label={`Snooze… ${name}`}
            onPress={() => {
              onSnooze(summary);
            }}
          >
            Snooze…
          </Button>
        ) : (
          <UnsnoozeButton summary={summary} />
        )}
        <WayOnButton summary={summary} reason={reason} />
      </div>
    </li>
  );
}

function DueLine({ summary, due }: Pick<DueItemProps, 'summary' | 'due'>) {
  const now = useNow();
  return (
    <div className={styles['explanation']}>
      {due.dueAt !== null && (
        <span className={due.state === 'due' ? styles['overdue'] : undefined}>
          <Age
            ageText={dueWords(due, now)}
            exactText={exactTime(due.dueAt)}
            instant={new Date(due.dueAt).toISOString()}
          />
        </span>
      )}
      {due.cause !== null && ` · ${causeWords(due.cause)}`}
      {due.isLowerBound && ', counted from the first time Rekey saw it'}
      {' · '}
      <UntrustedText text={summary.containerName} limit={80} />
    </div>
  );
}

function UnsnoozeButton({ summary }: { summary: KeySummary }) {
  const unsnooze = useCommand('keys.unsnooze');
  return (
    <>
      {unsnooze.error !== null && <ErrorBanner error={unsnooze.error} />}
      <Button
        size="small"
        variant="quiet"
        aria-label={`End the snooze of ${visibleText(summary.name, 60)}`}
        isPending={unsnooze.isPending}
        onPress={async () => {
          const result = await unsnooze.run({ keyId: summary.id });
          if (result.ok) announce('The snooze has ended.');
        }}
      >
        End snooze
      </Button>
    </>
  );
}
