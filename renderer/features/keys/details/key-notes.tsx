import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { KeyAnnotations, KeyDetails } from '../../../../shared/keys/key.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { publicRule } from '../../../messages/key-words.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { announce } from '../../../ui/announce.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import styles from './key-details.module.css';

/** What a person knows about a key. Stays on this machine. */
export function KeyNotes({ details }: { details: KeyDetails }) {
  const saved = details.annotations;
  const [draft, setDraft] = useState<KeyAnnotations>(saved);
  const annotate = useCommand('keys.annotate');
  const isChanged =
    draft.owner !== saved.owner ||
    draft.purpose !== saved.purpose ||
    draft.notes !== saved.notes ||
    draft.isPublic !== saved.isPublic;
  const change = (part: Partial<KeyAnnotations>) => {
    setDraft((latest) => ({ ...latest, ...part }));
  };
  const save = async () => {
    const result = await annotate.run({ keyId: details.summary.id, annotations: draft });
    if (result.ok) announce('Notes saved.');
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isChanged) void save();
  };
  const keepTyped = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isChanged) return;
    event.preventDefault();
    announce('Not closed: the notes are not saved yet.');
  };
  return (
    <form className={styles['form']} onSubmit={submit} onKeyDown={keepTyped}>
      <TextField
        label="Owner"
        description="Who to ask before this key changes."
        value={draft.owner}
        onChange={(owner) => {
          change({ owner });
        }}
        maxLength={200}
      />
      <TextField
        label="Purpose"
        description="What uses it."
        value={draft.purpose}
        onChange={(purpose) => {
          change({ purpose });
        }}
        maxLength={200}
      />
      <TextField
        label="Notes"
        isMultiline
        rows={5}
        value={draft.notes}
        onChange={(notes) => {
          change({ notes });
        }}
        maxLength={10_000}
      />
      <Checkbox
        isSelected={draft.isPublic}
        description={`It is public then. ${publicRule(details.scope.kind === 'keyset')}`}
        onChange={(isPublic) => {
          change({ isPublic });
        }}
      >
        Shipped in a browser or an app
      </Checkbox>
      {annotate.error !== null && (
        <ErrorBanner error={annotate.error} onRetry={() => void save()} />
      )}
      <div className={styles['formActions']}>
        <Button type="submit" isDisabled={!isChanged} isPending={annotate.isPending}>
          Save notes
        </Button>
        <span className={styles['saved']}>
          {isChanged ? 'Not saved yet' : 'Only on this machine; never sent to the provider.'}
        </span>
      </div>
    </form>
  );
}
