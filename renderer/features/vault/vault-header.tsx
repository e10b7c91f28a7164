import type { KeySummary } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { countOf } from '../../messages/count-words.ts';
import { exactTime, shortTime } from '../../messages/exact-time.ts';
import { environmentWords } from '../../messages/key-words.ts';
import { useRegisterCommands } from '../../parts/app-commands.ts';
import { useNow } from '../../parts/use-now.ts';
import { Age } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { useVault } from './use-vault.ts';
import { useVaultTask } from './use-vault-task.ts';

export interface VaultOf {
  summary: KeySummary;
  descriptor: ProviderDescriptor;
}

const isUsable = ({ summary, descriptor }: VaultOf): boolean =>
  summary.status === 'active' && descriptor.capabilities.vault;

/** "6 names as of 09:41 · production": how many, and how fresh that is. */
export function VaultSubtitle(vault: VaultOf) {
  const { summary } = vault;
  const { names } = useVault(summary.id, { isActive: isUsable(vault) });
  const now = useNow();
  if (names.state !== 'ready') return null;
  const { entries, asOf } = names.value;
  const environment =
    summary.environment === 'unset' ? '' : ` · ${environmentWords[summary.environment]}`;
  if (asOf === null) return <>names not read yet{environment}</>;
  return (
    <span role="status">
      {countOf(entries.length, 'name', 'names')}{' '}
      <Age
        ageText={`as of ${shortTime(asOf, now)}`}
        exactText={exactTime(asOf)}
        instant={new Date(asOf).toISOString()}
      />
      {environment}
    </span>
  );
}

export function VaultActions(vault: VaultOf) {
  const { isReading, readAgain } = useVault(vault.summary.id, { isActive: isUsable(vault) });
  const { open } = useVaultTask();
  const canUse = isUsable(vault);
  const create = () => {
    open({ task: 'create' });
  };
  const group = 'Everywhere' as const;
  useRegisterCommands(
    canUse
      ? [
          {
            id: 'vault.create',
            label: 'Create a vault secret…',
            icon: 'add',
            group,
            run: create,
          },
          {
            id: 'vault.read',
            label: 'Read the names of this vault again',
            icon: 'refresh',
            group,
            run: readAgain,
          },
        ]
      : [],
  );
  if (!canUse) return null;
  return (
    <>
      <Button variant="quiet" icon="refresh" isDisabled={isReading} onPress={readAgain}>
        {isReading ? 'Reading…' : 'Read again'}
      </Button>
      <Button icon="add" onPress={create}>
        Create a secret…
      </Button>
    </>
  );
}
