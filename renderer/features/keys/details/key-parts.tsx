import type { KeyDetails, KeySummary, Part } from '../../../../shared/keys/key.ts';
import { useCopySecret } from '../../../ipc/use-copy-secret.ts';
import { custodyExplanations, roleWords } from '../../../messages/key-words.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { CopyButton, SecretValue } from '../../../parts/secret-value.tsx';
import { Disclosure } from '../../../ui/disclosure.tsx';
import { KeyMaterial } from '../../../ui/key-material.tsx';
import { useFocusWhenLost } from '../../../ui/use-focus-when-lost.ts';
import { KeepInKeychain } from './keep-in-keychain.tsx';
import { LookForSecrets } from './look-for-secrets.tsx';
import { copyPart, revealPart } from './part-commands.ts';
import { partsInOrder, secretNames, shortLabel } from './parts-in-order.ts';
import { SecretExpiry } from './secret-expiry.tsx';
import styles from './key-details.module.css';

/** The values of a key: identifiers in full, secrets masked; what has ended is folded away. */
export function KeyParts({ details }: { details: KeyDetails }) {
  const { summary } = details;
  const { valid, ended } = partsInOrder(details.parts);
  const hasSeveralSecrets = valid.filter(({ nature }) => nature === 'secret').length > 1;
  return (
    <>
      <PartList
        label="Values of this key"
        parts={valid}
        summary={summary}
        hasSeveralSecrets={hasSeveralSecrets}
      />
      {ended.length > 0 && (
        <Disclosure title={`Ended secrets (${ended.length.toString()})`}>
          <PartList
            label="Ended secrets of this key"
            parts={ended}
            summary={summary}
            hasSeveralSecrets
          />
        </Disclosure>
      )}
      <LookForSecrets summary={summary} />
    </>
  );
}

function PartList({
  label,
  parts,
  summary,
  hasSeveralSecrets,
}: {
  label: string;
  parts: readonly Part[];
  summary: KeySummary;
  hasSeveralSecrets: boolean;
}) {
  return (
    <ul className={styles['parts']} aria-label={label}>
      {parts.map((part) => (
        <li key={part.id} className={styles['part']}>
          <span className={styles['partLabel']} aria-hidden="true">
            {shortLabel(part)}
          </span>
          <div className={styles['partBody']}>
            {part.nature === 'identifier' ? (
              <IdentifierPart part={part} />
            ) : (
              <SecretPart part={part} summary={summary} hasSeveralSecrets={hasSeveralSecrets} />
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

function SecretPart({
  part,
  summary,
  hasSeveralSecrets,
}: {
  part: Part;
  summary: KeySummary;
  hasSeveralSecrets: boolean;
}) {
  const { label, noun } = secretNames(part);
  const { connectionId } = summary;
  const custodyBox = useFocusWhenLost(part.custody);
  return (
    <>
      <SecretValue
        label={label}
        noun={noun}
        stub={part.stub ?? undefined}
        unavailableReason={unavailableReason(part)}
        read={revealPart(part.id)}
        copy={copyPart(part.id)}
        connectionId={connectionId}
      />
      {unavailableReason(part) === undefined && (
        <div ref={custodyBox} className={styles['custody']} tabIndex={-1}>
          {custodyExplanations[part.custody]}
          {(part.custody === 'at-provider' || part.custody === 'awaiting-keychain') && (
            <KeepInKeychain partId={part.id} custody={part.custody} connectionId={connectionId} />
          )}
        </div>
      )}
      <Validity part={part} summary={summary} hasSeveralSecrets={hasSeveralSecrets} />
    </>
  );
}

/** How long the provider accepts it. Of a single secret without an end there is nothing to say. */
function Validity({
  part,
  summary,
  hasSeveralSecrets,
}: {
  part: Part;
  summary: KeySummary;
  hasSeveralSecrets: boolean;
}) {
  if (part.state === 'expiring') return <SecretExpiry part={part} summary={summary} />;
  return part.state === 'current' && hasSeveralSecrets ? (
    <p className={styles['custody']}>Current: it has no end date.</p>
  ) : null;
}

function unavailableReason(part: Part): string | undefined {
  if (part.state === 'ended') return 'This secret has ended; the provider no longer accepts it.';
  return part.custody === 'not-held' ? custodyExplanations['not-held'] : undefined;
}
