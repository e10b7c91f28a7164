import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** How long a screen may take to draw what had the focus. */
const DRAWN_WITHIN_MS = 1_000;

/** What had the focus when its screen was left; its element is drawn anew when the screen comes back. */
interface Opener {
  /** The place of its pane among the panes of the window. */
  readonly pane: number;
  readonly tag: string;
  readonly name: string;
  /** Its place among those with the same name. */
  readonly nth: number;
}

/**
 * Going back to a screen gives the focus to what opened the one that is left, as closing a dialog
 * does. Where that is gone: to the selected row, else to the pane it was in.
 */
export function useFocusReturn(): void {
  const router = useRouter();
  useEffect(() => {
    const openers = new Map<string | undefined, Opener | null>();
    let stop = (): void => undefined;
    const undos = [
      router.subscribe('onBeforeNavigate', ({ fromLocation, toLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        stop();
        if (toLocation.state.__TSR_index > fromLocation.state.__TSR_index)
          openers.set(fromLocation.state.__TSR_key, described(document.activeElement));
      }),
      router.subscribe('onRendered', ({ fromLocation, toLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        if (toLocation.state.__TSR_index < fromLocation.state.__TSR_index)
          stop = giveFocusTo(openers.get(toLocation.state.__TSR_key) ?? null);
      }),
    ];
    return () => {
      stop();
      for (const undo of undos) undo();
    };
  }, [router]);
}

/** Until it is drawn, or the person goes on by themselves. Answers its own end. */
function giveFocusTo(opener: Opener | null): () => void {
  const until = performance.now() + DRAWN_WITHIN_MS;
  const stopped = new AbortController();
  const { signal } = stopped;
  const stop = (): void => {
    stopped.abort();
  };
  for (const event of ['keydown', 'pointerdown'])
    window.addEventListener(event, stop, { capture: true, signal });
  const look = (): void => {
    if (signal.aborted) return;
    const found = opener === null ? undefined : alike(opener)[opener.nth];
    const { activeElement } = document;
    const isLate = performance.now() > until;
    if (isFree(activeElement)) (found ?? (isLate ? placeNear(opener) : undefined))?.focus();
    // A pane that was opened by keyboard takes the focus when it is drawn: it is looked at until then.
    if (isLate || !(isFree(activeElement) || activeElement === found)) stop();
    else requestAnimationFrame(look);
  };
  look();
  return stop;
}

/** Nobody chose a pane as a whole, and the page has the focus when nothing has. */
const isFree = (element: Element | null): boolean =>
  element === null || element === document.body || element.matches('[data-pane]');

function described(element: Element | null): Opener | null {
  if (element === null) return null;
  const pane = panes().findIndex((candidate) => candidate.contains(element));
  const opener = { pane, tag: element.localName, name: nameOf(element) };
  const nth = alike(opener).findIndex((candidate) => candidate === element);
  return nth === -1 ? null : { ...opener, nth };
}

const alike = ({ pane, tag, name }: Omit<Opener, 'nth'>): HTMLElement[] =>
  [...(panes()[pane]?.querySelectorAll<HTMLElement>(tag) ?? [])].filter(
    (candidate) => nameOf(candidate) === name,
  );

const nameOf = (element: Element): string =>
  element.getAttribute('aria-label') ?? element.textContent;

const placeNear = (opener: Opener | null): HTMLElement | null | undefined =>
  document.querySelector<HTMLElement>('[role="row"][aria-selected="true"]') ??
  (opener === null ? undefined : panes()[opener.pane]) ??
  document.querySelector<HTMLElement>('main');

const panes = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-pane]')];
