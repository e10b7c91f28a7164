import { useState } from 'react';
import type { KeyId } from '../../../shared/lib/ids.ts';
import type { RotationTrigger } from '../../../shared/rotations/rotation-strategy.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import {
  copyDestination,
  rememberedDestination,
  withAdded,
  type ChosenDestination,
} from './chosen-destination.ts';

export interface Chosen {
  readonly chosen: readonly ChosenDestination[];
  readonly setChosen: (chosen: readonly ChosenDestination[]) => void;
  /** Destinations of the last rotation that are not chosen. */
  readonly leftOut: readonly ChosenDestination[];
}

/** The destinations: those of the last rotation, until the person changes them. */
export function useChosen(keyId: KeyId, trigger: RotationTrigger): Chosen {
  const query = useCommandQuery('rotations.remembered', { keyId });
  const [own, setOwn] = useState<readonly ChosenDestination[] | null>(null);
  const remembered = query.state === 'ready' ? query.value.map(rememberedDestination) : [];
  // Nobody should look for a destination while strangers use the key.
  const first = trigger === 'exposed' && remembered.length === 0 ? [copyDestination] : remembered;
  const chosen = own ?? first;
  return {
    chosen,
    setChosen: setOwn,
    leftOut: withAdded(chosen, remembered).slice(chosen.length),
  };
}
