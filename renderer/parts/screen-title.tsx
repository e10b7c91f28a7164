import { useWaitingRotations } from './use-waiting-rotations.ts';

/** The window's title: React moves it into the document's head. Rotations that wait come first. */
export function ScreenTitle({ children }: { children: string }) {
  const waiting = useWaitingRotations();
  const count = waiting === 0 ? '' : `(${String(waiting)} ${waiting === 1 ? 'waits' : 'wait'}) `;
  return <title>{`${count}${children} — Rekey`}</title>;
}
