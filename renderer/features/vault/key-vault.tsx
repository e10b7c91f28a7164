import { useState } from 'react';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import { shortTime } from '../../messages/exact-time.ts';
import { statusExplanations } from '../../messages/key-words.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { useNow } from '../../parts/use-now.ts';
import { announce } from '../../ui/announce.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { useVault, type Vault } from './use-vault.ts';
import { useVaultTask } from './use-vault-task.ts';
import { VaultEntryRow } from './vault-entry-row.tsx';
import type { VaultOf } from './vault-header.tsx';
import { taskOf } from './vault-task.ts';
import { VaultNote, type VaultOutcome } from './vault-note.tsx';
import { VaultTaskPanel } from './vault-task-panel.tsx';
import styles from './vault.module.css';

export interface KeyVaultProps extends VaultOf {
  /** Where a value may be copied to. */
  keys: readonly KeySummary[];
}

/** The vault of one key: what is there, what is being done, and how it went. */
export function KeyVault(props: KeyVaultProps) {
  const { summary, descriptor } = props;
  const isActive = summary.status === 'active' && descriptor.capabilities.vault;
  const vault = useVault(summary.id, { isActive });
  if (!descriptor.capabilities.vault) {
    return (
      <EmptyState icon="vault" title={`${descriptor.name} has no vault`}>
        Choose a {descriptor.nouns.key} of a provider that keeps named secrets.
      </EmptyState>
    );
  }
  return (
    <div className={styles['vault']}>
      {!isActive && (
        <Banner tone="info" title={`This ${descriptor.nouns.key} is not active`}>
          {statusExplanations[summary.status]} What is held here can still be shown and copied;
          nothing can be written.
        </Banner>
      )}
      <Loaded query={vault.names} connectionId={summary.connectionId}>
        {(names) => <Names {...props} vault={vault} names={names} isActive={isActive} />}
      </Loaded>
    </div>
  );
}

function Names({
  summary,
  descriptor,
  keys,
  vault,
  names,
  isActive,
}: KeyVaultProps & { vault: Vault; names: Output<'vault.list'>; isActive: boolean }) {
  const [outcome, setOutcome] = useState<VaultOutcome | null>(null);
  const { search, open, close } = useVaultTask();
  const task = isActive || search.task === 'delete' ? taskOf(search, names.entries) : null;
  const finish = (done: VaultOutcome) => {
    setOutcome(done);
    announce(done.text);
    close();
  };
  return (
    <>
      <ReadProblem vault={vault} summary={summary} asOf={names.asOf} />
      {outcome !== null && task === null && (
        <VaultNote
          outcome={outcome}
          onDismiss={() => {
            setOutcome(null);
          }}
        />
      )}
      {task !== null && task.kind !== 'delete' && (
        <VaultTaskPanel
          key={task.kind === 'create' ? task.kind : `${task.kind}:${task.entry.id}`}
          task={task}
          summary={summary}
          descriptor={descriptor}
          keys={keys}
          vault={vault}
          entries={names.entries}
          onDone={finish}
        />
      )}
      {task?.kind === 'delete' && (
        <DeleteDialog
          entry={task.entry}
          summary={summary}
          descriptor={descriptor}
          onClose={close}
          onDone={finish}
        />
      )}
      <EntryList
        entries={names.entries}
        isReadOnce={names.asOf !== null}
        vault={vault}
        summary={summary}
        descriptor={descriptor}
        isActive={isActive}
        isTaskOpen={task !== null}
        onCreate={() => {
          open({ task: 'create' });
        }}
      />
    </>
  );
}

interface EntryListProps extends VaultOf {
  entries: readonly VaultEntry[];
  isReadOnce: boolean;
  vault: Vault;
  isActive: boolean;
  isTaskOpen: boolean;
  onCreate: () => void;
}

function EntryList(props: EntryListProps) {
  const { entries, summary, descriptor, isActive } = props;
  if (entries.length === 0) return <NoEntries {...props} />;
  return (
    <ul className={styles['list']} aria-label="Vault secrets">
      {entries.map((entry) => (
        <VaultEntryRow
          key={entry.id}
          entry={entry}
          summary={summary}
          descriptor={descriptor}
          isActive={isActive}
        />
      ))}
    </ul>
  );
}

function NoEntries({
  isReadOnce,
  vault,
  descriptor,
  isActive,
  isTaskOpen,
  onCreate,
}: EntryListProps) {
  if (isTaskOpen) return null;
  if (!isActive) {
    return (
      <EmptyState icon="vault" title="Nothing of this vault is held here">
        Its names can no longer be read, and no value was written from here.
      </EmptyState>
    );
  }
  if (!isReadOnce) {
    return vault.isReading || vault.readError !== null ? null : (
      <EmptyState icon="vault" title="Not read yet">
        The names in this vault were never read. They need the network once, and stay here then.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="vault"
      title="This vault is empty"
      actions={
        <Button variant="primary" icon="add" onPress={onCreate}>
          Create a secret…
        </Button>
      }
    >
      Functions read secrets from here by name, so that no secret stands in their code.{' '}
      {descriptor.name} never returns a value; what you write from here is kept on this machine too.
    </EmptyState>
  );
}

/** Offline is no fault: the names of the last reading are still shown. */
function ReadProblem({
  vault,
  summary,
  asOf,
}: {
  vault: Vault;
  summary: KeySummary;
  asOf: number | null;
}) {
  const now = useNow();
  const { readError } = vault;
  if (readError === null) return null;
  if (readError.kind === 'network-offline') {
    return (
      <Banner
        tone="info"
        title="Offline"
        isAnnounced
        actions={
          <Button size="small" onPress={vault.readAgain}>
            Try again
          </Button>
        }
      >
        {asOf === null
          ? 'The names in this vault were never read; that needs the network once.'
          : `Names as of ${shortTime(asOf, now)}. Values held here can be shown and copied; writing needs the network.`}
      </Banner>
    );
  }
  return (
    <ErrorBanner error={readError} onRetry={vault.readAgain} connectionId={summary.connectionId} />
  );
}
