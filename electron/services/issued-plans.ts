import type { RotationPlan } from '../../shared/rotations/rotation-view.ts';
import type { PlanChoice } from './plan-choice.ts';

/** Plans that may be started; older ones are made again. */
const MAX_ISSUED_PLANS = 100;

/** A plan as it was shown, and what it was made from. */
interface IssuedPlan {
  readonly plan: RotationPlan;
  readonly choice: PlanChoice;
}

/** Plans given out in this run, by marker: only these can be started, each once. */
export class IssuedPlans {
  private readonly issued = new Map<string, IssuedPlan>();

  issue(plan: RotationPlan, choice: PlanChoice): void {
    this.issued.set(plan.marker, { plan, choice });
    const [oldest] = this.issued.keys();
    if (this.issued.size > MAX_ISSUED_PLANS && oldest !== undefined) this.issued.delete(oldest);
  }

  find(marker: string): IssuedPlan | null {
    return this.issued.get(marker) ?? null;
  }

  /** False when another start has used it up. */
  take(marker: string): boolean {
    return this.issued.delete(marker);
  }
}
