import type { ConnectionRecord } from './ports/stores.ts';

/** What `Confirmation.ask` is given. The host shows it where the renderer cannot reach. */
export interface Question {
  readonly title: string;
  readonly detail: string;
  readonly verb: string;
}

/** Names as the native box shows them: one line, no control or direction characters, cut. */
export function plainName(name: string): string {
  const visible = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�');
  const characters = [...visible];
  return characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : visible;
}

export function forgetQuestion(
  connection: ConnectionRecord,
  impact: { readonly keyCount: number; readonly secretsOnlyHere: number },
): Question {
  const lost =
    impact.secretsOnlyHere === 0
      ? 'No secret is lost by it.'
      : `${String(impact.secretsOnlyHere)} secrets exist nowhere else and will be deleted from this machine's keychain.`;
  return {
    title: `Forget “${plainName(connection.label)}”?`,
    detail: `${String(impact.keyCount)} keys leave the list. ${lost} Nothing changes at the provider.`,
    verb: 'Forget account',
  };
}

export function disableQuestion(key: {
  readonly name: string;
  readonly providerName: string;
  readonly containerName: string;
  readonly consequence: string;
}): Question {
  return {
    title: `Disable “${plainName(key.name)}” for good?`,
    detail: `${key.providerName} · ${plainName(key.containerName)}. ${key.consequence}`,
    verb: 'Disable for good',
  };
}

export function deleteVaultQuestion(entry: {
  readonly name: string;
  readonly keyName: string;
  readonly isHeld: boolean;
}): Question {
  return {
    title: `Delete the vault secret “${plainName(entry.name)}”?`,
    detail: `It leaves the vault of “${plainName(entry.keyName)}”${entry.isHeld ? ' and this machine’s keychain' : ''}. Functions that read it fail. This cannot be undone.`,
    verb: 'Delete vault secret',
  };
}
