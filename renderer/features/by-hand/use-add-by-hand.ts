import { useRef, useState, type Ref } from 'react';
import { consoleNameProblem } from '../../../shared/keys/by-hand-key.ts';
import type { KeyDetails } from '../../../shared/keys/key.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { ContainerId } from '../../../shared/lib/ids.ts';
import { useCommand } from '../../ipc/use-command.ts';
import type { SecretFieldHandle } from '../../ui/secret-field.tsx';
import type { ByHandPlace } from './use-by-hand-places.ts';

export interface AddByHand {
  readonly place: ByHandPlace | null;
  readonly name: string;
  readonly nameProblem: string | null;
  readonly description: string;
  readonly tokenRef: Ref<SecretFieldHandle>;
  readonly tokenProblem: string | undefined;
  readonly error: AppError | null;
  readonly chooseContainer: (containerId: ContainerId | null) => void;
  readonly setName: (name: string) => void;
  readonly setDescription: (description: string) => void;
  /** Reads the token at the click, and empties its field once it was taken. Null: it was not. */
  readonly send: (withToken: boolean) => Promise<KeyDetails | null>;
  readonly forgetProblems: () => void;
}

/** What is entered of one key; the token itself is never in React's state. */
export function useAddByHand(
  places: readonly ByHandPlace[],
  containerId: ContainerId | undefined,
): AddByHand {
  const [chosenId, setChosenId] = useState(containerId ?? places[0]?.container.id ?? null);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [tokenProblem, setTokenProblem] = useState<string | undefined>();
  const token = useRef<SecretFieldHandle>(null);
  const add = useCommand('keys.add-by-hand');
  const place = places.find(({ container }) => container.id === chosenId) ?? null;

  const send = async (withToken: boolean) => {
    const tokenSecret = withToken ? (token.current?.read().trim() ?? '') : null;
    setTokenProblem(tokenSecret === '' ? 'Paste the token from the console.' : undefined);
    if (place === null || tokenSecret === '') return null;
    const result = await add.run({
      containerId: place.container.id,
      name,
      description,
      tokenSecret,
    });
    if (!result.ok) return null;
    token.current?.clear();
    return result.value;
  };

  return {
    place,
    name,
    nameProblem: place === null ? null : consoleNameProblem(place.guide, name),
    description,
    tokenRef: token,
    tokenProblem,
    error: add.error,
    chooseContainer: setChosenId,
    setName,
    setDescription,
    send,
    forgetProblems: () => {
      setTokenProblem(undefined);
      add.clearError();
    },
  };
}
