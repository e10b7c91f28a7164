import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import {
  keysetFields,
  keysetValueText,
  type KeysetField,
  type KeysetScope,
  type PropertyChange,
} from '../../../shared/scopes/keyset-scope.ts';
import type { ScopeDraft } from '../../parts/scope-draft.ts';
import type { DiffLine } from '../../ui/diff-line.ts';
import { visibleText } from '../../ui/visible-text.ts';
import { capabilityDiff } from './capability-diff.ts';
import { channelDiff } from './channel-diff.ts';
import { scopeEditOf, type ScopeEdit } from './edit-draft.ts';
import type { Properties } from './keyset-draft.ts';

/** A change of a scope like a diff of code. */
export function scopeLines(edit: ScopeEdit): DiffLine[] {
  switch (edit.kind) {
    case 'none':
      return [];
    case 'keyset':
      return edit.changes.flatMap(propertyLines);
    case 'capability':
      return capabilityDiff(edit.before, edit.after);
    case 'channels':
      return channelDiff(edit.before, edit.after);
  }
}

/** Old and new value of one thing. */
export const changedLines = (label: string, before: string, after: string): DiffLine[] => [
  { kind: 'removed', text: `${label}: ${visibleText(before)}` },
  { kind: 'added', text: `${label}: ${visibleText(after)}` },
];

/** How a new key will differ from one that there is; empty: in nothing. */
export function comparisonLines(shown: KeyScope, draft: ScopeDraft): DiffLine[] {
  const { input } = draft;
  return [
    ...scopeLines(scopeEditOf(shown, draft)),
    ...(shown.kind === 'keyset' && input.kind === 'keyset'
      ? unsentLines(shown, input.properties)
      : []),
  ];
}

/** In what a new key is otherwise than it was asked for: what was sent goes, what it has comes. */
export function deviationLines(
  sent: ScopeInput,
  shown: KeyScope,
  differences: readonly string[],
): DiffLine[] {
  if (sent.kind === 'capability' && shown.kind === 'capability') return capabilityDiff(sent, shown);
  if (sent.kind === 'channels' && shown.kind === 'channels') return channelDiff(sent, shown);
  if (sent.kind !== 'keyset' || shown.kind !== 'keyset') return [];
  const text = (field: KeysetField, { [field.name]: value }: Properties): string =>
    keysetValueText(field, value ?? null);
  return keysetFields(shown.generation)
    .filter(({ name }) => differences.includes(name))
    .flatMap((field) =>
      changedLines(field.label, text(field, sent.properties), text(field, shown.properties)),
    );
}

/** Settings that the other keyset has and that are not asked for. */
const unsentLines = ({ generation, properties }: KeysetScope, sent: Properties): DiffLine[] =>
  keysetFields(generation).flatMap((field): DiffLine[] => {
    const value = properties[field.name] ?? null;
    return value === null || sent[field.name] !== undefined
      ? []
      : [
          {
            kind: 'removed',
            text: `${field.label}: ${visibleText(keysetValueText(field, value))}`,
            note: 'not sent; the provider decides',
          },
        ];
  });

function propertyLines({ field, before, after }: PropertyChange): DiffLine[] {
  return changedLines(field.label, keysetValueText(field, before), keysetValueText(field, after));
}
