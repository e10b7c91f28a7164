import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { IconName } from '../ui/icon.tsx';

/** Something a person can do from the palette or with a key. */
export interface AppCommand {
  /** Unique, such as `keys.search`; a later registration with the same id replaces the earlier. */
  readonly id: string;
  /** An effect, as on a button: "Create a key…". */
  readonly label: string;
  readonly icon?: IconName;
  /** Heading in the list of shortcuts. */
  readonly group: 'Everywhere' | 'Key list' | 'Key details' | 'Go to';
  /** One character, or `Mod+` and one: `/`, `?`, `Mod+K`. Single characters rest while a field has the focus. */
  readonly shortcut?: string;
  /** Not offered in the palette: it makes no sense there. */
  readonly isShortcutOnly?: boolean;
  readonly run: () => void;
}

let registered: readonly AppCommand[] = [];
const listeners = new Set<() => void>();

function replaceAll(next: readonly AppCommand[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The commands of everything that is on the screen now. For the palette, the shortcuts and their help. */
export function useAppCommands(): readonly AppCommand[] {
  return useSyncExternalStore(subscribe, () => registered);
}

/**
 * Offers commands as long as the component stands. What they are called and which there are may
 * change; what they do is always the latest render's.
 */
export function useRegisterCommands(commands: readonly AppCommand[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const signature = commands
    .map(({ id, label, shortcut = '' }) => `${id}\n${label}\n${shortcut}`)
    .join('\n\n');
  useEffect(() => {
    const mine = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find(({ id }) => id === command.id)?.run(),
    }));
    const ids = new Set(mine.map(({ id }) => id));
    replaceAll([...registered.filter(({ id }) => !ids.has(id)), ...mine]);
    return () => {
      replaceAll(registered.filter((command) => !mine.includes(command)));
    };
  }, [signature]);
}
