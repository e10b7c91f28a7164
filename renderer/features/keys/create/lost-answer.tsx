import { useNavigate } from '@tanstack/react-router';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import type { LostLook } from './use-create-key.ts';
import type { KeyPlace } from './use-key-draft.ts';
import styles from './create.module.css';

export interface LostAnswerProps {
  place: KeyPlace;
  name: string;
  look: LostLook;
  onLookAgain: () => Promise<void>;
  /** A person's new decision, after what the look showed. */
  onSendAgain: () => Promise<void>;
}

/** The request was sent and nobody knows what became of it: what the provider lists now, and the ways on. */
export function LostAnswer(props: LostAnswerProps) {
  const { look, place, onLookAgain } = props;
  const { name: provider, nouns } = place.descriptor;
  switch (look.state) {
    case 'looking':
      return (
        <Banner tone="info" title="The answer was lost" isAnnounced>
          {`The request left this machine and no answer came back. Rekey is looking at ${provider} now, whether the ${nouns.key} is there.`}
        </Banner>
      );
    case 'failed':
      return (
        <>
          <Banner
            tone="warning"
            title="The answer was lost"
            actions={
              <Button size="small" onPress={onLookAgain}>
                Look again
              </Button>
            }
            isAnnounced
          >
            {`The ${nouns.key} may or may not be there, and Rekey could not look. This name is not sent again until a look has succeeded.`}
          </Banner>
          <ErrorBanner error={look.error} connectionId={place.connection.id} />
        </>
      );
    case 'looked':
      return look.found.length === 0 ? (
        <NotThere {...props} />
      ) : (
        <MayBeIt {...props} found={look.found} />
      );
  }
}

function NotThere({ place, name, onLookAgain, onSendAgain }: LostAnswerProps) {
  const { name: provider, nouns } = place.descriptor;
  return (
    <Banner
      tone="warning"
      title={`No new ${nouns.key} of this name is there`}
      actions={
        <>
          <Button size="small" onPress={onLookAgain}>
            Look again
          </Button>
          <Button size="small" onPress={onSendAgain}>{`Create ${nouns.key} again`}</Button>
        </>
      }
      isAnnounced
    >
      {`The answer was lost. Rekey looked, and ${provider} lists no new ${nouns.key} named `}
      <UntrustedText text={name} limit={80} />. The first request may still arrive late: then there
      would be two.
    </Banner>
  );
}

function MayBeIt({
  place,
  found,
  onLookAgain,
  onSendAgain,
}: LostAnswerProps & { found: readonly KeySummary[] }) {
  const { name: provider, nouns, capabilities } = place.descriptor;
  return (
    <Banner
      tone="warning"
      title="This may be it"
      actions={
        <>
          <Button size="small" onPress={onLookAgain}>
            Look again
          </Button>
          <Button size="small" onPress={onSendAgain}>{`Create another ${nouns.key}`}</Button>
        </>
      }
      isAnnounced
    >
      {`The answer was lost. Rekey looked, and ${provider} lists what was not there before:`}
      <ul className={styles['found']}>
        {found.map((summary) => (
          <FoundKey key={summary.id} summary={summary} />
        ))}
      </ul>
      {capabilities.readSecretAgain
        ? `Open it to see its secret. Another ${nouns.key} would be a second one of the same name.`
        : `Its secret was in the lost answer, and ${provider} does not show it again. Open it, end it, and then create another one.`}
    </Banner>
  );
}

function FoundKey({ summary }: { summary: KeySummary }) {
  const navigate = useNavigate();
  const { id, name, providerKeyId, createdAt } = summary;
  return (
    <li>
      <span>
        <UntrustedText text={name} limit={80} /> · <UntrustedText text={providerKeyId} limit={40} />
        {createdAt !== null && ` · created ${exactTime(createdAt)}`}
      </span>
      <Button
        size="small"
        aria-label={`Open ${providerKeyId}`}
        onPress={() => navigate({ to: '/keys', search: { key: id } })}
      >
        Open
      </Button>
    </li>
  );
}
