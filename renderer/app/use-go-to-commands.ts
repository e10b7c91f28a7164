import { useNavigate } from '@tanstack/react-router';
import { useRegisterCommands } from '../parts/app-commands.ts';
import { destinations } from './destinations.ts';

/** Every screen of the navigation, and the ways to new things, in the palette. */
export function useGoToCommands(): void {
  const navigate = useNavigate();
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
