import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './scope-editor.module.css';

export interface SlugAdderProps {
  taken: readonly string[];
  onAdd: (slug: string) => void;
}

/** A channel by its slug, where the provider's list is not at hand. */
export function SlugAdder({ taken, onAdd }: SlugAdderProps) {
  const [text, setText] = useState('');
  const slug = text.trim();
  const problem = taken.includes(slug) ? 'It is in the list already.' : undefined;
  const add = () => {
    if (slug === '' || problem !== undefined) return;
    onAdd(slug);
    setText('');
  };
  return (
    <div className={styles['adder']}>
      <div
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      >
        <TextField
          label="Channel"
          value={text}
          onChange={setText}
          placeholder="marketing"
          description="Its slug, as requests name it."
          error={problem}
          maxLength={200}
          isMonospace
        />
      </div>
      <div className={styles['adderButton']}>
        <Button icon="add" isDisabled={slug === '' || problem !== undefined} onPress={add}>
          Add channel
        </Button>
      </div>
    </div>
  );
}
