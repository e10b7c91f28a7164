import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError, Result } from '../../shared/errors/app-error.ts';
import type { CommandName, Input, Output } from '../../shared/ipc/contract.ts';
import { bridge } from './bridge.ts';

export interface CommandState<N extends CommandName> {
  /** Sends the command. The result is also kept here as `isPending` and `error`. */
  readonly run: (input: Input<N>) => Promise<Result<Output<N>>>;
  readonly isPending: boolean;
  /** The last failure, until the next run; a cancelled command is none. */
  readonly error: AppError | null;
  readonly clearError: () => void;
}

/**
 * A command that does something. Deliberately not a cached mutation: inputs may hold a secret and
 * outputs may too, so neither is kept anywhere.
 */
export function useCommand<N extends CommandName>(name: N): CommandState<N> {
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  const run = useCallback(
    async (input: Input<N>): Promise<Result<Output<N>>> => {
      setIsPending(true);
      setError(null);
      const result = await bridge.invoke(name, input);
      if (isMounted.current) {
        setIsPending(false);
        if (!result.ok && result.error.kind !== 'cancelled') setError(result.error);
      }
      return result;
    },
    [name],
  );
  const clearError = useCallback(() => {
    setError(null);
  }, []);

  return { run, isPending, error, clearError };
}
