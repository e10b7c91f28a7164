/** The window's title: React moves it into the document's head. */
export function ScreenTitle({ children }: { children: string }) {
  return <title>{`${children} — Rekey`}</title>;
}
