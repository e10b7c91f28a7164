import { memo } from 'react';
import type { ActivityEntry } from '../../../shared/activity/activity-entry.ts';
import { factWords } from '../../messages/activity-fact-words.ts';
import { activitySentence, outcomeWords } from '../../messages/activity-words.ts';
import { secondsTime } from './seconds-time.ts';
import { classNames } from '../../ui/class-names.ts';
import { StatusMark, type Status } from '../../ui/status-mark.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import styles from './activity.module.css';

const marks: Readonly<Record<ActivityEntry['outcome'], Status>> = {
  done: 'active',
  refused: 'ended',
  failed: 'attention',
};

/** Time, outcome, sentence, facts: one line of the log. */
export const ActivityRow = memo(function ActivityRow({ entry }: { entry: ActivityEntry }) {
  const { before, hasSubject, after } = activitySentence(entry);
  const { clock, exact } = secondsTime(entry.at);
  const facts = factWords(entry.facts).map((fact) => visibleText(fact, 120));
  return (
    <li className={classNames(styles['entry'], entry.outcome === 'failed' && styles['failed'])}>
      <time className={styles['time']} dateTime={new Date(entry.at).toISOString()} title={exact}>
        {clock}
      </time>
      <span className={styles['mark']}>
        <StatusMark status={marks[entry.outcome]} word={outcomeWords[entry.outcome]} isWordHidden />
      </span>
      <div className={styles['words']}>
        <span className={styles['sentence']}>
          {before}
          {hasSubject && (
            <strong>
              <UntrustedText text={entry.subject} limit={120} />
            </strong>
          )}
          {after}
        </span>
        {facts.length > 0 && <span className={styles['facts']}>{facts.join(' · ')}</span>}
      </div>
      <span className={styles['seq']} title={`Entry ${entry.seq}, hash ${entry.hash}`}>
        {entry.seq}
      </span>
    </li>
  );
});
