import {
  keysetFields,
  keysetValueText,
  type KeysetScope,
} from '../../../shared/scopes/keyset-scope.ts';
import { DiffLines } from '../../ui/diff-lines.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import type { Properties } from './keyset-draft.ts';

export interface NewSettingsReviewProps {
  generation: KeysetScope['generation'];
  properties: Properties;
}

/** The settings that a create call will carry. */
export function NewSettingsReview({ generation, properties }: NewSettingsReviewProps) {
  const sent = keysetFields(generation).filter(({ name }) => properties[name] !== undefined);
  return (
    <>
      <h2>What it may do</h2>
      {sent.length === 0 ? (
        <p>No setting is sent: the provider decides all of them, and they are shown afterwards.</p>
      ) : (
        <DiffLines
          label="Settings that are sent"
          lines={sent.map((field) => ({
            kind: 'added',
            text: `${field.label}: ${visibleText(keysetValueText(field, properties[field.name]))}`,
          }))}
        />
      )}
    </>
  );
}
