import { useState } from 'react';
import type { SandboxConsoleRow } from '../../shared/ipc/commands/sandbox-commands.ts';
import type { ConnectionId } from '../../shared/lib/ids.ts';
import { useCommand } from '../ipc/use-command.ts';
import { ErrorBanner } from './error-banner.tsx';
import { announce } from '../ui/announce.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { TextField } from '../ui/text-field.tsx';
import { visibleText } from '../ui/visible-text.ts';
import styles from './console-guide.module.css';

/** What one would do on the provider's own page; for simulated accounts, which have no such page. */
export function SandboxConsole({ connectionId }: { connectionId: ConnectionId }) {
  const open = useCommand('sandbox.console-keys');
  const create = useCommand('sandbox.console-create');
  const deactivate = useCommand('sandbox.console-deactivate');
  const copy = useCommand('sandbox.console-copy-token');
  const [rows, setRows] = useState<readonly SandboxConsoleRow[] | null>(null);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const error = open.error ?? create.error ?? deactivate.error ?? copy.error;
  const clearErrors = () => {
    for (const command of [open, create, deactivate, copy]) command.clearError();
  };
  if (rows === null) {
    return (
      <div className={styles['panel']}>
        <Button
          onPress={async () => {
            const read = await open.run({ connectionId });
            if (read.ok) setRows(read.value);
          }}
        >
          Show the simulated console
        </Button>
        {error !== null && <ErrorBanner error={error} />}
      </div>
    );
  }
  return (
    <section className={styles['console']} aria-label="Simulated console">
      <Banner tone="info" title="What you would do in the console">
        This account is simulated. This stands in for the provider’s page of its keys.
      </Banner>
      {error !== null && <ErrorBanner error={error} />}
      <div className={styles['consoleForm']}>
        <TextField label="Name" value={name} onChange={setName} isMonospace />
        <TextField label="Description" value={description} onChange={setDescription} />
        <Button
          isDisabled={name === ''}
          onPress={async () => {
            clearErrors();
            const created = await create.run({ connectionId, name, description });
            if (!created.ok) return;
            setRows(created.value);
            setName('');
            setDescription('');
          }}
        >
          + New API Key
        </Button>
      </div>
      <ul className={styles['rows']}>
        {rows.map((row) => (
          <ConsoleRow
            key={row.name}
            row={row}
            onCopy={async () => {
              clearErrors();
              const copied = await copy.run({ connectionId, name: row.name });
              if (copied.ok) announce('The token is on the clipboard.');
            }}
            onDeactivate={async () => {
              clearErrors();
              const changed = await deactivate.run({ connectionId, name: row.name });
              if (changed.ok) setRows(changed.value);
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function ConsoleRow({
  row,
  onCopy,
  onDeactivate,
}: {
  row: SandboxConsoleRow;
  onCopy: () => Promise<void>;
  onDeactivate: () => Promise<void>;
}) {
  const name = visibleText(row.name, 60);
  return (
    <li className={styles['row']}>
      <span className={styles['rowName']}>{name}</span>
      <StatusMark
        status={row.isActive ? 'active' : 'ended'}
        word={row.isActive ? 'Active' : 'Deactivated'}
      />
      <Button size="small" aria-label={`Copy the token of ${name}`} onPress={onCopy}>
        Copy token
      </Button>
      <span>
        {row.isActive && (
          <Button
            size="small"
            variant="danger-quiet"
            isDisabled={row.isDefault}
            aria-label={`Deactivate ${name}`}
            onPress={onDeactivate}
          >
            Deactivate
          </Button>
        )}
      </span>
    </li>
  );
}
