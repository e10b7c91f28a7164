import type { PropertyChange } from '../../../shared/scopes/keyset-scope.ts';
import { environmentWords } from '../../messages/key-words.ts';
import type { DiffLine } from '../../ui/diff-line.ts';
import { DiffLines } from '../../ui/diff-lines.tsx';
import { feltByClients } from './capability-diff.ts';
import { channelsFelt } from './channel-diff.ts';
import type { EditChanges, EditDraft, ScopeEdit } from './edit-draft.ts';
import { changedLines, scopeLines } from './scope-diff.ts';
import { Sentences, SettledForGood } from './settled-for-good.tsx';
import { feltBySetting, finalSettings, nothingKnown } from './setting-words.ts';
import styles from './keyset-form.module.css';

export interface ChangeReviewProps {
  original: EditDraft;
  changes: EditChanges;
}

/** The change like a diff of code, what running clients will feel, and what stays for good. */
export function ChangeReview({ original, changes }: ChangeReviewProps) {
  const { scopeEdit } = changes;
  const settled = scopeEdit.kind === 'keyset' ? finalSettings(scopeEdit.changes) : [];
  return (
    <>
      <h2>What changes</h2>
      <DiffLines label="What changes" lines={diffLines(original, changes)} />
      <h2>What running clients will feel</h2>
      <FeltByClients edit={scopeEdit} />
      <SettledForGood sentences={settled} />
    </>
  );
}

function FeltByClients({ edit }: { edit: ScopeEdit }) {
  if (edit.kind === 'keyset') return <FeltBySetting changes={edit.changes} />;
  const sentences = feltSentences(edit);
  return sentences.length === 0 ? <p>{nothingKnown}</p> : <Sentences sentences={sentences} />;
}

function FeltBySetting({ changes }: { changes: readonly PropertyChange[] }) {
  return (
    <dl className={styles['effects']}>
      {feltBySetting(changes).map(({ label, text }) => (
        <div key={label} className={styles['effect']}>
          <dt className={styles['effectName']}>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function feltSentences(edit: Exclude<ScopeEdit, { kind: 'keyset' }>): readonly string[] {
  switch (edit.kind) {
    case 'none':
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
