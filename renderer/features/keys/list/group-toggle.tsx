import { useNavigate } from '@tanstack/react-router';
import { useRegisterCommands } from '../../../parts/app-commands.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { CollapsedGroups } from './use-collapsed-groups.ts';

export interface GroupToggleProps {
  isFlat: boolean;
  groups: CollapsedGroups;
}

export function GroupToggle({ isFlat, groups }: GroupToggleProps) {
  const navigate = useNavigate({ from: '/keys' });
  const toggle = () => {
    void navigate({
      search: (search) => ({ ...search, isFlat: isFlat ? undefined : true }),
      replace: true,
    });
  };
  useRegisterCommands([
    {
      id: 'keys.group',
      label: isFlat ? 'Group keys by app' : 'Show keys as one list',
      icon: 'app',
      group: 'Key list',
      run: toggle,
    },
    ...(isFlat
      ? []
      : ([
          {
            id: 'keys.fold-all',
            label: 'Fold all apps',
            icon: 'collapsed',
            group: 'Key list',
            run: groups.collapseAll,
          },
          {
            id: 'keys.unfold-all',
            label: 'Unfold all apps',
            icon: 'expanded',
            group: 'Key list',
            run: groups.expandAll,
          },
        ] as const)),
  ]);
  return <IconButton icon="app" label="Group by app" isPressed={!isFlat} onPress={toggle} />;
}
