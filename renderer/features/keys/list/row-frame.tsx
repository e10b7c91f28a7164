import type { ReactNode } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import styles from './key-grid.module.css';

/** Where a row stands: in the list, on the canvas, and whether it is the grid's one tab stop. */
export interface RowPlace {
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
}

/** The header is row 1 for assistive technology. */
const FIRST_ROW_INDEX = 2;

export function RowFrame({
  index,
  topPx,
  isActive,
  level,
  isExpanded,
  isSelected,
  children,
}: RowPlace & {
  level: 1 | 2;
  /** Only a group has it. */
  isExpanded?: boolean;
  isSelected?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      role="row"
      aria-rowindex={index + FIRST_ROW_INDEX}
      aria-level={level}
      aria-expanded={isExpanded}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      data-row-index={index}
      className={classNames(styles['row'], isExpanded !== undefined && styles['group'])}
      style={{ transform: `translateY(${topPx.toString()}px)` }}
    >
      {children}
    </div>
  );
}
