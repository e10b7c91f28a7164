import { useState } from 'react';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';
import type { RotationTrigger } from '../../../shared/rotations/rotation-strategy.ts';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { useCommandQuery, type QueryState } from '../../ipc/use-command-query.ts';
import type { PlanChoice } from './strategy-chooser.tsx';

export interface Planning {
  /** The last plan that was made; another one may be under way. */
  readonly plan: RotationPlan | null;
  /** The plan is what was asked for, so it may be started. */
  readonly isCurrent: boolean;
  /** Why no plan was made for the last choice. */
  readonly error: AppError | null;
  readonly choice: PlanChoice;
  readonly choose: (choice: PlanChoice) => void;
  readonly checkAgain: () => void;
}

/** A plan for what is chosen. While the next one is made the last one stays, with all that was entered. */
export function usePlan(keyId: KeyId, trigger: RotationTrigger): Planning {
  const [choice, setChoice] = useState<PlanChoice>({});
  const query = useCommandQuery(
    'rotations.plan',
    {
      keyId,
      ...(choice.strategy === undefined ? {} : { strategy: choice.strategy }),
      ...(choice.overlapMs === undefined || trigger === 'exposed'
        ? {}
        : { overlapMs: choice.overlapMs }),
      trigger,
    },
    { isReadAgain: true },
  );
  const [last, setLast] = useState<RotationPlan | null>(null);
  const plan = query.state === 'ready' ? query.value : last;
  if (plan !== last) setLast(plan);
  return {
    plan,
    isCurrent: query.state === 'ready' && !query.isRefreshing && query.refreshError === null,
    error: errorOf(query),
    choice,
    choose: setChoice,
    checkAgain: () => {
      if (query.state === 'ready') query.refresh();
      if (query.state === 'failed') query.retry();
    },
  };
}

function errorOf(query: QueryState<RotationPlan>): AppError | null {
  if (query.state === 'failed') return query.error;
  return query.state === 'ready' ? query.refreshError : null;
}
