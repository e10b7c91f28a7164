import {
  isInPlace,
  type RotationStrategy,
  type RotationTrigger,
} from '../../../shared/rotations/rotation-strategy.ts';
import type { RotationStep, RotationView } from '../../../shared/rotations/rotation-view.ts';

type Kind = Pick<RotationView['plan'], 'strategy' | 'trigger'>;

/** The steps that a rotation of this kind takes when nothing goes wrong, as the wizard lists them. */
export function pathSteps(
  { strategy, trigger }: Kind,
  /** Steps that were taken: an old secret that ends by itself may have been ended by hand. */
  taken: readonly RotationStep[] = [],
): readonly RotationStep[] {
  const create = ['planned', 'minting', 'keeping', 'verifying'] as const;
  const end = endSteps(strategy, trigger, taken.includes('retiring'));
  return trigger === 'exposed'
    ? [...create, ...end, 'distributing', 'completed']
    : [...create, 'distributing', ...end, 'completed'];
}

function endSteps(
  strategy: RotationStrategy,
  trigger: RotationTrigger,
  isEndedByHand: boolean,
): readonly RotationStep[] {
  if (strategy === 'immediate') return ['verifying-dead'];
  // Ending the exposed key is one step for the person, with a wait for their word and the call.
  const hasRetiring = trigger === 'planned' && (strategy !== 'overlap' || isEndedByHand);
  return ['overlapping', ...(hasRetiring ? (['retiring'] as const) : []), 'verifying-dead'];
}

/** The name of a step at the left of the wizard. */
export function stepLabel(step: RotationStep, { strategy, trigger }: Kind): string {
  const what = isInPlace(strategy) ? 'secret' : 'key';
  switch (step) {
    case 'planned':
      return 'Plan';
    case 'minting':
      if (strategy === 'guided') return 'Create it in the console';
      return isInPlace(strategy) ? 'Replace the secret' : 'Create the new key';
    case 'keeping':
      return isInPlace(strategy) ? 'Keep the new secret' : 'Keep its secret';
    case 'verifying':
      return `Verify the new ${what}`;
    case 'distributing':
      return 'Hand it over';
    case 'overlapping':
      return trigger === 'exposed' ? `End the exposed ${what}` : 'Overlap';
    case 'retiring':
      return strategy === 'guided' ? 'End the old key there' : `Retire the old ${what}`;
    case 'verifying-dead':
      return 'Verify it is dead';
    default:
      return 'Receipt';
  }
}

/** Where on its path a rotation stands, also when it has left it. */
export function pathStepOf(
  view: Pick<RotationView, 'step' | 'attention' | 'timeline' | 'plan'>,
  path: readonly RotationStep[],
): RotationStep {
  const step = view.step === 'needs-attention' ? (view.attention?.from ?? 'planned') : view.step;
  if (path.includes(step)) return step;
  if (step === 'reconciling') return 'minting';
  if (step === 'retiring') return 'overlapping';
  const last = view.timeline.map((entry) => entry.step).findLast((taken) => path.includes(taken));
  return last ?? 'planned';
}
