import { useState } from 'react';
import { countOf, figure } from '../../messages/count-words.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pane } from '../../ui/pane.tsx';
import { ActivityFilters } from './activity-filters.tsx';
import { ActivityList } from './activity-list.tsx';
import { LogCheckButtons, LogCheckNotes } from './log-check.tsx';
import { everything, filterEntries, isFiltering } from './filter-entries.ts';
import { OlderEntries } from './older-entries.tsx';
import { useActivityLog, type ActivityLog } from './use-activity-log.ts';
import { useLogCheck } from './use-log-check.ts';
import styles from './activity.module.css';

/** Everything that was done, refused or failed, newest first; without any secret. */
export function ActivityScreen() {
  const log = useActivityLog();
  const check = useLogCheck();
  const [filter, setFilter] = useState(everything);
  const shown = filterEntries(log.entries, filter);
  return (
    <Pane
      title="Activity"
      padding="none"
      subtitle={
        log.total > 0 ? (
          <span role="status">{subtitle(log, isFiltering(filter) ? shown.length : null)}</span>
        ) : undefined
      }
      actions={log.total > 0 && <LogCheckButtons check={check} />}
      toolbar={log.total > 0 ? <ActivityFilters filter={filter} onChange={setFilter} /> : undefined}
    >
      <ScreenTitle>Activity</ScreenTitle>
      <LogCheckNotes check={check} />
      <Loaded query={log.newest}>
        {({ total }) =>
          total === 0 ? (
            <EmptyState icon="activity" title="Nothing has happened yet">
              Every action and every refusal is written down here, chained by hashes so that a
              change in the past shows, and never with a secret in it. Connect an account to begin.
            </EmptyState>
          ) : (
            <>
              {shown.length === 0 ? (
                <NothingFits
                  onClear={() => {
                    setFilter(everything);
                  }}
                />
              ) : (
                <ActivityList entries={shown} />
              )}
              <div className={styles['older']}>
                <OlderEntries log={log} />
              </div>
            </>
          )
        }
      </Loaded>
    </Pane>
  );
}

function subtitle({ entries, total }: ActivityLog, foundCount: number | null): string {
  const loaded = entries.length < total ? `newest ${figure(entries.length)} loaded` : null;
  const count =
    foundCount === null
      ? countOf(total, 'entry', 'entries')
      : `${figure(foundCount)} of ${countOf(entries.length, 'entry', 'entries')}`;
  return [count, ...(loaded === null ? [] : [loaded])].join(' · ');
}

function NothingFits({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon="search"
      title="No entry fits"
      actions={<Button onPress={onClear}>Show everything</Button>}
    >
      Only entries that are loaded are searched. Load older ones below to search further back.
    </EmptyState>
  );
}
