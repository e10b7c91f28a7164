import { useRegisterCommands } from './app-commands.ts';

/** Escape leaves a wizard or editor; in a field, an open list or a dialog it belongs to those. */
export function useEscapeToClose(close: () => void): void {
  useRegisterCommands([
    {
      id: 'screen.close',
      label: 'Close this screen',
      group: 'Everywhere',
      shortcut: 'Escape',
      isShortcutOnly: true,
      run: close,
    },
  ]);
}
