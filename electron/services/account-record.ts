import { accountTitle } from '../../shared/connections/account-title.ts';
import { connectionIdSchema } from '../../shared/lib/ids.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ProviderAdapter } from './ports/provider-adapter.ts';
import type { ProviderTarget } from './ports/provider-values.ts';
import type { SandboxAccounts } from './ports/sandbox-accounts.ts';
import type { ConnectionRecord, Stores } from './ports/stores.ts';
import { placeholderId } from './same-account.ts';

interface Dependencies {
  readonly stores: Stores;
  readonly sandbox: Pick<SandboxAccounts, 'isSandbox'>;
  readonly ids: IdSource;
}

/**
 * The record this account has, else a new one under the id it may have had before. Always a new one
 * where nothing tells the account from others.
 */
export function accountRecord(
  { stores, sandbox, ids }: Dependencies,
  {
    adapter,
    target,
    account,
  }: {
    readonly adapter: ProviderAdapter;
    readonly target: ProviderTarget;
    readonly account: { readonly accountId: string | null; readonly accountName: string };
  },
  label: string,
): ConnectionRecord {
  const accountId = account.accountId ?? placeholderId(ids);
  const key = [adapter.id, target.baseUrl, accountId] as const;
  const known = stores.connections.findAccount(...key);
  if (known !== null) return { ...known, dataPlaneUrl: target.dataPlaneUrl };
  const ownLabel = accountTitle(adapter.descriptor.name, account.accountName).slice(0, 120);
  return {
    id: stores.connections.formerIdOf(...key) ?? connectionIdSchema.parse(ids.ulid()),
    providerId: adapter.id,
    label: label === '' ? ownLabel : label,
    accountId,
    accountName: account.accountName,
    baseUrl: target.baseUrl,
    dataPlaneUrl: target.dataPlaneUrl,
    isSandbox: sandbox.isSandbox(target.baseUrl),
    credentialId: null,
    credentialExpiresAt: null,
    credentialProven: false,
    lastSyncAt: null,
    lastSyncError: null,
  };
}
