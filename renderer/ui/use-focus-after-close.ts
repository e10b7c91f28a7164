import { useEffect } from 'react';

/**
 * React Aria gives the focus back to what opened a dialog, one frame after it closed. Where that is
 * gone, because what was confirmed removed it, the main pane takes the focus.
 */
export function useFocusAfterClose(): void {
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        requestAnimationFrame(() => {
          if (document.activeElement !== document.body) return;
          document.querySelector<HTMLElement>('main')?.focus();
        });
      });
    },
    [],
  );
}
