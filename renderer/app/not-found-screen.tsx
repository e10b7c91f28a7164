import { useNavigate } from '@tanstack/react-router';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

export function NotFoundScreen() {
  const navigate = useNavigate();
  return (
    <EmptyState
      icon="search"
      title="There is no such screen"
      actions={
        <Button variant="primary" onPress={() => navigate({ to: '/keys' })}>
          Show all keys
        </Button>
      }
    >
      The address leads nowhere. What it pointed to may have been removed.
    </EmptyState>
  );
}
