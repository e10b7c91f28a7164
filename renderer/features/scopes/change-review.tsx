import type { PropertyChange } from '../../../shared/scopes/keyset-scope.ts';
import { environmentWords } from '../../messages/key-words.ts';
import type { DiffLine } from '../../ui/diff-line.ts';
import { DiffLines } from '../../ui/diff-lines.tsx';
import { feltByClients } from './capability-diff.ts';
import { channelsFelt } from './channel-diff.ts';
import type { EditChanges, EditDraft, ScopeEdit } from './edit-draft.ts';
import { changedLines, scopeLines } from './scope-diff.ts';
import styles from './keyset-form.module.css';

export interface ChangeReviewProps {
  original: EditDraft;
  changes: EditChanges;
}

/** The change like a diff of code, and what running clients will feel. */
export function ChangeReview({ original, changes }: ChangeReviewProps) {
  return (
    <>
      <h2>What changes</h2>
      <DiffLines label="What changes" lines={diffLines(original, changes)} />
      <h2>What running clients will feel</h2>
      <FeltByClients edit={changes.scopeEdit} />
    </>
  );
}

function FeltByClients({ edit }: { edit: ScopeEdit }) {
  const sentences = feltSentences(edit);
  if (edit.kind === 'keyset' && edit.changes.some(({ field }) => field.effect !== null))
    return <FeltBySetting changes={edit.changes} />;
  return sentences.length === 0 ? (
    <p>Nothing that the provider documents: no connection drops and no call starts to fail.</p>
  ) : (
    <ul className={styles['effects']}>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function FeltBySetting({ changes }: { changes: readonly PropertyChange[] }) {
  return (
    <dl className={styles['effects']}>
      {changes
        .filter(({ field }) => field.effect !== null)
        .map(({ field }) => (
          <div key={field.name} className={styles['effect']}>
            <dt className={styles['effectName']}>{field.label}</dt>
            <dd>{field.effect}</dd>
          </div>
        ))}
    </dl>
  );
}

function feltSentences(edit: ScopeEdit): readonly string[] {
  switch (edit.kind) {
    case 'none':
    case 'keyset':
      return [];
    case 'capability':
      return feltByClients(edit.before, edit.after);
    case 'channels':
      return channelsFelt(edit.before, edit.after);
  }
}

function diffLines(original: EditDraft, changes: EditChanges): DiffLine[] {
  return [
    ...(changes.name === null ? [] : changedLines('Name', original.name, changes.name)),
    ...(changes.environment === null
      ? []
      : changedLines(
          'Environment',
          environmentWords[original.environment],
          environmentWords[changes.environment],
        )),
    ...scopeLines(changes.scopeEdit),
  ];
}
