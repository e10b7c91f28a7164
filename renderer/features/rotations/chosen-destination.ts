import type {
  DestinationChoice,
  RememberedDestination,
} from '../../../shared/rotations/destination.ts';
import { destinationWords } from './destination-words.ts';

/** A choice with what is shown of it; a file's path stays in main. */
export interface ChosenDestination {
  readonly choice: DestinationChoice;
  readonly label: string;
  /** It is at the provider: handing over to it is a call that is not among those of the plan. */
  readonly isInVault?: boolean;
}

/** As many as one rotation takes. */
export const MAX_DESTINATIONS = 20;

export const copyDestination: ChosenDestination = {
  choice: { kind: 'copy' },
  label: 'Copied by you, where it is needed',
};

/** One that the last rotation of this key used. */
export function rememberedDestination(remembered: RememberedDestination): ChosenDestination {
  if (remembered.kind === 'copy') return copyDestination;
  const { kind, name } = destinationWords(remembered);
  return {
    choice: { kind: 'remembered', destinationId: remembered.id },
    label: `${kind}: ${name} (as last time)`,
    isInVault: remembered.kind === 'vault',
  };
}

/** With these added, each once. */
export function withAdded(
  chosen: readonly ChosenDestination[],
  added: readonly ChosenDestination[],
): readonly ChosenDestination[] {
  const known = new Map([...chosen, ...added].map((one) => [keyOf(one), one]));
  return [...known.values()];
}

const keyOf = ({ choice }: ChosenDestination): string => JSON.stringify(choice);
