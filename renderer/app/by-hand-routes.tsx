import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { AddByHandScreen } from '../features/by-hand/add-by-hand-screen.tsx';
import { EndByHandScreen } from '../features/by-hand/end-by-hand-screen.tsx';

export function AddByHandRoute() {
  const { container, replaces } = useSearch({ from: '/by-hand/new' });
  const navigate = useNavigate();
  return (
    <AddByHandScreen
      key={`${container ?? ''}/${replaces ?? ''}`}
      containerId={container}
      replaces={
        replaces === undefined
          ? undefined
          : {
              keyId: replaces,
              // Navigation never rejects; a screen that fails shows its own error.
              onEndOld: (keyId) =>
                void navigate({ to: '/keys/$keyId/end-by-hand', params: { keyId }, replace: true }),
            }
      }
    />
  );
}

export function EndByHandRoute() {
  const { keyId } = useParams({ from: '/keys/$keyId/end-by-hand' });
  return <EndByHandScreen key={keyId} keyId={keyId} />;
}
