import { useEffect } from 'react';
import { useAppCommands, type AppCommand } from '../parts/app-commands.ts';

/** Runs registered commands by their keys. */
export function useShortcuts(): void {
  const commands = useAppCommands();
  useEffect(() => {
    const run = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isInDialog(event.target)) return;
      const command = commands.find((candidate) => matches(candidate, event));
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', run);
    return () => {
      window.removeEventListener('keydown', run);
    };
  }, [commands]);
}

function matches({ shortcut }: AppCommand, event: KeyboardEvent): boolean {
  if (shortcut === undefined || event.altKey) return false;
  const isWithMod = event.ctrlKey || event.metaKey;
  if (shortcut.startsWith('Mod+')) {
    return isWithMod && event.key.toLowerCase() === shortcut.slice('Mod+'.length).toLowerCase();
  }
  return !isWithMod && event.key === shortcut && !isTyping(event.target);
}

/** Switches and radio buttons are inputs too, but nobody types into them. */
const typedInto =
  'input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable], [role="combobox"]';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(typedInto) !== null;

/** A dialog has the keyboard to itself. */
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="alertdialog"]') !== null;
