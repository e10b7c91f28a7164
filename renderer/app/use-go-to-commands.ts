import { useNavigate } from '@tanstack/react-router';
import { useCommandQuery } from '../ipc/use-command-query.ts';
import { useRegisterCommands } from '../parts/app-commands.ts';
import { useProviders } from '../parts/use-providers.ts';
import { destinations } from './destinations.ts';

/** Every screen of the navigation, and the ways to new things, in the palette. */
export function useGoToCommands(): void {
  const navigate = useNavigate();
  const hasByHand = useHasAccountByHand();
  useRegisterCommands([
    ...destinations.map(
      ({ to, label, icon }) =>
        ({
          id: `go-to:${to}`,
          label,
          icon,
          group: 'Go to',
          run: () => void navigate({ to }),
        }) as const,
    ),
    {
      id: 'keys.create',
      label: 'Create a key…',
      icon: 'add',
      group: 'Everywhere',
      run: () => void navigate({ to: '/keys/new' }),
    },
    ...(hasByHand
      ? [
          {
            id: 'keys.add-by-hand',
            label: 'Add a key by hand…',
            icon: 'add',
            group: 'Everywhere',
            run: () => void navigate({ to: '/by-hand/new' }),
          } as const,
        ]
      : []),
    {
      id: 'containers.create',
      label: 'Create an app…',
      icon: 'app',
      group: 'Everywhere',
      run: () => void navigate({ to: '/containers/new' }),
    },
    {
      id: 'connections.connect',
      label: 'Connect an account…',
      icon: 'connection',
      group: 'Everywhere',
      run: () => void navigate({ to: '/connections/new' }),
    },
  ]);
}

function useHasAccountByHand(): boolean {
  const connections = useCommandQuery('connections.list', {});
  const { find } = useProviders();
  return (
    connections.state === 'ready' &&
    connections.value.some(({ providerId }) => find(providerId)?.capabilities.byHand === true)
  );
}
