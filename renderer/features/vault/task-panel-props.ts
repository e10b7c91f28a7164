import type { KeySummary } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';
import type { Vault } from './use-vault.ts';
import type { VaultOutcome } from './vault-note.tsx';

/** What creating, replacing and copying need to know. */
export interface TaskPanelProps {
  summary: KeySummary;
  descriptor: ProviderDescriptor;
  vault: Vault;
  entries: readonly VaultEntry[];
  /** Where a value may be copied to. */
  keys: readonly KeySummary[];
  onDone: (outcome: VaultOutcome) => void;
}
