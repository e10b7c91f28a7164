import { useNavigate } from '@tanstack/react-router';
import type { Connection } from '../../../../shared/connections/connection.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { SyncButton, useRunningSyncs } from './sync-control.tsx';

export interface NoKeysProps {
  connections: readonly Connection[];
  /** There are keys, but none fits what was typed. */
  isSearched: boolean;
  onClear: () => void;
}

export function NoKeys({ connections, isSearched, onClear }: NoKeysProps) {
  const navigate = useNavigate();
  const { find } = useProviders();
  const isReading = useRunningSyncs().length > 0;
  if (isSearched) {
    return (
      <EmptyState
        icon="search"
        title="No key fits"
        actions={<Button onPress={onClear}>Clear search</Button>}
      >
        Words search names, apps, owners and scope. Filters look like provider:ably, status:active,
        env:production, age:&gt;90d, scope:* or is:attention; a minus before one excludes.
      </EmptyState>
    );
  }
  if (isReading) {
    return (
      <EmptyState icon="key" title="Reading the first keys">
        They appear here as they come. You can stop at any time; what was read stays.
      </EmptyState>
    );
  }
  const areByHand = connections.every(
    ({ providerId }) => find(providerId)?.capabilities.byHand === true,
  );
  if (areByHand) {
    return (
      <EmptyState
        icon="key"
        title="No key is entered yet"
        actions={
          <Button variant="primary" icon="add" onPress={() => navigate({ to: '/by-hand/new' })}>
            Add a key by hand…
          </Button>
        }
      >
        These accounts are kept by hand: what you enter is what Rekey lists.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="key"
      title="These accounts have no keys yet"
      actions={
        <>
          <Button variant="primary" icon="add" onPress={() => navigate({ to: '/keys/new' })}>
            Create a key…
          </Button>
          <SyncButton />
        </>
      }
    >
      Create the first one here, or sync again if keys were made elsewhere.
    </EmptyState>
  );
}
