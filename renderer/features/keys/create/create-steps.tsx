import { StepList } from '../../../ui/step-list.tsx';

export type CreateStep = 'place' | 'settings' | 'review' | 'created';

const steps: readonly { readonly id: CreateStep; readonly label: string }[] = [
  { id: 'place', label: 'Place and name' },
  { id: 'settings', label: 'What it may do' },
  { id: 'review', label: 'Review and create' },
  { id: 'created', label: 'Created' },
];

export function CreateSteps({ step }: { step: CreateStep }) {
  const current = steps.findIndex(({ id }) => id === step);
  return (
    <StepList
      label="Steps of creating"
      steps={steps.map(({ id, label }, index) => ({
        id,
        label,
        state: index < current ? 'done' : index === current ? 'current' : 'waiting',
      }))}
    />
  );
}
