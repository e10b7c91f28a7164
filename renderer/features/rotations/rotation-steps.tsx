import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { shortTime } from '../../messages/exact-time.ts';
import { StepList, type Step, type StepState } from '../../ui/step-list.tsx';
import { pathStepOf, pathSteps, proofWords, stepLabels, type PathStep } from './rotation-words.ts';

/** The steps before anything has begun: the first one is where the person is. */
export function PlanSteps() {
  const steps = pathSteps.map((id): Step => ({
    id,
    label: stepLabels[id],
    state: id === 'planned' ? 'current' : 'waiting',
  }));
  return <StepList label="Steps of the rotation" steps={steps} />;
}

/** Where the saved rotation stands. */
export function RotationSteps({ view, now }: { view: RotationView; now: number }) {
  const current = pathSteps.indexOf(pathStepOf(view));
  const steps = pathSteps.map((id, index): Step => ({
    id,
    label: stepLabels[id],
    state: stateOf(view, index, current),
    detail: detailOf(view, id, now),
  }));
  return <StepList label="Steps of the rotation" steps={steps} />;
}

function stateOf(view: RotationView, index: number, current: number): StepState {
  if (view.step === 'completed' || index < current) return 'done';
  if (index > current) return 'waiting';
  const hasStopped = view.step === 'cancelled' || view.step === 'rolled-back';
  return view.step === 'needs-attention' || hasStopped ? 'attention' : 'current';
}

function detailOf(view: RotationView, id: PathStep, now: number): string | undefined {
  if (id === 'verifying' && view.proofNew !== null) return proofWords(view.proofNew);
  if (id === 'verifying-dead' && view.proofDead !== null) return proofWords(view.proofDead);
  if (id === 'distributing' && view.destinations.length > 0) {
    const confirmed = view.destinations.filter(({ state }) => state === 'confirmed').length;
    return `${String(confirmed)} of ${String(view.destinations.length)} confirmed`;
  }
  const reached = view.timeline.findLast((entry) => entry.step === id);
  return reached === undefined ? undefined : shortTime(reached.at, now);
}
