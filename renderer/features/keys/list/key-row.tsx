import { memo } from 'react';
import { durationText, keyAgeText } from '../../../../shared/keys/age.ts';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import { statusWord } from '../../../messages/ending-words.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import {
  attentionWords,
  custodyExplanations,
  custodyWords,
  environmentWords,
  statusExplanations,
} from '../../../messages/key-words.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ProviderMark } from '../../../ui/provider-mark.tsx';
import { StatusMark, type Status } from '../../../ui/status-mark.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { RowFrame, type RowPlace } from './row-frame.tsx';
import styles from './key-grid.module.css';

const marks: Readonly<Record<KeySummary['status'], Status>> = {
  active: 'active',
  ended: 'ended',
  unknown: 'unknown',
  gone: 'attention',
};

export interface KeyRowProps extends RowPlace {
  summary: KeySummary;
  isOpened: boolean;
  isFlat: boolean;
  hasEnvironments: boolean;
  now: number;
}

export const KeyRow = memo(function KeyRow({
  summary,
  isOpened,
  isFlat,
  hasEnvironments,
  now,
  ...place
}: KeyRowProps) {
  return (
    <RowFrame {...place} level={isFlat ? 1 : 2} isSelected={isOpened}>
      <div role="gridcell" className={classNames(styles['cell'], styles['name'])}>
        <UntrustedText text={summary.name} limit={120} />
      </div>
      {isFlat ? <AppCell summary={summary} /> : <div role="gridcell" className={styles['app']} />}
      {hasEnvironments && (
        <div role="gridcell" className={classNames(styles['cell'], styles['environment'])}>
          {environmentWords[summary.environment]}
        </div>
      )}
      <div
        role="gridcell"
        className={classNames(styles['cell'], styles['status'])}
        title={statusExplanations[summary.status]}
      >
        {summary.status === 'ended' ? (
          <EndedMark providerId={summary.providerId} />
        ) : (
          <StatusMark status={marks[summary.status]} word={statusWord(summary.status, null)} />
        )}
      </div>
      <div
        role="gridcell"
        className={classNames(styles['cell'], styles['scope'])}
        title={summary.scopeWords.join(' · ')}
      >
        {summary.scopeWords.join(' · ')}
      </div>
      <div
        role="gridcell"
        className={classNames(styles['cell'], styles['custody'])}
        title={custodyExplanations[summary.custody]}
      >
        {custodyWords[summary.custody]}
      </div>
      <AgeCell summary={summary} now={now} />
      <RotatedCell summary={summary} now={now} />
      <AttentionCell summary={summary} />
    </RowFrame>
  );
});

/** Each provider has its own word for it. */
function EndedMark({ providerId }: { providerId: string }) {
  const ending = useProviders().find(providerId)?.capabilities.end;
  return <StatusMark status="ended" word={statusWord('ended', ending)} />;
}

/** Only in the flat list: a group's heading says it else. */
function AppCell({ summary }: { summary: KeySummary }) {
  const mark = useProviders().find(summary.providerId)?.mark;
  return (
    <div role="gridcell" className={classNames(styles['cell'], styles['app'])}>
      {mark !== undefined && <ProviderMark letters={mark.letters} hue={mark.hue} />}
      <UntrustedText text={summary.containerName} limit={80} />
    </div>
  );
}

function AgeCell({ summary, now }: { summary: KeySummary; now: number }) {
  const born = exactTime(summary.createdAt ?? summary.firstSeenAt);
  const since = summary.createdAt === null ? `first seen ${born}` : `created ${born}`;
  return (
    <div
      role="gridcell"
      className={classNames(styles['cell'], styles['age'])}
      title={`${since}; as of ${exactTime(summary.asOf)}`}
    >
      {keyAgeText(summary, now)}
    </div>
  );
}

function RotatedCell({ summary, now }: { summary: KeySummary; now: number }) {
  const { lastRotatedAt } = summary;
  return (
    <div
      role="gridcell"
      className={classNames(styles['cell'], styles['rotated'])}
      title={lastRotatedAt === null ? 'Not rotated by Rekey' : exactTime(lastRotatedAt)}
    >
      {lastRotatedAt === null ? '—' : durationText(now - lastRotatedAt)}
    </div>
  );
}

function AttentionCell({ summary }: { summary: KeySummary }) {
  const words = summary.attention.map((reason) => attentionWords[reason].short).join(', ');
  return (
    <div
      role="gridcell"
      className={classNames(styles['cell'], styles['attention'])}
      title={words === '' ? undefined : `Needs attention: ${words}`}
    >
      {words !== '' && (
        <>
          <Icon name="attention" size={14} />
          <VisuallyHidden>Needs attention: {words}</VisuallyHidden>
        </>
      )}
    </div>
  );
}
