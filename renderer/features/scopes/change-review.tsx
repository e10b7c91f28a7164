import { keysetValueText, type PropertyChange } from '../../../shared/scopes/keyset-scope.ts';
import { environmentWords } from '../../messages/key-words.ts';
import type { DiffLine } from '../../ui/diff-line.ts';
import { DiffLines } from '../../ui/diff-lines.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import type { DraftChanges, KeysetDraft } from './keyset-draft.ts';
import styles from './keyset-form.module.css';

export interface ChangeReviewProps {
  original: KeysetDraft;
  changes: DraftChanges;
}

/** The change like a diff of code, and what running clients will feel. */
export function ChangeReview({ original, changes }: ChangeReviewProps) {
  const felt = changes.properties.filter(({ field }) => field.effect !== null);
  return (
    <>
      <h2>What changes</h2>
      <DiffLines label="What changes" lines={diffLines(original, changes)} />
      <h2>What running clients will feel</h2>
      {felt.length === 0 ? (
        <p>Nothing that the provider documents: no connection drops and no call starts to fail.</p>
      ) : (
        <dl className={styles['effects']}>
          {felt.map(({ field }) => (
            <div key={field.name} className={styles['effect']}>
              <dt className={styles['effectName']}>{field.label}</dt>
              <dd>{field.effect}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function diffLines(original: KeysetDraft, changes: DraftChanges): DiffLine[] {
  return [
    ...(changes.name === null ? [] : pair('Name', original.name, changes.name)),
    ...(changes.environment === null
      ? []
      : pair(
          'Environment',
          environmentWords[original.environment],
          environmentWords[changes.environment],
        )),
    ...changes.properties.flatMap(propertyLines),
  ];
}

function propertyLines({ field, before, after }: PropertyChange): DiffLine[] {
  return pair(field.label, keysetValueText(field, before), keysetValueText(field, after));
}

const pair = (label: string, before: string, after: string): DiffLine[] => [
  { kind: 'removed', text: `${label}: ${visibleText(before)}` },
  { kind: 'added', text: `${label}: ${visibleText(after)}` },
];
