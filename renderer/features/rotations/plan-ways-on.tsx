import { useNavigate } from '@tanstack/react-router';
import type { RotationPlan } from '../../../shared/rotations/rotation-view.ts';
import { Button } from '../../ui/button.tsx';
import { waysOnOf, type WayOn } from './ways-on.ts';

export interface PlanWaysOnProps {
  plan: RotationPlan;
  onCheckAgain: () => void;
}

/** What can be done about what blocks: the first is the one that most likely helps. */
export function PlanWaysOn({ plan, onCheckAgain }: PlanWaysOnProps) {
  const navigate = useNavigate();
  const { connectionId, keyId } = plan;
  const blocking = plan.findings.filter(({ weight }) => weight === 'blocks');
  const rotationId = blocking.find((finding) => finding.rotationId !== undefined)?.rotationId;
  const goOn: Partial<Record<WayOn, readonly [label: string, run: () => void]>> = {
    'sign-in': [
      'Sign in again',
      () => void navigate({ to: '/connections/$connectionId/sign-in', params: { connectionId } }),
    ],
    'open-account': [
      'Open the account',
      () => void navigate({ to: '/connections/$connectionId', params: { connectionId } }),
    ],
    'open-key': ['Open the key', () => void navigate({ to: '/keys', search: { key: keyId } })],
    ...(rotationId !== undefined && {
      'open-rotation': [
        'Open that rotation',
        () =>
          void navigate({
            to: '/rotations/$rotationId',
            params: { rotationId },
          }),
      ],
    }),
  };
  const offered = waysOnOf(blocking).flatMap((way) => {
    const action = goOn[way];
    return action === undefined ? [] : [action];
  });
  return (
    <>
      {offered.map(([label, run], index) => (
        <Button key={label} variant={index === 0 ? 'primary' : 'secondary'} onPress={run}>
          {label}
        </Button>
      ))}
      <Button onPress={onCheckAgain}>Check again</Button>
    </>
  );
}
