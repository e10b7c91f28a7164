import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ChosenDestination } from './chosen-destination.ts';
import { kindWords } from './destination-words.ts';
import styles from './rotations.module.css';

/** A place that only the person reaches. */
export function ByHandForm({ onAdd }: { onAdd: (chosen: readonly ChosenDestination[]) => void }) {
  const [note, setNote] = useState('');
  const place = note.trim();
  const add = () => {
    onAdd([
      { choice: { kind: 'by-hand', note: place }, label: `${kindWords['by-hand']}: ${place}` },
    ]);
    setNote('');
  };
  return (
    <div className={styles['row']}>
      <TextField
        label="Done by hand"
        description="Where you will put it, such as “Heroku config of orders”."
        value={note}
        onChange={setNote}
        maxLength={500}
      />
      <Button isDisabled={place === ''} onPress={add}>
        Add
      </Button>
    </div>
  );
}
