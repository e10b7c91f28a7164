import { useState } from 'react';
import type { ConnectionId } from '../../../shared/lib/ids.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { useKeyList } from '../../ipc/use-key-list.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { ByHandForm } from './by-hand-form.tsx';
import {
  copyDestination,
  MAX_DESTINATIONS,
  withAdded,
  type ChosenDestination,
} from './chosen-destination.ts';
import { FilePlacesForm } from './file-places-form.tsx';
import { ProgramForm, type PickedProgram } from './program-form.tsx';
import styles from './rotations.module.css';
import { useDescribedFiles } from './use-described-files.ts';
import { VaultForm } from './vault-form.tsx';

export interface DestinationChooserProps {
  chosen: readonly ChosenDestination[];
  onChange: (chosen: readonly ChosenDestination[]) => void;
  /** Destinations of the last rotation that are not among the chosen ones. */
  leftOut: readonly ChosenDestination[];
  suggestedName: string;
  connectionId: ConnectionId;
  descriptor: ProviderDescriptor | undefined;
}

/** Where the new secret goes; the old key is not retired before each of them is confirmed. */
export function DestinationChooser(props: DestinationChooserProps) {
  const { chosen, onChange, leftOut } = props;
  const add = (added: readonly ChosenDestination[]) => {
    onChange(withAdded(chosen, added));
  };
  return (
    <div className={styles['destinations']}>
      <ul className={styles['destinationList']} aria-label="Chosen destinations">
        {chosen.map((destination, index) => (
          <li key={index} className={styles['destination']}>
            <UntrustedText text={destination.label} limit={160} />
            <IconButton
              icon="close"
              label={`Remove ${destination.label.slice(0, 60)}`}
              onPress={() => {
                onChange(chosen.filter((_other, position) => position !== index));
              }}
            />
          </li>
        ))}
      </ul>
      {chosen.length > MAX_DESTINATIONS && (
        <p role="status">{`One rotation takes ${String(MAX_DESTINATIONS)} destinations. Remove ${String(chosen.length - MAX_DESTINATIONS)}, and add them in the next one.`}</p>
      )}
      {leftOut.length > 0 && (
        <div className={styles['row']}>
          <Button
            onPress={() => {
              add(leftOut);
            }}
          >
            {leftOut.length === 1 ? 'Add the one of last time' : 'Add those of last time'}
          </Button>
        </div>
      )}
      <AddDestination {...props} onAdd={add} />
      <ByHandForm onAdd={add} />
    </div>
  );
}

interface AddDestinationProps extends DestinationChooserProps {
  onAdd: (added: readonly ChosenDestination[]) => void;
}

/** A button for each kind; what needs more than a click opens below. */
function AddDestination({ chosen, onAdd, suggestedName, ...account }: AddDestinationProps) {
  const save = useCommand('files.pick-save');
  const open = useCommand('files.pick-open');
  const described = useDescribedFiles();
  const vaultKeys = useVaultKeys(account);
  const [program, setProgram] = useState<PickedProgram | null>(null);
  const [isVaultOpen, setIsVaultOpen] = useState(false);
  const clear = () => {
    described.clear();
    setProgram(null);
    setIsVaultOpen(false);
  };
  const done = (added: readonly ChosenDestination[]) => {
    onAdd(added);
    clear();
  };
  const addFile = async () => {
    const picked = await save.run({ purpose: 'secret', suggestedName });
    if (!picked.ok || picked.value === null) return;
    const { fileId, fileName } = picked.value;
    onAdd([{ choice: { kind: 'file', fileId }, label: `A new file: ${fileName}` }]);
  };
  const pickProgram = async () => {
    clear();
    const picked = await open.run({ purpose: 'program', many: false });
    if (picked.ok) setProgram(picked.value[0] ?? null);
  };
  const error = save.error ?? open.error ?? described.error;
  return (
    <>
      <div className={styles['row']} role="group" aria-label="Add a destination">
        <Button
          icon="copy"
          isDisabled={chosen.some(({ choice }) => choice.kind === 'copy')}
          onPress={() => {
            onAdd([copyDestination]);
          }}
        >
          I will copy it
        </Button>
        <Button
          icon="add"
          onPress={async () => {
            clear();
            await described.pick('env');
          }}
        >
          .env files…
        </Button>
        <Button
          icon="add"
          onPress={async () => {
            clear();
            await described.pick('json');
          }}
        >
          JSON files…
        </Button>
        <Button icon="add" onPress={pickProgram}>
          Run a program…
        </Button>
        {vaultKeys.length > 0 && (
          <Button
            icon="vault"
            onPress={() => {
              clear();
              setIsVaultOpen(true);
            }}
          >
            Vault…
          </Button>
        )}
        <Button icon="add" onPress={addFile}>
          Write a new file…
        </Button>
      </div>
      {error !== null && <ErrorBanner error={error} />}
      {described.picked !== null && (
        <FilePlacesForm {...described.picked} onAdd={done} onCancel={clear} />
      )}
      {program !== null && <ProgramForm program={program} onAdd={done} onCancel={clear} />}
      {isVaultOpen && account.descriptor !== undefined && (
        <VaultForm
          keys={vaultKeys}
          namePattern={account.descriptor.limits.vaultNamePattern}
          onAdd={done}
          onCancel={clear}
        />
      )}
    </>
  );
}

/** The keys of the same account whose vault can take a secret. */
function useVaultKeys({
  connectionId,
  descriptor,
}: Pick<DestinationChooserProps, 'connectionId' | 'descriptor'>) {
  const list = useKeyList();
  if (list.state !== 'ready' || descriptor?.capabilities.vault !== true) return [];
  return list.value.rows.filter(
    (row) => row.connectionId === connectionId && row.status === 'active',
  );
}
