import { ipcMain } from 'electron';
import type { Result } from '../../shared/errors/app-error.ts';
import { commandNames } from '../../shared/ipc/channels.ts';
import type { CommandName } from '../../shared/ipc/contract.ts';
import { isTrustedSender } from './trusted-sender.ts';

/** The only place in the app that calls `ipcMain`: one handler per command, all through `dispatch`. */
export function registerElectronTransport(options: {
  readonly dispatch: (name: CommandName, raw: unknown) => Promise<Result<unknown>>;
  readonly isOwnWindow: (webContentsId: number) => boolean;
  readonly onRefused: (name: CommandName) => void;
}): void {
  for (const name of commandNames) {
    ipcMain.handle(name, async (event, raw: unknown) => {
      if (!isTrustedSender(event, options.isOwnWindow)) {
        options.onRefused(name);
        throw new Error('Refused');
      }
      return options.dispatch(name, raw);
    });
  }
}
