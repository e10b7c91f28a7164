import { useEffect, useRef, useState, type RefObject } from 'react';

/**
 * Gives the focus back to what had it before a form appeared; where that is gone (an item of a
 * closed menu), to the pane around the form, so that the keyboard goes on from there.
 */
export function useReturnFocus<T extends HTMLElement>(): RefObject<T | null> {
  const form = useRef<T>(null);
  // Before the form's own field takes the focus.
  const [opener] = useState(() => document.activeElement);
  useEffect(() => {
    const element = form.current;
    const pane = element?.closest<HTMLElement>('[data-pane]');
    return () => {
      const isGone = element?.isConnected !== true;
      const hasFocusMoved = document.activeElement !== document.body;
      if (!isGone || hasFocusMoved) return;
      if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body)
        opener.focus();
      else pane?.focus();
    };
  }, [opener]);
  return form;
}
