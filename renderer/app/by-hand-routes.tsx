import { useParams, useSearch } from '@tanstack/react-router';
import { AddByHandScreen } from '../features/by-hand/add-by-hand-screen.tsx';
import { EndByHandScreen } from '../features/by-hand/end-by-hand-screen.tsx';

export function AddByHandRoute() {
  const { container } = useSearch({ from: '/by-hand/new' });
  return <AddByHandScreen key={container ?? ''} containerId={container} />;
}

export function EndByHandRoute() {
  const { keyId } = useParams({ from: '/keys/$keyId/end-by-hand' });
  return <EndByHandScreen key={keyId} keyId={keyId} />;
}
