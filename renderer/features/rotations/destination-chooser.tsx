import { useState } from 'react';
import type { DestinationChoice } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import styles from './rotations.module.css';

/** A choice with what is shown of it; a file's path stays in main. */
export interface ChosenDestination {
  readonly choice: DestinationChoice;
  readonly label: string;
}

export interface DestinationChooserProps {
  chosen: readonly ChosenDestination[];
  onChange: (chosen: readonly ChosenDestination[]) => void;
  suggestedName: string;
}

/** Where the new secret goes; the old key is not retired before each of them is confirmed. */
export function DestinationChooser({ chosen, onChange, suggestedName }: DestinationChooserProps) {
  const [note, setNote] = useState('');
  const pick = useCommand('files.pick-save');
  const add = (destination: ChosenDestination) => {
    onChange([...chosen, destination]);
  };
  const addFile = async () => {
    const picked = await pick.run({ purpose: 'secret', suggestedName });
    if (!picked.ok || picked.value === null) return;
    const { fileId, fileName } = picked.value;
    add({ choice: { kind: 'file', fileId }, label: `A new file: ${fileName}` });
  };
  const addByHand = () => {
    add({ choice: { kind: 'by-hand', note: note.trim() }, label: `By hand: ${note.trim()}` });
    setNote('');
  };
  const hasCopy = chosen.some(({ choice }) => choice.kind === 'copy');
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
      <div className={styles['row']}>
        <Button
          icon="copy"
          isDisabled={hasCopy}
          onPress={() => {
            add({ choice: { kind: 'copy' }, label: 'Copied by you, where it is needed' });
          }}
        >
          I will copy it
        </Button>
        <Button icon="add" onPress={addFile}>
          Write a new file…
        </Button>
      </div>
      {pick.error !== null && <ErrorBanner error={pick.error} />}
      <div className={styles['row']}>
        <TextField
          label="Done by hand"
          description="Where you will put it, such as “Heroku config of orders”."
          value={note}
          onChange={setNote}
          maxLength={500}
        />
        <Button isDisabled={note.trim() === ''} onPress={addByHand}>
          Add
        </Button>
      </div>
    </div>
  );
}
