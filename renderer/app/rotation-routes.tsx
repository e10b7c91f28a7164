import { useParams, useSearch } from '@tanstack/react-router';
import { RotateKeyScreen } from '../features/rotations/rotate-key-screen.tsx';
import { RotationScreen } from '../features/rotations/rotation-screen.tsx';

export function RotateKeyRoute() {
  const { keyId } = useParams({ from: '/keys/$keyId/rotate' });
  const { trigger = 'planned' } = useSearch({ from: '/keys/$keyId/rotate' });
  return <RotateKeyScreen key={keyId} keyId={keyId} trigger={trigger} />;
}

export function RotationRoute() {
  const { rotationId } = useParams({ from: '/rotations/$rotationId' });
  return <RotationScreen key={rotationId} rotationId={rotationId} />;
}
