import { useNavigate } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** An address of an account that was forgotten. */
export function AccountGone() {
  const navigate = useNavigate();
  return (
    <EmptyState
      icon="connection"
      title="This account is no longer here"
      actions={<Button onPress={() => navigate({ to: '/connections' })}>Show accounts</Button>}
    >
      It was forgotten on this machine. Connecting it again finds its keys at the provider.
    </EmptyState>
  );
}
