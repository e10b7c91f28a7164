import type { AppError } from '../../../../shared/errors/app-error.ts';
import { sentenceCase } from '../../../messages/count-words.ts';
import { environmentWords } from '../../../messages/key-words.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { DescriptionList } from '../../../ui/description-list.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import type { KeySettingsSlot } from './key-settings-slot.ts';
import type { KeyDraft, KeyPlace } from './use-key-draft.ts';

const ACCOUNT = 'Account';

export interface ReviewStepProps {
  draft: KeyDraft;
  place: KeyPlace;
  settings: KeySettingsSlot;
  error: AppError | null;
}

/** Everything that will be sent, before the one call that creates. */
export function ReviewStep({ draft, place, settings, error }: ReviewStepProps) {
  const { container, connection, descriptor } = place;
  const { scope: kind } = descriptor;
  const containerTerm = sentenceCase(descriptor.nouns.container);
  return (
    <>
      <h2>{`A new ${descriptor.nouns.key}`}</h2>
      <DescriptionList
        items={[
          { term: 'Name', details: <UntrustedText text={draft.name} limit={200} /> },
          // Where a provider groups keys by nothing, the container is the account itself.
          ...(containerTerm === ACCOUNT
            ? []
            : [
                {
                  term: containerTerm,
                  details: <UntrustedText text={container.name} limit={80} />,
                },
              ]),
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
        ]}
      />
      {kind !== null && draft.scope !== null && settings.review(kind, draft.scope)}
      <p>
        The request is sent once. The secret of the new {descriptor.nouns.key} is kept before it is
        shown.
      </p>
      {error !== null && <ErrorBanner error={error} connectionId={connection.id} />}
    </>
  );
}
