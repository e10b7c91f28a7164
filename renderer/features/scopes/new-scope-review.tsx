import {
  keysetFields,
  keysetValueText,
  type KeysetScope,
} from '../../../shared/scopes/keyset-scope.ts';
import type { DiffLine } from '../../ui/diff-line.ts';
import { DiffLines } from '../../ui/diff-lines.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import type { ScopeDraft, ScopeEditorKind } from '../../parts/scope-draft.ts';
import { newCapabilityLines } from './capability-diff.ts';
import { newChannelLines } from './channel-diff.ts';
import type { Properties } from './keyset-draft.ts';
import { generationOf } from './new-scope.ts';
import { finalSettings } from './setting-words.ts';
import { SettledForGood } from './settled-for-good.tsx';

export interface NewScopeReviewProps {
  kind: ScopeEditorKind;
  draft: ScopeDraft;
}

/** What a create call will carry. */
export function NewScopeReview({ kind, draft: { input } }: NewScopeReviewProps) {
  switch (input.kind) {
    case 'keyset':
      return kind !== 'keyset-v1' && kind !== 'keyset-v2' ? null : (
        <NewKeysetReview generation={generationOf(kind)} properties={input.properties} />
      );
    case 'capability':
      return <Lines lines={newCapabilityLines(input)} />;
    case 'channels':
      return <Lines lines={newChannelLines(input)} />;
  }
}

function Lines({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <>
      <h2>What it may do</h2>
      <DiffLines label="Rights that are asked for" lines={lines} />
    </>
  );
}

function NewKeysetReview({
  generation,
  properties,
}: {
  generation: KeysetScope['generation'];
  properties: Properties;
}) {
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
      <SettledForGood
        sentences={finalSettings(
          sent.map((field) => ({ field, after: properties[field.name] ?? null })),
        )}
      />
    </>
  );
}
