import { useRef, useState, type Ref } from 'react';
import { consoleNameProblem, freeNames } from '../../../shared/keys/by-hand-key.ts';
import type { KeyDetails, KeySummary } from '../../../shared/keys/key.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { ContainerId } from '../../../shared/lib/ids.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useKeyList } from '../../ipc/use-key-list.ts';
import type { SecretFieldHandle } from '../../ui/secret-field.tsx';
import type { ByHandPlace } from '../../parts/use-by-hand-places.ts';

export interface AddByHand {
  readonly place: ByHandPlace | null;
  readonly name: string;
  readonly nameProblem: string | null;
  /** Suggested names that no key of the place has. */
  readonly freeNames: readonly string[];
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
  const keys = useKeysOf(place);

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
    nameProblem: place === null ? null : nameProblemOf(place, keys, name),
    freeNames: place === null ? [] : freeNames(place.guide, new Set(keys.map((key) => key.name))),
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

function useKeysOf(place: ByHandPlace | null): readonly KeySummary[] {
  const list = useKeyList();
  return list.state === 'ready'
    ? list.value.rows.filter(({ containerId }) => containerId === place?.container.id)
    : [];
}

/** A key that was entered without its token is entered again to bring it. */
function nameProblemOf(
  { guide }: ByHandPlace,
  keys: readonly KeySummary[],
  name: string,
): string | null {
  const known = keys.find((key) => key.name === name);
  if (known === undefined || (known.status !== 'ended' && known.custody === 'not-held'))
    return consoleNameProblem(guide, name);
  return known.status === 'ended'
    ? 'A key with this name is on the list as ended. Choose another name.'
    : 'This key is on the list already, with its token.';
}
