import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Connection } from '../../../../shared/connections/connection.ts';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import { useKeyList, type KeyList } from '../../../ipc/use-key-list.ts';
import { Loaded } from '../../../parts/loaded.tsx';
import { ScreenTitle } from '../../../parts/screen-title.tsx';
import { Button } from '../../../ui/button.tsx';
import { Pane } from '../../../ui/pane.tsx';
import type { GridOrder } from './grid-rows.ts';
import { KeyGrid, type KeyGridHandle } from './key-grid.tsx';
import { ListSubtitle } from './list-subtitle.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { NoKeys } from './no-keys.tsx';
import { SyncButton, SyncNotices } from './sync-control.tsx';
import { useCollapsedGroups } from './use-collapsed-groups.ts';
import { useGridRows } from './use-grid-rows.ts';
import { useSearchText } from './use-search-text.ts';
import styles from './keys-screen.module.css';

/** All keys of all accounts in one list. */
export function KeysScreen({ connections }: { connections: readonly Connection[] }) {
  const list = useKeyList();
  return (
    <>
      <ScreenTitle>All keys</ScreenTitle>
      <Loaded query={list}>
        {(value) => <LoadedKeys list={value} connections={connections} />}
      </Loaded>
    </>
  );
}

function LoadedKeys({ list, connections }: { list: KeyList; connections: readonly Connection[] }) {
  const [query, setQuery] = useSearchText();
  const { sort, isDescending = false, isFlat = false, key } = useSearch({ from: '/keys' });
  const navigate = useNavigate({ from: '/keys' });
  const groups = useCollapsedGroups(list.rows);
  const { collapsed } = groups;
  const view = { query, sort, isDescending, isFlat, collapsed };
  const { rows, foundCount, hasEnvironments } = useGridRows(list.rows, connections, view);
  const grid = useRef<KeyGridHandle>(null);

  const open = (summary: KeySummary, by: 'keyboard' | 'pointer') => {
    void navigate({
      search: (search) => ({ ...search, key: summary.id }),
      state: { isFocusWanted: by === 'keyboard' },
      replace: key !== undefined,
    });
  };
  const setOrder = (order: GridOrder) => {
    const isDown = order.isDescending ? true : undefined;
    void navigate({
      search: (search) => ({ ...search, sort: order.sort, isDescending: isDown }),
      replace: true,
    });
  };
  return (
    <Pane
      title="All keys"
      padding="none"
      subtitle={
        <ListSubtitle
          list={list}
          foundCount={foundCount}
          isSearched={query.trim() !== ''}
          connections={connections}
        />
      }
      actions={
        <>
          <SyncButton />
          <Button icon="add" onPress={() => navigate({ to: '/keys/new' })}>
            Create a key…
          </Button>
        </>
      }
      toolbar={
        <ListToolbar
          query={query}
          onQueryChange={setQuery}
          connections={connections}
          isFlat={isFlat}
          groups={groups}
          onGoToRows={() => grid.current?.focusFirstRow()}
        />
      }
    >
      <div className={styles['body']}>
        <SyncNotices connections={connections} />
        {rows.length === 0 ? (
          <NoKeys
            connections={connections}
            isSearched={list.total > 0}
            onClear={() => {
              setQuery('');
            }}
          />
        ) : (
          <KeyGrid
            ref={grid}
            rows={rows}
            openedId={key}
            isFlat={isFlat}
            hasEnvironments={hasEnvironments}
            query={query}
            order={{ sort, isDescending }}
            onOrder={setOrder}
            onOpen={open}
            onToggleGroup={groups.toggle}
          />
        )}
      </div>
    </Pane>
  );
}
