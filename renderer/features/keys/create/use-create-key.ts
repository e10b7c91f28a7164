import { useRef, useState } from 'react';
import type { AppError } from '../../../../shared/errors/app-error.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { CreatedKey, KeySummary } from '../../../../shared/keys/key.ts';
import type { ContainerId } from '../../../../shared/lib/ids.ts';
import { useCommand } from '../../../ipc/use-command.ts';

/** What a look at the provider showed after an answer was lost. */
export type LostLook =
  | { readonly state: 'looking' }
  | { readonly state: 'failed'; readonly error: AppError }
  /** Keys of the name that were not there before it was sent. */
  | { readonly state: 'looked'; readonly found: readonly KeySummary[] };

type Asked = Input<'keys.look-for-created'>;
type LostCreate = Asked & { readonly look: LostLook };

export interface CreateKey {
  readonly isPending: boolean;
  readonly error: AppError | null;
  /** Null where no answer for this place and name is lost. */
  readonly lostLook: (containerId: ContainerId | null, name: string) => LostLook | null;
  /** Null: it was not created, or nobody knows. */
  readonly send: (input: Input<'keys.create'>) => Promise<CreatedKey | null>;
  readonly lookAgain: () => Promise<void>;
  readonly clearError: () => void;
}

/** Sends a create, and looks at the provider by itself when the answer was lost; never sends by itself. */
export function useCreateKey(): CreateKey {
  const create = useCommand('keys.create');
  const look = useCommand('keys.look-for-created');
  const [lost, setLost] = useState<LostCreate | null>(null);
  const turn = useRef(0);

  const show = (next: LostCreate | null): number => {
    setLost(next);
    turn.current += 1;
    return turn.current;
  };
  const lookFor = async ({ containerId, name }: Asked) => {
    const shown = show({ containerId, name, look: { state: 'looking' } });
    const looked = await look.run({ containerId, name });
    // Another create or look was answered meanwhile: what it showed is newer.
    if (shown !== turn.current) return;
    show({
      ...{ containerId, name },
      look: looked.ok
        ? { state: 'looked', found: looked.value.found }
        : { state: 'failed', error: looked.error },
    });
  };
  return {
    isPending: create.isPending,
    error: create.error,
    lostLook: (containerId, name) =>
      lost?.containerId === containerId && lost.name === name ? lost.look : null,
    send: async (input) => {
      const result = await create.run(input);
      if (!result.ok && isAnswerLost(result.error)) {
        await lookFor(input);
        return null;
      }
      show(null);
      return result.ok ? result.value : null;
    },
    lookAgain: async () => {
      if (lost !== null) await lookFor(lost);
    },
    clearError: create.clearError,
  };
}

/** By this call, or by an earlier one of the same name for which nobody looked. */
const isAnswerLost = (error: AppError): boolean =>
  error.kind === 'outcome-unknown' || (error.kind === 'conflict' && error.reason === 'look-first');
