import type { VaultEntry } from '../../../shared/vault/vault-entry.ts';

/** Where the value of an entry is, for the line under its name. */
export function valueWords(
  { custody, presence }: Pick<VaultEntry, 'custody' | 'presence'>,
  providerName: string,
): string {
  switch (custody) {
    case 'in-keychain':
      return presence === 'at-provider'
        ? 'value held in the keychain'
        : `no longer at ${providerName}; its value is still held in the keychain`;
    case 'session':
      return presence === 'at-provider'
        ? 'value held in this session'
        : `no longer at ${providerName}; its value is still held in this session`;
    case 'not-held':
      return `value not held: written elsewhere, and ${providerName} never returns it`;
  }
}

/** What replacing does, before the click. */
export function replaceWarning(
  { custody }: Pick<VaultEntry, 'custody'>,
  providerName: string,
): string {
  const reach = 'Whatever reads it gets the new value at once.';
  return custody === 'not-held'
    ? `The value that is there now was written elsewhere. It is overwritten at ${providerName} and cannot be brought back. ${reach}`
    : `The value held now is overwritten at ${providerName} and removed from this machine; it cannot be brought back. ${reach}`;
}

/** What deleting does, before the click. */
export function deleteWarning(
  { custody, presence }: Pick<VaultEntry, 'custody' | 'presence'>,
  providerName: string,
): string {
  if (presence === 'not-at-provider')
    return `${providerName} no longer lists it, so only the value held here is deleted. It exists nowhere else; this cannot be undone.`;
  const held = custody === 'not-held' ? '' : ' and its value leaves this machine';
  return `It leaves the vault at ${providerName}${held}. Whatever reads it fails from then on. This cannot be undone.`;
}
