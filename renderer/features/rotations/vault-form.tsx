import { useState } from 'react';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { Button } from '../../ui/button.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import type { ChosenDestination } from './chosen-destination.ts';
import { kindWords } from './destination-words.ts';
import styles from './rotations.module.css';

type Intent = 'create' | 'replace';

export interface VaultFormProps {
  /** The keys of the account that have a vault. */
  keys: readonly KeySummary[];
  /** Which names the provider allows. */
  namePattern: string;
  onAdd: (chosen: readonly ChosenDestination[]) => void;
  onCancel: () => void;
}

/** A named secret in the vault of a key of the same account. */
export function VaultForm({ keys, namePattern, onAdd, onCancel }: VaultFormProps) {
  const [keyId, setKeyId] = useState<KeyId | null>(keys[0]?.id ?? null);
  const [name, setName] = useState('');
  const [said, setSaid] = useState<Intent | null>(null);
  const isThere = useIsThere(keyId, name);
  const intent = said ?? (isThere ? 'replace' : 'create');
  const isNameFine = name !== '' && name.length <= 200 && new RegExp(namePattern, 'u').test(name);
  const keyName = keys.find(({ id }) => id === keyId)?.name ?? '';
  const add = () => {
    if (keyId === null) return;
    const label = `${kindWords.vault}: ${keyName} · ${name}`;
    onAdd([{ choice: { kind: 'vault', keyId, name, intent }, label, isInVault: true }]);
  };
  return (
    <div className={styles['form']} role="group" aria-label="Secret in a vault">
      <ComboBox<KeyId>
        label="Whose vault"
        options={keys.map(({ id, name: label, containerName }) => ({
          value: id,
          label: visibleText(label, 80),
          description: visibleText(containerName, 60),
        }))}
        value={keyId}
        onChange={setKeyId}
      />
      <TextField
        label="Name of the secret"
        value={name}
        onChange={setName}
        error={name === '' || isNameFine ? undefined : 'The provider does not allow this name.'}
        maxLength={200}
        isMonospace
        autoFocus
      />
      <RadioGroup<Intent>
        label="Is there one of this name?"
        value={intent}
        onChange={setSaid}
        options={[
          { value: 'create', label: 'No, it is created' },
          { value: 'replace', label: 'Yes, its value is replaced' },
        ]}
      />
      <div className={styles['row']}>
        <Button variant="primary" isDisabled={keyId === null || !isNameFine} onPress={add}>
          Add the secret
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}

/** As far as the list of the vault is known; the provider is asked again before anything is written. */
function useIsThere(keyId: KeyId | null, name: string): boolean {
  const vault = useCommandQuery(
    'vault.list',
    { keyId: keyId ?? '', refresh: false },
    { isEnabled: keyId !== null },
  );
  return vault.state === 'ready' && vault.value.entries.some((entry) => entry.name === name);
}
