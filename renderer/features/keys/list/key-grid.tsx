import { useEffect, useImperativeHandle, useRef, type MouseEvent, type Ref } from 'react';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import type { KeyId } from '../../../../shared/lib/ids.ts';
import { useNow } from '../../../parts/use-now.ts';
import { classNames } from '../../../ui/class-names.ts';
import { GridHeader } from './grid-header.tsx';
import type { GridOrder, GridRow } from './grid-rows.ts';
import { GroupRow } from './group-row.tsx';
import { KeyRow } from './key-row.tsx';
import { useGridKeyboard } from './use-grid-keyboard.ts';
import { useVirtualRows } from './use-virtual-rows.ts';
import { columnsFor } from './columns.ts';
import styles from './key-grid.module.css';

export interface KeyGridHandle {
  /** From the search field into the list. */
  focusFirstRow: () => void;
}

export interface KeyGridProps {
  ref: Ref<KeyGridHandle>;
  rows: readonly GridRow[];
  openedId: KeyId | undefined;
  isFlat: boolean;
  /** Whether any listed key has one. */
  hasEnvironments: boolean;
  order: GridOrder;
  onOrder: (order: GridOrder) => void;
  onOpen: (key: KeySummary, by: 'keyboard' | 'pointer') => void;
  onToggleGroup: (containerId: string) => void;
  /** What the rows were searched with: another search starts at the top. */
  query: string;
}

/**
 * The list. A tree grid, because apps fold: only the rows in sight are in the document, and
 * `aria-rowcount` and `aria-rowindex` tell assistive technology about the rest.
 */
export function KeyGrid(props: KeyGridProps) {
  const { ref, rows, openedId, isFlat, hasEnvironments, order, onOrder, query } = props;
  const { onOpen, onToggleGroup } = props;
  const columns = columnsFor(hasEnvironments);
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow();
  const keyboard = useGridKeyboard({ rows, openedId, scroller, onOpen, onToggleGroup });
  const virtual = useVirtualRows(rows, scroller, keyboard);
  useImperativeHandle(ref, () => ({
    focusFirstRow: () => {
      const [first] = rows;
      if (first !== undefined) keyboard.activate(first.id);
    },
  }));
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [query]);

  const click = (event: MouseEvent<HTMLElement>) => {
    const index = rowIndexOf(event.target);
    const row = index === null ? undefined : rows[index];
    if (row === undefined) return;
    keyboard.activate(row.id);
    if (row.kind === 'group') onToggleGroup(row.containerId);
    else onOpen(row.key, 'pointer');
  };
  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label="Keys"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      className={classNames(
        styles['grid'],
        isFlat && styles['flat'],
        !hasEnvironments && styles['withoutEnvironments'],
      )}
      onClick={click}
      onKeyDown={keyboard.handleKeyDown}
      onFocus={keyboard.handleFocus}
      onBlur={keyboard.handleBlur}
    >
      <GridHeader columns={columns} order={order} onOrder={onOrder} />
      <div role="rowgroup" className={styles['canvas']} style={{ blockSize: virtual.heightPx }}>
        {virtual.items.map(({ index, topPx }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <RowAt
              key={row.id}
              row={row}
              index={index}
              topPx={topPx}
              isActive={index === keyboard.activeIndex}
              openedId={openedId}
              isFlat={isFlat}
              hasEnvironments={hasEnvironments}
              now={now}
            />
          );
        })}
      </div>
    </div>
  );
}

function RowAt({
  row,
  openedId,
  isFlat,
  hasEnvironments,
  now,
  ...place
}: {
  row: GridRow;
  index: number;
  topPx: number;
  isActive: boolean;
  openedId: KeyId | undefined;
  isFlat: boolean;
  hasEnvironments: boolean;
  now: number;
}) {
  return row.kind === 'group' ? (
    <GroupRow group={row} {...place} now={now} />
  ) : (
    <KeyRow
      summary={row.key}
      {...place}
      isOpened={row.key.id === openedId}
      isFlat={isFlat}
      hasEnvironments={hasEnvironments}
      now={now}
    />
  );
}

function rowIndexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-row-index]') : null;
  return row === null ? null : Number(row.dataset['rowIndex']);
}
