import type {
  RotationPlan,
  RotationStep,
  RotationView,
} from '../../../shared/rotations/rotation-view.ts';
import { shortTime } from '../../messages/exact-time.ts';
import { StepList, type Step, type StepState } from '../../ui/step-list.tsx';
import { pathStepOf, pathSteps, stepLabel } from './path-steps.ts';
import { proofWords } from './proof-words.ts';

/** The steps before anything has begun: the first one is where the person is. */
export function PlanSteps({ plan }: { plan: RotationPlan }) {
  const steps = pathSteps(plan).map((id): Step => ({
    id,
    label: stepLabel(id, plan),
    state: id === 'planned' ? 'current' : 'waiting',
  }));
  return <StepList label="Steps of the rotation" steps={steps} />;
}

/** Where the saved rotation stands. */
export function RotationSteps({ view, now }: { view: RotationView; now: number }) {
  const path = pathSteps(
    view.plan,
    view.timeline.map(({ step }) => step),
  );
  const current = path.indexOf(pathStepOf(view, path));
  const steps = path.map((id, index): Step => {
    const state = stateOf(view, index, current);
    const label = stepLabel(id, view.plan);
    return { id, label, state, detail: detailOf(view, id, state, now) };
  });
  return <StepList label="Steps of the rotation" steps={steps} />;
}

function stateOf(view: RotationView, index: number, current: number): StepState {
  if (view.step === 'completed' || index < current) return 'done';
  if (index > current) return 'waiting';
  const hasStopped = view.step === 'cancelled' || view.step === 'rolled-back';
  return view.step === 'needs-attention' || hasStopped ? 'attention' : 'current';
}

function detailOf(
  view: RotationView,
  id: RotationStep,
  state: StepState,
  now: number,
): string | undefined {
  if (id === 'verifying' && view.proofNew !== null) return proofWords(view.proofNew);
  if (id === 'verifying-dead' && view.proofDead !== null) return proofWords(view.proofDead);
  if (id === 'distributing' && view.destinations.length > 0) {
    const confirmed = view.destinations.filter(({ state }) => state === 'confirmed').length;
    return `${String(confirmed)} of ${String(view.destinations.length)} confirmed`;
  }
  if (id === 'overlapping' && view.overlapUntil !== null)
    return `until ${shortTime(view.overlapUntil, now)}`;
  // It was there before and went back, as when a file was put back.
  if (state === 'waiting') return undefined;
  const reached = view.timeline.findLast((entry) => entry.step === id);
  return reached === undefined ? undefined : shortTime(reached.at, now);
}
