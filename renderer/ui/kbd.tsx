import { formatShortcut } from './format-shortcut.ts';
import styles from './kbd.module.css';

export interface KbdProps {
  /** Joined by `+`; `Mod` is Command on a Mac and Control elsewhere: `Mod+K`, `/`, `Escape`. */
  keys: string;
}

export function Kbd({ keys }: KbdProps) {
  const isMac = /^mac/i.test(navigator.platform);
  return <kbd className={styles['kbd']}>{formatShortcut(keys, isMac)}</kbd>;
}
