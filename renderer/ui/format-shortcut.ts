const macSymbols: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Escape: 'esc',
};
const otherNames: Readonly<Record<string, string>> = { Mod: 'Ctrl', Escape: 'Esc' };

/** `Mod+Shift+K` becomes `⌘⇧K` on a Mac and `Ctrl+Shift+K` elsewhere. */
export function formatShortcut(keys: string, isMac: boolean): string {
  const names = keys.split('+').map((key) => (isMac ? macSymbols[key] : otherNames[key]) ?? key);
  return names.join(isMac ? '' : '+');
}
