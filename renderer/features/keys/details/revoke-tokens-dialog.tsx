import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { KeySummary } from '../../../../shared/keys/key.ts';
import type { RevokedTarget } from '../../../../shared/keys/token-revocation.ts';
import { MINUTE_MS } from '../../../../shared/lib/duration.ts';
import type { KeyScope } from '../../../../shared/scopes/key-scope.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { countOf } from '../../../messages/count-words.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { announce } from '../../../ui/announce.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import { visibleText } from '../../../ui/visible-text.ts';
import { refusalSentence, targetKinds, targetsOf, type TargetKind } from './token-targets.ts';
import styles from './revoke-tokens.module.css';

export interface RevokeTokensDialogProps {
  summary: KeySummary;
  scope: KeyScope;
  onClose: () => void;
}

/** Open while it is mounted. Ends tokens made with this key; main asks the host once more. */
export function RevokeTokensDialog(props: RevokeTokensDialogProps) {
  const { summary, onClose } = props;
  const revoke = useCommand('keys.revoke-tokens');
  const [results, setResults] = useState<readonly RevokedTarget[] | null>(null);
  const form = useRevocation();
  const run = async () => {
    const result = await revoke.run({ keyId: summary.id, ...form.revocation() });
    if (!result.ok) return;
    setResults(result.value.results);
    announce('The answers for each target are shown.');
  };
  const name = visibleText(summary.name, 60);
  if (results !== null)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={`Tokens of ${name}`}
        confirmLabel="Done"
        cancelLabel={null}
        onConfirm={onClose}
      >
        <Results results={results} />
      </Dialog>
    );
  const obstacle = obstacleOf(props);
  if (obstacle !== null) return <BlockedDialog {...props} obstacle={obstacle} name={name} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={`Revoke tokens of ${name}?`}
      confirmLabel="Revoke tokens"
      cancelLabel="Keep tokens"
      isConfirmDisabled={!form.isReady}
      onConfirm={() => void run()}
      isPending={revoke.isPending}
      error={
        revoke.error === null ? undefined : (
          <ErrorBanner error={revoke.error} connectionId={summary.connectionId} />
        )
      }
    >
      <p>
        Clients with these tokens are dropped; tokens made afterwards are not affected. The key
        itself goes on. This cannot be undone.
      </p>
      <RevocationFields form={form} isDisabled={revoke.isPending} />
    </Dialog>
  );
}

type Obstacle = 'not-revocable' | 'secret-not-held';

/** Why this key's tokens cannot be revoked, known without asking. */
function obstacleOf({ summary, scope }: RevokeTokensDialogProps): Obstacle | null {
  if (scope.kind === 'capability' && scope.revocableTokens === false) return 'not-revocable';
  return summary.custody === 'not-held' ? 'secret-not-held' : null;
}

function BlockedDialog({
  summary,
  onClose,
  obstacle,
  name,
}: RevokeTokensDialogProps & { obstacle: Obstacle; name: string }) {
  const navigate = useNavigate();
  const title = `Tokens of ${name} cannot be revoked`;
  return obstacle === 'not-revocable' ? (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      confirmLabel="Edit settings…"
      cancelLabel="Close"
      onConfirm={() => void navigate({ to: '/keys/$keyId/edit', params: { keyId: summary.id } })}
    >
      <p>
        This key does not make revocable tokens. Turn on revocable tokens in its settings: that
        holds for tokens made afterwards and limits them to one hour.
      </p>
    </Dialog>
  ) : (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      confirmLabel="Close"
      cancelLabel={null}
      onConfirm={onClose}
    >
      <p>This request is signed with the key’s own secret, which Rekey does not have.</p>
    </Dialog>
  );
}

const ages = [
  { value: '0', label: 'Made until now' },
  { value: '10', label: 'Made more than 10 minutes ago' },
  { value: '30', label: 'Made more than 30 minutes ago' },
  { value: '55', label: 'Made more than 55 minutes ago' },
] as const;
type AgeMinutes = (typeof ages)[number]['value'];

function useRevocation() {
  const [kind, setKind] = useState<TargetKind>('clientId');
  const [text, setText] = useState('');
  const [age, setAge] = useState<AgeMinutes>('0');
  const [allowReauthMargin, setAllowReauthMargin] = useState(false);
  const { targets, problem } = targetsOf(kind, text);
  return {
    ...{ kind, setKind, text, setText, age, setAge, allowReauthMargin, setAllowReauthMargin },
    ...{ targets, problem },
    isReady: targets.length > 0 && problem === null,
    revocation: () => ({
      targets: [...targets],
      // Without a time the provider takes its own.
      issuedBefore: age === '0' ? null : Date.now() - Number(age) * MINUTE_MS,
      allowReauthMargin,
    }),
  };
}

function RevocationFields({
  form,
  isDisabled,
}: {
  form: ReturnType<typeof useRevocation>;
  isDisabled: boolean;
}) {
  const { targets, problem } = form;
  return (
    <>
      <Select<TargetKind>
        label="Whose tokens"
        value={form.kind}
        onChange={form.setKind}
        options={targetKinds}
        isDisabled={isDisabled}
      />
      <TextField
        label="Names, one a line"
        value={form.text}
        onChange={form.setText}
        description={
          targets.length === 0 ? 'At most 100.' : countOf(targets.length, 'name', 'names')
        }
        error={problem ?? undefined}
        isDisabled={isDisabled}
        isMonospace
        isMultiline
      />
      <Select<AgeMinutes>
        label="Which of them"
        value={form.age}
        onChange={form.setAge}
        options={ages}
        isDisabled={isDisabled}
      />
      <Checkbox
        isSelected={form.allowReauthMargin}
        onChange={form.setAllowReauthMargin}
        description="Clients that come back with a new token in time notice nothing."
        isDisabled={isDisabled}
      >
        Leave them 30 seconds
      </Checkbox>
    </>
  );
}

function Results({ results }: { results: readonly RevokedTarget[] }) {
  return (
    <ul className={styles['answers']} aria-label="What became of each target">
      {results.map(({ target, appliesAt, code }) => (
        <li key={target}>
          <div className={styles['target']}>
            <UntrustedText text={target} limit={120} />
          </div>
          {appliesAt === null ? (
            <div className={styles['notRevoked']}>{`Not revoked. ${refusalSentence(code)}`}</div>
          ) : (
            <div className={styles['revoked']}>{`Refused from ${exactTime(appliesAt)} on.`}</div>
          )}
        </li>
      ))}
    </ul>
  );
}
