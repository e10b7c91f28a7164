import { memo } from 'react';
import { countOf } from '../../../messages/count-words.ts';
import { shortTime } from '../../../messages/exact-time.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ProviderMark } from '../../../ui/provider-mark.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import { classNames } from '../../../ui/class-names.ts';
import type { GridRow } from './grid-rows.ts';
import { RowFrame, type RowPlace } from './row-frame.tsx';
import styles from './key-grid.module.css';

export interface GroupRowProps extends RowPlace {
  group: Extract<GridRow, { kind: 'group' }>;
  now: number;
}

export const GroupRow = memo(function GroupRow({ group, now, ...place }: GroupRowProps) {
  const { find } = useProviders();
  const descriptor = find(group.first.providerId);
  const nouns = descriptor?.nouns ?? { key: 'key', keys: 'keys' };
  return (
    <RowFrame {...place} level={1} isExpanded={!group.isCollapsed}>
      <div role="gridcell" className={classNames(styles['cell'], styles['heading'])}>
        <Icon name={group.isCollapsed ? 'collapsed' : 'expanded'} size={14} />
        {descriptor !== undefined && (
          <ProviderMark letters={descriptor.mark.letters} hue={descriptor.mark.hue} />
        )}
        <span className={styles['groupName']}>
          <UntrustedText text={group.first.containerName} limit={80} />
        </span>
        <span className={styles['groupNote']}>{descriptor?.name ?? group.first.providerId}</span>
        <span className={styles['groupCounts']}>
          {countOf(group.keyCount, nouns.key, nouns.keys)}
          {group.attentionCount > 0 && (
            <span className={styles['groupAttention']}>
              {countOf(group.attentionCount, 'needs attention', 'need attention')}
            </span>
          )}
          <span className={styles['groupAsOf']}>as of {shortTime(group.first.asOf, now)}</span>
        </span>
      </div>
    </RowFrame>
  );
});
