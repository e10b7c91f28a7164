import type { AppError } from '../../../shared/errors/app-error.ts';
import { useCommand } from '../../ipc/use-command.ts';

export interface ConnectSandbox {
  /** Also signs in again to simulated accounts whose session has ended. True when it worked. */
  readonly connect: () => Promise<boolean>;
  readonly isPending: boolean;
  readonly error: AppError | null;
}

export function useConnectSandbox(): ConnectSandbox {
  const command = useCommand('connections.connect-sandbox');
  return {
    connect: async () => (await command.run({})).ok,
    isPending: command.isPending,
    error: command.error,
  };
}
