import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useEffect, useRef, type RefObject } from 'react';
import type { GridRow } from './grid-rows.ts';
import { HEADER_PX, ROW_PX } from './grid-metrics.ts';

const OVERSCAN_ROWS = 6;

export interface VirtualRows {
  readonly items: readonly { readonly index: number; readonly topPx: number }[];
  readonly heightPx: number;
}

/** Which rows are in the document: those in sight, and the active one, so that it can hold the focus. */
export function useVirtualRows(
  rows: readonly GridRow[],
  scroller: RefObject<HTMLElement | null>,
  { activeId, activeIndex }: { readonly activeId: string | null; readonly activeIndex: number },
): VirtualRows {
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN_ROWS,
    scrollMargin: HEADER_PX,
    scrollPaddingStart: HEADER_PX,
    // Enough for the first frame, before the size of the window is known.
    initialRect: { width: 1_000, height: 800 },
    rangeExtractor: (range) => withRow(range, activeIndex),
  });
  const latestIndex = useRef(activeIndex);
  useEffect(() => {
    latestIndex.current = activeIndex;
  });
  // Only when the person moves: a list that is searched or read again stays where it is.
  useEffect(() => {
    if (activeId !== null && latestIndex.current >= 0)
      virtualizer.scrollToIndex(latestIndex.current, { align: 'auto' });
  }, [activeId, virtualizer]);
  return {
    items: virtualizer
      .getVirtualItems()
      .map(({ index, start }) => ({ index, topPx: start - HEADER_PX })),
    heightPx: virtualizer.getTotalSize(),
  };
}

function withRow(range: Range, index: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (index < 0 || index >= range.count || indexes.includes(index)) return indexes;
  return [...indexes, index].sort((left, right) => left - right);
}
