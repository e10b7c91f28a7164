import type { KeyDetails, Part } from '../../../../shared/keys/key.ts';
import type { ConnectionId } from '../../../../shared/lib/ids.ts';
import { useCopySecret } from '../../../ipc/use-copy-secret.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import { custodyExplanations, roleWords } from '../../../messages/key-words.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { CopyButton, SecretValue } from '../../../parts/secret-value.tsx';
import { KeyMaterial } from '../../../ui/key-material.tsx';
import { KeepCopy } from './keep-copy.tsx';
import { copyPart, revealPart } from './part-commands.ts';
import styles from './key-details.module.css';

/** The values of a key: identifiers in full, secrets masked. */
export function KeyParts({ details }: { details: KeyDetails }) {
  return (
    <ul className={styles['parts']} aria-label="Values of this key">
      {details.parts.map((part) => (
        <li key={part.id} className={styles['part']}>
          <span className={styles['partLabel']} aria-hidden="true">
            {roleWords[part.role]}
          </span>
          <div className={styles['partBody']}>
            {part.nature === 'identifier' ? (
              <IdentifierPart part={part} />
            ) : (
              <SecretPart part={part} connectionId={details.summary.connectionId} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function IdentifierPart({ part }: { part: Part }) {
  const copied = useCopySecret(copyPart(part.id));
  const label = roleWords[part.role];
  const error = copied.copy.state === 'idle' ? copied.copy.error : null;
  return (
    <>
      <KeyMaterial
        label={label}
        state="identifier"
        text={part.value ?? 'not shown by the provider'}
        actions={
          part.value === null ? undefined : (
            <CopyButton noun={label.toLowerCase()} copied={copied} />
          )
        }
      />
      {error !== null && <ErrorBanner error={error} onRetry={copied.start} />}
    </>
  );
}

function SecretPart({ part, connectionId }: { part: Part; connectionId: ConnectionId }) {
  return (
    <>
      <SecretValue
        label={roleWords[part.role]}
        stub={part.stub ?? undefined}
        unavailableReason={unavailableReason(part)}
        read={revealPart(part.id)}
        copy={copyPart(part.id)}
        connectionId={connectionId}
      />
      {unavailableReason(part) === undefined && (
        <div className={styles['custody']}>
          {custodyExplanations[part.custody]}
          {part.custody === 'at-provider' && (
            <KeepCopy partId={part.id} connectionId={connectionId} />
          )}
        </div>
      )}
      {part.state === 'expiring' && part.expiresAt !== null && (
        <p className={styles['custody']}>Ends {exactTime(part.expiresAt)}.</p>
      )}
    </>
  );
}

function unavailableReason(part: Part): string | undefined {
  if (part.state === 'ended') return 'This secret has ended; the provider no longer accepts it.';
  return part.custody === 'not-held' ? custodyExplanations['not-held'] : undefined;
}
