import type { AppError } from '../../../shared/errors/app-error.ts';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import { ErrorBanner } from '../../parts/error-banner.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import type { Vault } from './use-vault.ts';
import { useVaultTask } from './use-vault-task.ts';

export interface VaultErrorProps {
  error: AppError | null;
  /** The name that was written. */
  name: string;
  summary: KeySummary;
  vault: Vault;
  entries: readonly VaultEntry[];
}

/** A failed write, with the other intention offered where the name was or was not there. */
export function VaultError({ error, name, summary, vault, entries }: VaultErrorProps) {
  const { open } = useVaultTask();
  if (error === null) return null;
  if (error.kind === 'outcome-unknown') {
    return <LostAnswer name={name} onRead={vault.readAgain} />;
  }
  if (error.kind === 'conflict' && error.reason === 'name-taken') {
    const entry = entries.find((candidate) => candidate.name === name);
    return (
      <Banner
        tone="warning"
        title={`${visibleText(name, 60)} exists already`}
        isAnnounced
        actions={
          entry !== undefined && (
            <Button
              size="small"
              onPress={() => {
                open({ task: 'replace', entry: entry.id });
              }}
            >
              Replace its value…
            </Button>
          )
        }
      >
        Nothing was written. Choose another name, or replace the value on purpose.
      </Banner>
    );
  }
  if (error.kind === 'conflict' && error.reason === 'name-absent') {
    return (
      <Banner
        tone="warning"
        title={`${visibleText(name, 60)} is no longer there`}
        isAnnounced
        actions={
          <Button
            size="small"
            onPress={() => {
              open({ task: 'create' });
            }}
          >
            Create a secret…
          </Button>
        }
      >
        Nothing was written. The name was deleted elsewhere; create it again on purpose.
      </Banner>
    );
  }
  return <ErrorBanner error={error} connectionId={summary.connectionId} />;
}

/** The new value may or may not be the one at the provider; Rekey keeps it either way. */
function LostAnswer({ name, onRead }: { name: string; onRead: () => void }) {
  return (
    <Banner
      tone="warning"
      title="The answer was lost"
      isAnnounced
      actions={
        <Button size="small" onPress={onRead}>
          Read the names again
        </Button>
      }
    >
      The value left this machine and no answer came back, so {visibleText(name, 60)} may or may not
      have it. The value is held here. Read the names again: if the name is there, replace its value
      once more to be sure; if not, create it again.
    </Banner>
  );
}

export interface CopyErrorProps {
  error: AppError;
  target: KeySummary;
  providerName: string;
  onIntent: (intent: 'create' | 'replace') => void;
}

/** The same for a copy: the way on is the other intention. */
export function CopyError({ error, target, providerName, onIntent }: CopyErrorProps) {
  const name = visibleText(target.name, 60);
  if (error.kind === 'conflict' && error.reason === 'name-taken') {
    return (
      <Banner
        tone="warning"
        title={`The name exists in ${name}`}
        isAnnounced
        actions={
          <Button
            size="small"
            onPress={() => {
              onIntent('replace');
            }}
          >
            Choose “Replace”
          </Button>
        }
      >
        Nothing was written. Its value there would be overwritten for good.
      </Banner>
    );
  }
  if (error.kind === 'conflict' && error.reason === 'name-absent') {
    return (
      <Banner
        tone="warning"
        title={`There is no such name in ${name}`}
        isAnnounced
        actions={
          <Button
            size="small"
            onPress={() => {
              onIntent('create');
            }}
          >
            Choose “Create”
          </Button>
        }
      >
        Nothing was written.
      </Banner>
    );
  }
  if (error.kind === 'outcome-unknown') {
    return (
      <Banner tone="warning" title="The answer was lost" isAnnounced>
        The value left this machine and no answer came back from {providerName}. Open the vault of{' '}
        {name}, read its names again, and replace the value there once more to be sure.
      </Banner>
    );
  }
  return <ErrorBanner error={error} connectionId={target.connectionId} />;
}
