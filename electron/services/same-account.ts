import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { SignedInAccount } from './account-sign-in.ts';
import type { IdSource } from './ports/id-source.ts';
import type { ConnectionRecord, Stores } from './ports/stores.ts';

/** Stands for the account's id where the provider gave nothing to tell the account by. */
export const placeholderId = (ids: IdSource): string => `unknown-${ids.ulid()}`;

const isPlaceholder = (accountId: string): boolean => /^unknown-[0-9A-Z]{26}$/.test(accountId);

/**
 * The containers that an account signed in again lists, where they have to tell whether it is the
 * one of the record: only where that has a placeholder. Otherwise null, and nothing is asked.
 */
export async function listedContainers(
  record: ConnectionRecord,
  { adapter, target, account }: SignedInAccount,
): Promise<Result<ReadonlySet<string> | null>> {
  if (!isPlaceholder(record.accountId)) return ok(null);
  const session = { ...target, ...account, accountId: record.accountId, renew: keepNothing };
  const listed = await adapter.operations.listContainers?.(session, new AbortController().signal);
  if (listed?.ok === false) return fail(afterSignIn(listed.error));
  return ok(new Set(listed?.value.map(({ providerContainerId }) => providerContainerId)));
}

/**
 * The record with the id it has from now on, null where it may be another account. The first id in
 * place of a placeholder is taken over only if it shows a container that is known, or none is.
 */
export function sameAccount(
  { connections, containers }: Pick<Stores, 'connections' | 'containers'>,
  record: ConnectionRecord,
  accountId: string | null,
  listed: ReadonlySet<string> | null,
): ConnectionRecord | null {
  if (!isPlaceholder(record.accountId)) return record.accountId === accountId ? record : null;
  const known = containers.all().filter(({ connectionId }) => connectionId === record.id);
  const isListed = known.some(({ providerContainerId }) => listed?.has(providerContainerId));
  if (known.length > 0 && !isListed) return null;
  if (accountId === null) return record;
  const { providerId, baseUrl } = record;
  const isTaken = connections.findAccount(providerId, baseUrl, accountId) !== null;
  return isTaken ? null : { ...record, accountId };
}

/** A token that was given out just now has not run out. */
export const keepNothing = (): Promise<Result<string>> =>
  Promise.resolve(fail({ kind: 'cancelled' }));

/** A token that was given out just now: asking to sign in again would be a loop. */
export function afterSignIn(error: AppError): AppError {
  return error.kind === 'provider-unauthorized'
    ? { kind: 'provider-forbidden', providerId: error.providerId, permission: null }
    : error;
}
