import type { Connection } from '../../../../shared/connections/connection.ts';
import { hasFilter, quotedFilterValue, toggleFilter } from '../../../../shared/keys/key-query.ts';
import type { ProviderDescriptor } from '../../../../shared/providers/provider-descriptor.ts';
import { sentenceCase } from '../../../messages/count-words.ts';
import { statusWord } from '../../../messages/ending-words.ts';
import { useProviders } from '../../../parts/use-providers.ts';
import { Menu, type MenuProps } from '../../../ui/menu.tsx';
import { visibleText } from '../../../ui/visible-text.ts';

export interface FilterMenuProps {
  query: string;
  onQueryChange: (query: string) => void;
  connections: readonly Connection[];
}

/** In the words of the providers in use: "Disabled", "Disabled or revoked". */
function endedWords(used: readonly ProviderDescriptor[]): string {
  const words = new Set(used.map(({ capabilities }) => statusWord('ended', capabilities.end)));
  return words.size === 0 ? 'Ended' : sentenceCase([...words].join(' or '));
}

/** The common filters by name; choosing one writes it into the search field, so its words can be learned. */
export function FilterMenu({ query, onQueryChange, connections }: FilterMenuProps) {
  const { all, nameOf } = useProviders();
  const used = all.filter(({ id }) => connections.some(({ providerId }) => providerId === id));
  const entry = (filter: string, label: string) => ({
    id: filter,
    label,
    description: filter,
    isChecked: hasFilter(query, filter),
  });
  const items: MenuProps<string>['items'] = [
    entry('is:attention', 'Needs attention'),
    entry('age:>90d', 'Older than 90 days'),
    entry('scope:*', 'Open to everybody'),
    'separator',
    entry('status:active', 'Active'),
    entry('status:ended', endedWords(used)),
    entry('env:production', 'Production'),
    entry('env:testing', 'Testing'),
    'separator',
    entry('custody:in-keychain', 'Secret in the keychain'),
    entry('custody:at-provider', 'Secret at the provider'),
    ...(used.length > 1
      ? (['separator', ...used.map(({ id }) => entry(`provider:${id}`, nameOf(id)))] as const)
      : []),
    ...(connections.length > 1
      ? ([
          'separator',
          ...connections.map(({ label }) =>
            entry(`account:${quotedFilterValue(label)}`, visibleText(label, 60)),
          ),
        ] as const)
      : []),
  ];
  return (
    <Menu
      label="Filter the list"
      text="Filter"
      icon="filter"
      items={items}
      onAction={(filter) => {
        onQueryChange(toggleFilter(query, filter));
      }}
    />
  );
}
