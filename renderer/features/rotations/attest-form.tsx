import { useState } from 'react';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommand } from '../../ipc/use-command.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './rotations.module.css';

export interface AttestFormProps {
  view: RotationView;
  what: 'new-works' | 'old-dead';
  /** A check stands beside it, and is the better proof. */
  isSecondChoice?: boolean | undefined;
}

/** The person's word in place of a check; it stands in the receipt with its reason. */
export function AttestForm({ view, what, isSecondChoice = false }: AttestFormProps) {
  const attest = useCommand('rotations.attest');
  const [note, setNote] = useState('');
  return (
    <div className={styles['form']}>
      <TextField
        label="How do you know?"
        description={
          what === 'new-works'
            ? 'Such as “a test client published with it”. It stands in the receipt.'
            : 'Such as “an old client was refused”. It stands in the receipt.'
        }
        value={note}
        onChange={setNote}
        maxLength={500}
      />
      <div className={styles['row']}>
        <Button
          variant={isSecondChoice ? 'secondary' : 'primary'}
          isDisabled={note.trim() === ''}
          onPress={async () => {
            await attest.run({ rotationId: view.id, what, note: note.trim() });
          }}
        >
          {what === 'new-works'
            ? 'I attest that the new key works'
            : 'I attest that the old key is refused'}
        </Button>
      </div>
      {attest.error !== null && (
        <ErrorBanner error={attest.error} connectionId={view.connectionId} />
      )}
    </div>
  );
}
