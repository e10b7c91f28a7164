import type { ActivityEntry } from '../../../shared/activity/activity-entry.ts';
import { activityKinds } from '../../messages/activity-words.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Select } from '../../ui/select.tsx';
import type { Option } from '../../ui/option.ts';
import type { ActivityFilter } from './filter-entries.ts';
import styles from './activity.module.css';

const kindOptions: readonly Option<ActivityFilter['kind']>[] = [
  { value: 'all', label: 'Everything' },
  ...activityKinds.map(({ id, label }) => ({ value: id, label })),
];

const outcomeOptions: readonly Option<ActivityEntry['outcome'] | 'all'>[] = [
  { value: 'all', label: 'Any outcome' },
  { value: 'done', label: 'Done' },
  { value: 'refused', label: 'Refused' },
  { value: 'failed', label: 'Failed' },
];

export interface ActivityFiltersProps {
  filter: ActivityFilter;
  onChange: (filter: ActivityFilter) => void;
}

export function ActivityFilters({ filter, onChange }: ActivityFiltersProps) {
  return (
    <div className={styles['filters']}>
      <div className={styles['search']}>
        <SearchField
          label="Search activity"
          value={filter.text}
          onChange={(text) => {
            onChange({ ...filter, text });
          }}
          placeholder="Search names, actions and facts"
        />
      </div>
      <div className={styles['choice']}>
        <Select
          label="Kind"
          isLabelHidden
          options={kindOptions}
          value={filter.kind}
          onChange={(kind) => {
            onChange({ ...filter, kind });
          }}
        />
      </div>
      <div className={styles['choice']}>
        <Select
          label="Outcome"
          isLabelHidden
          options={outcomeOptions}
          value={filter.outcome}
          onChange={(outcome) => {
            onChange({ ...filter, outcome });
          }}
        />
      </div>
    </div>
  );
}
