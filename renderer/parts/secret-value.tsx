import { useEffect } from 'react';
import { SECOND_MS } from '../../shared/lib/duration.ts';
import type { AppError, Result } from '../../shared/errors/app-error.ts';
import type { ConnectionId } from '../../shared/lib/ids.ts';
import { useCommandQuery } from '../ipc/use-command-query.ts';
import { useCopySecret, type CopiedSecret } from '../ipc/use-copy-secret.ts';
import { useRevealSecret, type RevealedSecret } from '../ipc/use-reveal-secret.ts';
import { announce } from '../ui/announce.ts';
import { Countdown } from '../ui/countdown.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { KeyMaterial } from '../ui/key-material.tsx';
import { ErrorBanner } from './error-banner.tsx';
import styles from './secret-value.module.css';

export interface SecretValueProps {
  /** Such as "Secret key"; names the buttons too. */
  label: string;
  /** What the buttons call it, where that is not the label in lower case. */
  noun?: string | undefined;
  stub?: string | undefined;
  /** Why there is nothing to show; takes the buttons away. */
  unavailableReason?: string | undefined;
  /** `() => bridge.invoke('secrets.reveal', { partId })`; the value is never kept. */
  read: () => Promise<Result<{ secretValue: string; hideAfterMs: number }>>;
  /** `() => bridge.invoke('secrets.copy', { partId })` */
  copy: () => Promise<Result<{ clearsAfterMs: number | null }>>;
  connectionId?: ConnectionId | undefined;
}

/** A masked secret that can be revealed for seconds and copied through main; failures stand under it. */
export function SecretValue({
  label,
  noun = label.toLowerCase(),
  stub,
  unavailableReason,
  read,
  copy,
  connectionId,
}: SecretValueProps) {
  const revealed = useRevealSecret(read);
  const copied = useCopySecret(copy);
  const isRevealed = revealed.reveal.state === 'revealed';
  useEffect(() => {
    if (!isRevealed) return;
    announce(`${label} shown.`);
    return () => {
      announce(`${label} hidden again.`);
    };
  }, [isRevealed, label]);

  const actions =
    unavailableReason === undefined ? (
      <SecretActions noun={noun} revealed={revealed} copied={copied} />
    ) : undefined;
  return (
    <div className={styles['secret']}>
      {revealed.reveal.state === 'revealed' ? (
        <KeyMaterial
          label={label}
          state="revealed"
          secretText={revealed.reveal.secretValue}
          actions={actions}
        />
      ) : (
        <KeyMaterial label={label} state="masked" stub={stub} actions={actions} />
      )}
      {unavailableReason !== undefined && <p className={styles['note']}>{unavailableReason}</p>}
      <Countdowns revealed={revealed} copied={copied} />
      <SecretErrors revealed={revealed} copied={copied} connectionId={connectionId} />
    </div>
  );
}

function SecretActions({
  noun,
  revealed,
  copied,
}: {
  noun: string;
  revealed: RevealedSecret;
  copied: CopiedSecret;
}) {
  const { reveal, show, hide } = revealed;
  const isRevealed = reveal.state === 'revealed';
  return (
    <>
      <IconButton
        size="small"
        icon={isRevealed ? 'hide' : 'reveal'}
        label={isRevealed ? `Hide ${noun}` : `Reveal ${noun}`}
        isPending={reveal.state === 'reading'}
        onPress={isRevealed ? hide : show}
      />
      <CopyButton noun={noun} copied={copied} />
    </>
  );
}

/** Says so where the host has no clipboard, instead of failing after the click. */
export function CopyButton({ noun, copied }: { noun: string; copied: CopiedSecret }) {
  const status = useCommandQuery('app.status', {});
  const isOffered = status.state !== 'ready' || status.value.clipboard;
  const isCopied = copied.copy.state === 'copied';
  useEffect(() => {
    if (isCopied) announce('Copied.');
  }, [isCopied]);
  return (
    <IconButton
      size="small"
      icon={isCopied ? 'check' : 'copy'}
      label={`Copy ${noun}`}
      tooltip={isOffered ? undefined : 'Copy is not available here'}
      isDisabled={!isOffered}
      isPending={copied.copy.state === 'copying'}
      onPress={copied.start}
    />
  );
}

function Countdowns({ revealed, copied }: { revealed: RevealedSecret; copied: CopiedSecret }) {
  const { reveal } = revealed;
  const { copy } = copied;
  return (
    <>
      {reveal.state === 'revealed' && (
        <Countdown
          label="Hidden again in"
          remainingText={seconds(reveal.remainingMs)}
          remainingShare={reveal.remainingMs / reveal.hideAfterMs}
        />
      )}
      {copy.state === 'copied' && copy.clearing !== null && (
        <Countdown
          label="Copied. Clipboard cleared in"
          remainingText={seconds(copy.clearing.remainingMs)}
          remainingShare={copy.clearing.remainingMs / copy.clearing.clearsAfterMs}
        />
      )}
    </>
  );
}

const seconds = (durationMs: number): string => `${Math.ceil(durationMs / SECOND_MS).toString()} s`;

function SecretErrors({
  revealed,
  copied,
  connectionId,
}: {
  revealed: RevealedSecret;
  copied: CopiedSecret;
  connectionId: ConnectionId | undefined;
}) {
  const revealError = revealed.reveal.state === 'hidden' ? revealed.reveal.error : null;
  const copyError = copied.copy.state === 'idle' ? copied.copy.error : null;
  const show = (error: AppError | null, onRetry: () => void) =>
    error === null ? null : (
      <ErrorBanner error={error} onRetry={onRetry} connectionId={connectionId} />
    );
  return (
    <>
      {show(revealError, revealed.show)}
      {show(copyError, copied.start)}
    </>
  );
}
