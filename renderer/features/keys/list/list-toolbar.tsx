import { lazy, Suspense, useState } from 'react';
import type { Connection } from '../../../../shared/connections/connection.ts';
import { useRegisterCommands } from '../../../parts/app-commands.ts';
import { Kbd } from '../../../ui/kbd.tsx';
import { SearchField } from '../../../ui/search-field.tsx';
import { GroupToggle } from './group-toggle.tsx';
import type { CollapsedGroups } from './use-collapsed-groups.ts';
import styles from './keys-screen.module.css';

// Menus are heavy and nobody opens one in the first moment.
const FilterMenu = lazy(async () => ({ default: (await import('./filter-menu.tsx')).FilterMenu }));

export interface ListToolbarProps {
  query: string;
  onQueryChange: (query: string) => void;
  connections: readonly Connection[];
  isFlat: boolean;
  groups: CollapsedGroups;
  /** From the field into the list. */
  onGoToRows: () => void;
}

export function ListToolbar({
  query,
  onQueryChange,
  connections,
  isFlat,
  groups,
  onGoToRows,
}: ListToolbarProps) {
  const searchField = useSearchShortcut();
  return (
    <div className={styles['toolbar']}>
      <div className={styles['search']}>
        <SearchField
          label="Search keys"
          value={query}
          onChange={onQueryChange}
          placeholder="Search, or filter like status:active age:>90d"
          hint={<Kbd keys="/" />}
          inputRef={searchField}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            onGoToRows();
          }}
        />
      </div>
      <Suspense fallback={<span className={styles['menuPlace']} />}>
        <FilterMenu query={query} onQueryChange={onQueryChange} connections={connections} />
      </Suspense>
      <GroupToggle isFlat={isFlat} groups={groups} />
    </div>
  );
}

function useSearchShortcut() {
  const [field, setField] = useState<HTMLInputElement | null>(null);
  useRegisterCommands([
    {
      id: 'keys.search',
      label: 'Search keys',
      icon: 'search',
      group: 'Key list',
      shortcut: '/',
      run: () => {
        field?.focus();
        field?.select();
      },
    },
  ]);
  return setField;
}
