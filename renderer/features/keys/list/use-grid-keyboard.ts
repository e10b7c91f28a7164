import {
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import type { KeyId } from '../../../../shared/lib/ids.ts';
import type { GridRow } from './grid-rows.ts';
import { ROW_PX } from './grid-metrics.ts';
import { keyStep } from './key-step.ts';

export interface GridKeyboard {
  readonly activeId: string | null;
  /** The one row that Tab reaches; -1 in an empty list. */
  readonly activeIndex: number;
  readonly activate: (rowId: string) => void;
  readonly handleKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly handleFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly handleBlur: (event: FocusEvent<HTMLElement>) => void;
}

interface Options {
  readonly rows: readonly GridRow[];
  readonly openedId: KeyId | undefined;
  readonly scroller: RefObject<HTMLElement | null>;
  readonly onOpen: (key: KeySummary, by: 'keyboard') => void;
  readonly onToggleGroup: (containerId: string) => void;
}

/**
 * Roving focus. The active row is remembered by id, so that sorting, filtering and a sync leave the
 * person where they were; when it leaves the list, the row at its place takes over.
 */
export function useGridKeyboard(options: Options): GridKeyboard {
  const { rows, openedId, scroller, onOpen, onToggleGroup } = options;
  const [activeId, setActiveId] = useState<string | null>(openedId ?? null);
  const activeIndex = useActiveIndex(rows, activeId);
  const focus = useRowFocus(scroller, activeIndex, openedId);

  const activate = (rowId: string) => {
    setActiveId(rowId);
    focus.want();
  };
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const isInHeader = !isInRow(event.target);
    if (isInHeader && event.key !== 'ArrowDown') return;
    const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_PX) - 2);
    const step = keyStep(event.key, rows, isInHeader ? -1 : activeIndex, pageRows);
    if (step === null) return;
    event.preventDefault();
    switch (step.kind) {
      case 'move':
        activate(step.rowId);
        return;
      case 'to-header':
        scroller.current
          ?.querySelector<HTMLElement>('[role="columnheader"] [tabindex="0"]')
          ?.focus();
        return;
      case 'toggle':
        onToggleGroup(step.containerId);
        return;
      case 'open':
        onOpen(step.key, 'keyboard');
        return;
    }
  };
  const handleFocus = (event: FocusEvent<HTMLElement>) => {
    focus.entered();
    const row = isInRow(event.target) ? rows[rowIndex(event.target)] : undefined;
    if (row !== undefined && row.id !== activeId) setActiveId(row.id);
  };
  const handleBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) focus.left();
  };
  return { activeId, activeIndex, activate, handleKeyDown, handleFocus, handleBlur };
}

/** The place of the active row, or the nearest one when it is no longer in the list. */
function useActiveIndex(rows: readonly GridRow[], activeId: string | null): number {
  const found = rows.findIndex((row) => row.id === activeId);
  const [lastIndex, setLastIndex] = useState(0);
  if (found >= 0 && found !== lastIndex) setLastIndex(found);
  return found >= 0 ? found : Math.min(lastIndex, rows.length - 1);
}

/**
 * Gives the focus to the active row once it is drawn, again when its element was taken away under
 * it, and back when the details that were opened from it are closed.
 */
function useRowFocus(
  scroller: RefObject<HTMLElement | null>,
  activeIndex: number,
  openedId: KeyId | undefined,
) {
  const isWanted = useRef(false);
  const isInside = useRef(false);
  const lastOpenedId = useRef(openedId);
  useLayoutEffect(() => {
    if (lastOpenedId.current !== undefined && openedId === undefined) isWanted.current = true;
    lastOpenedId.current = openedId;
    const isLost = isInside.current && document.activeElement === document.body;
    if (!isWanted.current && !isLost) return;
    const row = scroller.current?.querySelector<HTMLElement>(
      `[data-row-index="${activeIndex.toString()}"]`,
    );
    if (row === null || row === undefined) return;
    row.focus({ preventScroll: true });
    isWanted.current = false;
  });
  return {
    want: () => {
      isWanted.current = true;
    },
    entered: () => {
      isInside.current = true;
    },
    left: () => {
      isInside.current = false;
    },
  };
}

const isInRow = (target: EventTarget): target is HTMLElement =>
  target instanceof HTMLElement && target.closest('[data-row-index]') !== null;

const rowIndex = (target: HTMLElement): number =>
  Number(target.closest<HTMLElement>('[data-row-index]')?.dataset['rowIndex']);
