import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { KeySummary } from '../../shared/keys/key.ts';
import { indexKey, keyPredicate, parseKeyQuery } from '../../shared/keys/key-query.ts';
import { useKeyList } from '../ipc/use-key-list.ts';
import { useAppCommands, type AppCommand } from '../parts/app-commands.ts';
import { useNow } from '../parts/use-now.ts';
import { useProviders } from '../parts/use-providers.ts';
import { Palette, type PaletteItem } from '../ui/palette.tsx';
import { visibleText } from '../ui/visible-text.ts';

const MAX_KEYS = 8;
const noRows: readonly KeySummary[] = [];

/** Every command of what is on the screen, and any key by name. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState('');
  const navigate = useNavigate();
  const commands = useAppCommands().filter(({ isShortcutOnly }) => isShortcutOnly !== true);
  const keys = useFoundKeys(query);
  const found = commands.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()));
  const run = (id: string) => {
    const command = commands.find((candidate) => candidate.id === id);
    const key = keys.find((candidate) => candidate.id === id);
    if (command !== undefined) command.run();
    else if (key !== undefined)
      void navigate({ to: '/keys', search: { key: key.id }, state: { isFocusWanted: true } });
  };
  return (
    <Palette
      isOpen
      onClose={onClose}
      label="Commands and keys"
      placeholder="Search commands and keys…"
      query={query}
      onQueryChange={setQuery}
      items={[...found.map(commandItem), ...keys.map(keyItem)]}
      onAction={run}
    />
  );
}

const commandItem = ({ id, label, icon, group, shortcut }: AppCommand): PaletteItem => ({
  id,
  label,
  icon,
  detail: group === 'Everywhere' ? undefined : group,
  shortcut,
});

const keyItem = (key: KeySummary): PaletteItem => ({
  id: key.id,
  label: visibleText(key.name),
  icon: 'key',
  detail: visibleText(key.containerName),
});

/** The first few keys that fit; none before something is typed. */
function useFoundKeys(query: string): readonly KeySummary[] {
  const list = useKeyList();
  const { nameOf } = useProviders();
  const now = useNow();
  const rows = list.state === 'ready' ? list.value.rows : noRows;
  const indexed = useMemo(
    () => rows.map((key) => indexKey(key, { providerName: nameOf, accountLabel: () => '' })),
    [rows, nameOf],
  );
  if (query.trim() === '') return noRows;
  const fits = keyPredicate(parseKeyQuery(query), now);
  const found: KeySummary[] = [];
  for (const candidate of indexed) {
    if (fits(candidate)) found.push(candidate.key);
    if (found.length === MAX_KEYS) break;
  }
  return found;
}
