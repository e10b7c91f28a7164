import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommand, type CommandState } from '../../ipc/use-command.ts';
import { endingVerb } from '../../messages/ending-words.ts';
import { useProviders } from '../../parts/use-providers.ts';

export interface Retire {
  readonly retire: CommandState<'rotations.retire'>;
  /** What is done to the old one, in the provider's word. */
  readonly verb: string;
  readonly consequence: string;
}

/** Ending what is old, in the provider's own terms. */
export function useRetire(view: RotationView): Retire {
  const retire = useCommand('rotations.retire');
  const { find } = useProviders();
  const descriptor = find(view.providerId);
  if (isInPlace(view.plan.strategy)) {
    return {
      retire,
      verb: 'End',
      consequence:
        'Whatever still signs with the old secret is refused at once. The new secret and the identifiers stay as they are. This cannot be undone.',
    };
  }
  return {
    retire,
    verb: endingVerb(descriptor?.capabilities.end),
    consequence: descriptor?.words.end ?? 'This is final at the provider.',
  };
}
