import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import type { RotationStrategy } from '../../../shared/rotations/rotation-strategy.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { OverlapField } from './overlap-field.tsx';
import { strategyWords, type OverlapBounds } from './strategy-words.ts';
import styles from './rotations.module.css';

/** What the person chose of a plan; left out: what the provider offers first. */
export interface PlanChoice {
  readonly strategy?: RotationStrategy | undefined;
  readonly overlapMs?: number | undefined;
}

export interface StrategyChooserProps {
  plan: RotationPlan;
  bounds: OverlapBounds | null;
  /** What is asked for; the plan on the screen may still be the one before. */
  choice: PlanChoice;
  onChange: (choice: PlanChoice) => void;
}

/** How the key is replaced, where there is more than one way, and how long the old secret goes on. */
export function StrategyChooser({ plan, bounds, choice, onChange }: StrategyChooserProps) {
  const strategy = choice.strategy ?? plan.strategy;
  const overlapMs = choice.overlapMs ?? plan.overlapMs;
  const hasTime =
    strategy === 'overlap' && bounds !== null && overlapMs !== null && plan.trigger === 'planned';
  if (plan.strategies.length < 2 && !hasTime) return null;
  return (
    <div className={styles['form']}>
      {plan.strategies.length > 1 && (
        <RadioGroup<RotationStrategy>
          label="How is it replaced?"
          value={strategy}
          onChange={(value) => {
            onChange({ ...choice, strategy: value });
          }}
          options={plan.strategies.map((value, index) => ({
            value,
            label: `${strategyWords[value].label}${index === 0 ? ' (recommended)' : ''}`,
            description: strategyWords[value].explanation,
          }))}
        />
      )}
      {hasTime && (
        <OverlapField
          label="How long does the old secret go on?"
          bounds={bounds}
          overlapMs={overlapMs}
          onChange={(value) => {
            onChange({ strategy, overlapMs: value });
          }}
        />
      )}
    </div>
  );
}
