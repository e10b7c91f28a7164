import { useNavigate } from '@tanstack/react-router';
import type { AppError } from '../../../../shared/errors/app-error.ts';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import { errorMessage } from '../../../messages/error-message.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import { WayOn } from '../../../parts/error-banner.tsx';
import { useProviders } from '../../../parts/use-providers.ts';
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
  /** The request is on its way once more. */
  isSending: boolean;
  onLookAgain: () => Promise<void>;
  /** A person's new decision, after what the look showed. */
  onSendAgain: () => Promise<void>;
}

/** The request was sent and nobody knows what became of it: what the provider lists now, and the ways on. */
export function LostAnswer(props: LostAnswerProps) {
  const { look, place } = props;
  const { name: provider, nouns } = place.descriptor;
  switch (look.state) {
    case 'looking':
      return (
        <Banner tone="info" title="The answer was lost" isAnnounced>
          {`The request left this machine and no answer came back. Rekey is looking at ${provider} now, whether the ${nouns.key} is there.`}
        </Banner>
      );
    case 'failed':
      return <NotLooked {...props} error={look.error} />;
    case 'looked':
      return look.found.length === 0 ? (
        <NotThere {...props} />
      ) : (
        <MayBeIt {...props} found={look.found} />
      );
  }
}

/** The cause in its title only: its sentence is about the look, and would say that nothing was changed. */
function NotLooked({ error, ...props }: LostAnswerProps & { error: AppError }) {
  const { connection, descriptor } = props.place;
  const { nameOf, find } = useProviders();
  const { title, action } = errorMessage(error, nameOf, find);
  return (
    <Banner
      tone="warning"
      title="The answer was lost"
      actions={
        <>
          <LookAgain {...props} />
          <WayOn error={error} action={action} connectionId={connection.id} onRetry={undefined} />
        </>
      }
      isAnnounced
    >
      {`The ${descriptor.nouns.key} may or may not be there, and Rekey could not look: ${title}. This name is not sent again until a look has succeeded.`}
    </Banner>
  );
}

function NotThere(props: LostAnswerProps) {
  const { name: provider, nouns } = props.place.descriptor;
  return (
    <Banner
      tone="warning"
      title={`No new ${nouns.key} of this name is there`}
      actions={<WaysOn {...props} createLabel={`Create ${nouns.key} again`} />}
      isAnnounced
    >
      {`The answer was lost. Rekey looked, and ${provider} lists no new ${nouns.key} named `}
      <UntrustedText text={props.name} limit={80} />. The first request may still arrive late: then
      there would be two.
    </Banner>
  );
}

function MayBeIt({ found, ...props }: LostAnswerProps & { found: readonly KeySummary[] }) {
  const { name: provider, nouns, capabilities } = props.place.descriptor;
  return (
    <Banner
      tone="warning"
      title="This may be it"
      actions={<WaysOn {...props} createLabel={`Create another ${nouns.key}`} />}
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

function WaysOn({ createLabel, ...props }: LostAnswerProps & { createLabel: string }) {
  return (
    <>
      <LookAgain {...props} />
      <Button size="small" isPending={props.isSending} onPress={props.onSendAgain}>
        {createLabel}
      </Button>
    </>
  );
}

/** Not while the request is on its way again: a look would tell of the first one only. */
function LookAgain({ isSending, onLookAgain }: LostAnswerProps) {
  return (
    <Button size="small" isDisabled={isSending} onPress={onLookAgain}>
      Look again
    </Button>
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
