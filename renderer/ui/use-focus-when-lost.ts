import { useEffect, useRef, type RefObject } from 'react';

/**
 * For a box (`tabIndex={-1}`) whose buttons come and go: when what it shows has changed and the button
 * that had the focus went with it or was switched off, the box takes the focus.
 * `shownBefore`: what stood there before the box itself did, where that counts as a change.
 */
export function useFocusWhenLost(
  shown: unknown,
  shownBefore: unknown = shown,
): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const previous = useRef(shownBefore);
  useEffect(() => {
    if (previous.current === shown) return;
    previous.current = shown;
    const { activeElement, body } = document;
    if (activeElement === null || activeElement === body || activeElement.matches(':disabled'))
      box.current?.focus();
  }, [shown]);
  return box;
}
