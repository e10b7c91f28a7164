import type { ReactNode } from 'react';
import { sentenceCase } from '../../../messages/count-words.ts';
import type { KeyDetails } from '../../../../shared/keys/key.ts';
import { environmentWords, publicRule } from '../../../messages/key-words.ts';
import { DescriptionList, type Description } from '../../../ui/description-list.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import type { KeySettingsSlot } from './key-settings-slot.ts';
import { PublicWarnings } from './public-choice.tsx';
import { isKeyset, type KeyDraft, type KeyPlace } from './use-key-draft.ts';

const ACCOUNT = 'Account';

export interface ReviewStepProps {
  draft: KeyDraft;
  place: KeyPlace;
  /** The key that it is a copy of. */
  source: KeyDetails | null;
  settings: KeySettingsSlot;
  /** What came of the last attempt, with the ways on. */
  outcome: ReactNode;
}

/** Everything that will be sent, before the one call that creates. */
export function ReviewStep({ draft, place, source, settings, outcome }: ReviewStepProps) {
  const { descriptor } = place;
  const { scope: kind } = descriptor;
  return (
    <>
      <h2>{`A new ${descriptor.nouns.key}`}</h2>
      <DescriptionList items={facts(draft, place)} />
      {kind !== null && draft.scope !== null && (
        <>
          {draft.isPublic && (
            <PublicWarnings warnings={settings.warningsIfPublic(kind, draft.scope)} />
          )}
          {settings.review(kind, draft.scope)}
          {source !== null && settings.comparison(source.scope, source.summary.name, draft.scope)}
        </>
      )}
      <p>
        The request is sent once. The secret of the new {descriptor.nouns.key} is kept before it is
        shown.
      </p>
      {outcome}
    </>
  );
}

function facts(draft: KeyDraft, place: KeyPlace): Description[] {
  const { container, connection, descriptor } = place;
  const containerTerm = sentenceCase(descriptor.nouns.container);
  return [
    { term: 'Name', details: <UntrustedText text={draft.name} limit={200} /> },
    // Where a provider groups keys by nothing, the container is the account itself.
    ...(containerTerm === ACCOUNT
      ? []
      : [{ term: containerTerm, details: <UntrustedText text={container.name} limit={80} /> }]),
    {
      term: ACCOUNT,
      details: (
        <>
          {!connection.label.startsWith(descriptor.name) && `${descriptor.name} · `}
          <UntrustedText text={connection.label} limit={60} />
        </>
      ),
    },
    ...(draft.environment === 'unset'
      ? []
      : [{ term: 'Environment', details: environmentWords[draft.environment] }]),
    {
      term: 'Used',
      details: draft.isPublic
        ? `shipped in a browser or an app, so it is public. ${publicRule(isKeyset(place))}`
        : 'on servers',
    },
  ];
}
