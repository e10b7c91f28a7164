import { useState } from 'react';
import { isSecretVariable } from '../../../shared/destinations/secret-variable.ts';
import type { PickedFileId } from '../../../shared/lib/ids.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import type { ChosenDestination } from './chosen-destination.ts';
import { kindWords } from './destination-words.ts';
import styles from './rotations.module.css';

export interface PickedProgram {
  readonly fileId: PickedFileId;
  readonly fileName: string;
}

export interface ProgramFormProps {
  program: PickedProgram;
  onAdd: (chosen: readonly ChosenDestination[]) => void;
  onCancel: () => void;
}

/** How a program is called and gets the secret; never as an argument, which every program can read. */
export function ProgramForm({ program, onAdd, onCancel }: ProgramFormProps) {
  const { fileId, fileName } = program;
  const [lines, setLines] = useState('');
  const [way, setWay] = useState<'stdin' | 'env'>('stdin');
  const [name, setName] = useState('');
  const problem = way === 'stdin' ? undefined : variableProblem(name);
  const add = () => {
    const given = lines.split('\n').filter((line) => line !== '');
    const hand = way === 'stdin' ? { kind: way } : { kind: way, name };
    onAdd([
      {
        choice: { kind: 'command', fileId, arguments: given, hand },
        label: `${kindWords.command}: ${fileName}${way === 'env' ? ` · ${name}` : ''}`,
      },
    ]);
  };
  return (
    <div
      className={styles['form']}
      role="group"
      aria-label={`Program ${visibleText(fileName, 60)}`}
    >
      <p>{`${visibleText(fileName, 120)} is run once the new secret is proved. You are asked before it runs for the first time.`}</p>
      <RadioGroup<'stdin' | 'env'>
        label="How does it get the secret?"
        value={way}
        onChange={setWay}
        options={[
          {
            value: 'stdin',
            label: 'On its standard input',
            description: 'Other programs cannot see it there.',
          },
          { value: 'env', label: 'In an environment variable' },
        ]}
      />
      {way === 'env' && (
        <TextField
          label="Variable"
          value={name}
          onChange={setName}
          error={name === '' ? undefined : problem}
          isMonospace
        />
      )}
      <TextField
        label="Arguments"
        labelNote="(optional)"
        description="One on each line. Never the secret: arguments can be read by every program."
        value={lines}
        onChange={setLines}
        isMultiline
        rows={3}
        isMonospace
      />
      <div className={styles['row']}>
        <Button variant="primary" isDisabled={problem !== undefined} onPress={add}>
          Add the program
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}

const variableProblem = (name: string): string | undefined =>
  isSecretVariable(name)
    ? undefined
    : 'Capital letters, numbers and underscores, and no name that the system itself uses.';
