import type {
  RotationStrategy,
  RotationTrigger,
} from '../../shared/rotations/rotation-strategy.ts';

/** What a person chose; absent: what fits best. */
export interface PlanChoice {
  readonly strategy?: RotationStrategy | undefined;
  readonly overlapMs?: number | undefined;
  readonly trigger?: RotationTrigger | undefined;
}
