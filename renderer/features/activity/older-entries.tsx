import { figure } from '../../messages/count-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { ActivityLog } from './use-activity-log.ts';

/** The way further back, with how much there is. */
export function OlderEntries({ log }: { log: ActivityLog }) {
  const { loadOlder, isLoadingOlder, olderError, entries, total } = log;
  if (olderError !== null && loadOlder !== null)
    return <ErrorBanner error={olderError} onRetry={loadOlder} />;
  if (loadOlder === null) return <>This is the beginning of the log.</>;
  return (
    <>
      <Button isPending={isLoadingOlder} onPress={loadOlder}>
        Load older entries
      </Button>
      <span>
        {figure(entries.length)} of {figure(total)} loaded
      </span>
    </>
  );
}
