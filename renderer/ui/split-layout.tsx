import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './split-layout.module.css';

export interface SplitLayoutProps {
  /** 232 px at the left: a Pane or a NavList. */
  navigation: ReactNode;
  /** The list, or a wizard or editor in its place. */
  children: ReactNode;
  /** 380 px at the right; a drawer over the list under 1,100 px. null when closed. */
  details?: ReactNode;
  detailsLabel?: string | undefined;
  /** Escape inside the details. Give the focus back to the row. */
  onDetailsClose?: (() => void) | undefined;
  /** Across the whole width under the panes. */
  statusBar?: ReactNode;
}

/** The three panes of the window. F6 and Shift+F6 move between them. */
export function SplitLayout({
  navigation,
  children,
  details,
  detailsLabel = 'Details',
  onDetailsClose,
  statusBar,
}: SplitLayoutProps) {
  const frame = useRef<HTMLDivElement>(null);
  const lastFocused = useRef(new WeakMap<Element, HTMLElement>());
  const hasDetails = details !== undefined && details !== null && details !== false;

  const moveBetweenPanes = (event: KeyboardEvent) => {
    if (event.key !== 'F6' || frame.current === null) return;
    event.preventDefault();
    const panes = [...frame.current.querySelectorAll<HTMLElement>(':scope > [data-pane]')];
    const current = panes.findIndex((pane) => pane.contains(document.activeElement));
    const next = panes.at((current + (event.shiftKey ? -1 : 1)) % panes.length);
    if (next !== undefined) (lastFocused.current.get(next) ?? next).focus();
  };
  const remember = (event: { target: EventTarget }) => {
    if (!(event.target instanceof HTMLElement)) return;
    const pane = event.target.closest('[data-pane]');
    if (pane !== null && pane !== event.target) lastFocused.current.set(pane, event.target);
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    onDetailsClose?.();
  };

  return (
    <div className={styles['frame']} onKeyDown={moveBetweenPanes} onFocus={remember} ref={frame}>
      <div className={styles['navigation']} data-pane="" tabIndex={-1}>
        {navigation}
      </div>
      <main className={styles['main']} data-pane="" tabIndex={-1}>
        {children}
      </main>
      {hasDetails && (
        <aside
          className={classNames(styles['details'])}
          aria-label={detailsLabel}
          data-pane=""
          onKeyDown={closeOnEscape}
          tabIndex={-1}
        >
          {details}
        </aside>
      )}
      {statusBar !== undefined && <footer className={styles['statusBar']}>{statusBar}</footer>}
    </div>
  );
}
