import { useState, type KeyboardEvent } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/icon.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import type { Column } from './columns.ts';
import type { GridOrder } from './grid-rows.ts';
import { nextOrder } from './next-order.ts';
import styles from './key-grid.module.css';

export interface GridHeaderProps {
  columns: readonly Column[];
  order: GridOrder;
  onOrder: (order: GridOrder) => void;
}

/** One tab stop; left and right move between the columns that can be sorted by. */
export function GridHeader({ columns, order, onOrder }: GridHeaderProps) {
  const [lastId, setLastId] = useState<Column['id']>('name');
  // The column that was last in use may be left out by now.
  const tabStop = columns.some(({ id }) => id === lastId) ? lastId : 'name';
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const buttons = [...event.currentTarget.querySelectorAll('button')].filter(
      (button) => button.offsetParent !== null,
    );
    const current = buttons.findIndex((button) => button === document.activeElement);
    buttons[current + step]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div role="rowgroup" className={styles['header']}>
      <div role="row" aria-rowindex={1} className={styles['headerRow']} onKeyDown={move}>
        {columns.map((column) => (
          <HeaderCell
            key={column.id}
            column={column}
            order={order}
            isTabStop={column.id === tabStop}
            onFocus={() => {
              setLastId(column.id);
            }}
            onOrder={onOrder}
          />
        ))}
      </div>
    </div>
  );
}

function HeaderCell({
  column,
  order,
  isTabStop,
  onFocus,
  onOrder,
}: Omit<GridHeaderProps, 'columns'> & { column: Column; isTabStop: boolean; onFocus: () => void }) {
  const { id, label, sort } = column;
  const isSorted = sort !== undefined && order.sort === sort;
  const direction = order.isDescending ? 'descending' : 'ascending';
  return (
    <div
      role="columnheader"
      aria-sort={isSorted ? direction : sort === undefined ? undefined : 'none'}
      className={classNames(styles['cell'], styles[id])}
    >
      {sort === undefined ? (
        label
      ) : (
        <button
          type="button"
          className={styles['sort']}
          tabIndex={isTabStop ? 0 : -1}
          onFocus={onFocus}
          onClick={() => {
            onOrder(nextOrder(column, order));
          }}
        >
          {id === 'attention' ? (
            <>
              <Icon name="attention" size={14} />
              <VisuallyHidden>{label}</VisuallyHidden>
            </>
          ) : (
            label
          )}
          {isSorted && <Icon name={direction} size={12} />}
        </button>
      )}
    </div>
  );
}
