import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';
import { useKeyList } from '../../ipc/use-key-list.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { ScreenTitle } from '../../parts/screen-title.tsx';
import { useProviders } from '../../parts/use-providers.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Pane } from '../../ui/pane.tsx';
import { KeyPicker } from './key-picker.tsx';
import { KeyVault } from './key-vault.tsx';
import { VaultActions, VaultSubtitle } from './vault-header.tsx';
import { keysWithVault } from './vault-keys.ts';
import styles from './vault.module.css';

/** Named secrets at the provider: each key has a vault of its own. */
export function VaultScreen({ keyId }: { keyId: KeyId | undefined }) {
  const list = useKeyList();
  return (
    <>
      <ScreenTitle>Vault</ScreenTitle>
      <Loaded query={list}>{({ rows }) => <Vaults rows={rows} keyId={keyId} />}</Loaded>
    </>
  );
}

function Vaults({ rows, keyId }: { rows: readonly KeySummary[]; keyId: KeyId | undefined }) {
  const { all, find } = useProviders();
  const navigate = useNavigate({ from: '/vault' });
  const keys = useMemo(() => keysWithVault(rows, find), [rows, find]);
  const chosen = rows.find(({ id }) => id === keyId);
  const descriptor = chosen === undefined ? undefined : find(chosen.providerId);
  const vault =
    chosen === undefined || descriptor === undefined ? null : { summary: chosen, descriptor };
  const nouns = (descriptor ?? all.find(({ capabilities }) => capabilities.vault))?.nouns;
  return (
    <Pane
      title="Vault"
      subtitle={vault === null ? undefined : <VaultSubtitle {...vault} />}
      actions={vault === null ? undefined : <VaultActions {...vault} />}
      toolbar={
        nouns === undefined || keys.length === 0 ? undefined : (
          <div className={styles['picker']}>
            <KeyPicker
              label={`Vault of ${nouns.key}`}
              isLabelHidden
              nouns={nouns}
              keys={
                vault === null || keys.includes(vault.summary) ? keys : [vault.summary, ...keys]
              }
              chosenId={keyId}
              onChange={(key) => {
                // Navigation never rejects; a screen that fails shows its own error.
                if (key !== undefined) void navigate({ search: { key }, replace: true });
              }}
            />
          </div>
        )
      }
    >
      {vault !== null ? (
        <KeyVault key={vault.summary.id} {...vault} keys={keys} />
      ) : (
        <NothingChosen keyNoun={nouns?.key ?? 'key'} hasVaults={keys.length > 0} />
      )}
    </Pane>
  );
}

function NothingChosen({ keyNoun, hasVaults }: { keyNoun: string; hasVaults: boolean }) {
  const navigate = useNavigate();
  if (hasVaults) {
    return (
      <EmptyState icon="vault" title={`Choose a ${keyNoun}`}>
        Each {keyNoun} has a vault of its own: named secrets that its functions read. The provider
        never returns a value, so what you write from here is kept on this machine too, and can be
        shown and copied later.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="vault"
      title="No vault yet"
      actions={
        <Button variant="primary" onPress={() => navigate({ to: '/keys' })}>
          Show all keys
        </Button>
      }
    >
      A vault belongs to an active key of a provider that has vaults. Connect an account, or read
      the accounts again; the vaults of its keys appear here.
    </EmptyState>
  );
}
