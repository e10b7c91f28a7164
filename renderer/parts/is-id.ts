import type {
  ConnectionId,
  ContainerId,
  KeyId,
  RotationId,
  VaultEntryId,
} from '../../shared/lib/ids.ts';

/** Ids in addresses are checked by form; the schema library stays out of the first chunk. */
const hasIdForm = (text: unknown): boolean =>
  typeof text === 'string' && /^[0-9A-HJKMNP-TV-Z]{26}$/.test(text);

export const isConnectionId = (text: unknown): text is ConnectionId => hasIdForm(text);
export const isContainerId = (text: unknown): text is ContainerId => hasIdForm(text);
export const isKeyId = (text: unknown): text is KeyId => hasIdForm(text);
export const isRotationId = (text: unknown): text is RotationId => hasIdForm(text);
export const isVaultEntryId = (text: unknown): text is VaultEntryId => hasIdForm(text);
