import type { ConnectionRecord } from './ports/stores.ts';

/** What `Confirmation.ask` is given. The host shows it where the renderer cannot reach. */
export interface Question {
  readonly title: string;
  readonly detail: string;
  readonly verb: string;
}

/** Text as the native box shows it: one line, no control or direction characters. */
export const plainText = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�');

/** Names as the native box shows them: as `plainText`, cut. */
export function plainName(name: string): string {
  const visible = plainText(name);
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

const endVerbs = { disable: 'Disable', revoke: 'Revoke', delete: 'Delete' } as const;

export function endQuestion(
  kind: keyof typeof endVerbs,
  key: {
    readonly name: string;
    readonly providerName: string;
    readonly containerName: string;
    readonly consequence: string;
  },
): Question {
  return {
    title: `${endVerbs[kind]} “${plainName(key.name)}” for good?`,
    detail: `${key.providerName} · ${plainName(key.containerName)}. ${key.consequence}`,
    verb: `${endVerbs[kind]} for good`,
  };
}

export function checkQuestion(key: {
  readonly name: string;
  readonly providerName: string;
  readonly containerName: string;
}): Question {
  return {
    title: `Check “${plainName(key.name)}” with one request?`,
    detail: `${key.providerName} · ${plainName(key.containerName)}. This request counts as traffic of your project.`,
    verb: 'Send one request',
  };
}

interface AskedSecret {
  readonly keyName: string;
  readonly stub: string;
  readonly providerName: string;
  readonly containerName: string;
}

export function earlierEndQuestion(secret: AskedSecret, expiresAt: number): Question {
  return {
    title: `End the secret ${plainName(secret.stub)}… of “${plainName(secret.keyName)}” earlier?`,
    detail: `${secret.providerName} · ${plainName(secret.containerName)}. Whatever still signs with this secret is refused from ${new Date(expiresAt).toISOString()} on, which is sooner than before.`,
    verb: 'Set the earlier end',
  };
}

export function endSecretQuestion(secret: AskedSecret): Question {
  return {
    title: `End the secret ${plainName(secret.stub)}… of “${plainName(secret.keyName)}” now?`,
    detail: `${secret.providerName} · ${plainName(secret.containerName)}. Whatever still signs with this secret is refused at once. The current secret and the identifiers stay as they are. This cannot be undone.`,
    verb: 'End secret now',
  };
}

export function revokeTokensQuestion(revocation: {
  readonly keyName: string;
  readonly providerName: string;
  readonly containerName: string;
  readonly targetCount: number;
  readonly allowReauthMargin: boolean;
}): Question {
  const { targetCount } = revocation;
  const whose = targetCount === 1 ? 'one target' : `${String(targetCount)} targets`;
  const when = revocation.allowReauthMargin ? 'after 30 seconds' : 'at once';
  return {
    title: `Revoke tokens of “${plainName(revocation.keyName)}” for ${whose}?`,
    detail: `${revocation.providerName} · ${plainName(revocation.containerName)}. Clients with these tokens are dropped ${when}; tokens made afterwards are not affected. This cannot be undone.`,
    verb: 'Revoke tokens',
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
