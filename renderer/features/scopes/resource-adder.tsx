import { useState } from 'react';
import type { Container } from '../../../shared/connections/connection.ts';
import { resourceWords } from '../../../shared/scopes/capability-matching.ts';
import { resourceProblems } from '../../../shared/scopes/capability-text.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import styles from './scope-editor.module.css';
import { TargetPicker } from './target-picker.tsx';

export interface ResourceAdderProps {
  taken: readonly string[];
  targetsOf: Container['id'] | null;
  onAdd: (resource: string) => void;
}

/** One more resource: typed, with its meaning as one types, or picked from what the app has. */
export function ResourceAdder({ taken, targetsOf, onAdd }: ResourceAdderProps) {
  const [text, setText] = useState('');
  const problem =
    text === ''
      ? undefined
      : taken.includes(text)
        ? 'It is in the list already.'
        : resourceProblems(text)[0];
  const add = () => {
    if (text === '' || problem !== undefined) return;
    onAdd(text);
    setText('');
  };
  return (
    <>
      <div className={styles['adder']}>
        <div
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        >
          <TextField
            label="Another resource"
            value={text}
            onChange={setText}
            placeholder="chat:*"
            error={problem}
            description={
              text === ''
                ? 'A channel, a namespace such as chat:*, or a queue such as [queue]ab12CD-orders.'
                : visibleText(resourceWords(text), 400)
            }
            isMonospace
          />
        </div>
        <div className={styles['adderButton']}>
          <Button icon="add" isDisabled={text === '' || problem !== undefined} onPress={add}>
            Add resource
          </Button>
        </div>
      </div>
      {targetsOf !== null && (
        <TargetPicker
          containerId={targetsOf}
          label="Or pick a queue or namespace"
          taken={taken}
          onPick={({ resource }) => {
            onAdd(resource);
          }}
        />
      )}
    </>
  );
}
