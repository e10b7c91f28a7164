import { useAppCommands, type AppCommand } from '../parts/app-commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import styles from './shortcuts-help.module.css';

interface Shortcut {
  readonly keys: readonly string[];
  readonly label: string;
}

/** Keys that belong to a control rather than to a command. */
const builtIn: Readonly<Partial<Record<AppCommand['group'], readonly Shortcut[]>>> = {
  Everywhere: [
    { keys: ['F6'], label: 'Move between the panes' },
    { keys: ['Escape'], label: 'Close details, dialog or editor' },
  ],
  'Key list': [
    { keys: ['↑', '↓'], label: 'Move between rows' },
    { keys: ['←', '→'], label: 'Fold and unfold a group' },
    { keys: ['Home', 'End'], label: 'First and last row' },
    { keys: ['PgUp', 'PgDn'], label: 'A screen up or down' },
    { keys: ['Enter'], label: 'Open the key' },
  ],
};

const groups: readonly AppCommand['group'][] = ['Everywhere', 'Key list', 'Key details'];

export function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const commands = useAppCommands();
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Keyboard shortcuts"
      confirmLabel="Close shortcuts"
      onConfirm={onClose}
      size="wide"
    >
      <div className={styles['groups']}>
        {groups.map((group) => (
          <ShortcutGroup key={group} title={group} shortcuts={shortcutsOf(group, commands)} />
        ))}
      </div>
    </Dialog>
  );
}

function shortcutsOf(
  group: AppCommand['group'],
  commands: readonly AppCommand[],
): readonly Shortcut[] {
  const registered = commands.flatMap((command) =>
    command.group === group && command.shortcut !== undefined
      ? [{ keys: [command.shortcut], label: command.label }]
      : [],
  );
  return [...registered, ...(builtIn[group] ?? [])];
}

function ShortcutGroup({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  if (shortcuts.length === 0) return null;
  return (
    <section>
      <h3 className={styles['title']}>{title}</h3>
      <dl className={styles['list']}>
        {shortcuts.map(({ keys, label }) => (
          <div key={label} className={styles['shortcut']}>
            <dt>{label}</dt>
            <dd className={styles['keys']}>
              {keys.map((key) => (
                <Kbd key={key} keys={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
