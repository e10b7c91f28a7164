import { fail, type Result } from '../../shared/errors/app-error.ts';
import type { ProviderAdapter } from './ports/provider-adapter.ts';
import type { ProviderSession } from './ports/provider-values.ts';

/** Ends a key in the provider's own way; `not-supported` where Rekey cannot end one. */
export function endKeyAt(
  adapter: ProviderAdapter,
  session: ProviderSession,
  providerKeyId: string,
): Promise<Result<null>> {
  const { disableKey, revokeKey, deleteKey } = adapter.operations;
  const endKey = disableKey ?? revokeKey ?? deleteKey;
  return endKey === undefined
    ? Promise.resolve(fail({ kind: 'not-supported', operation: 'endKey' }))
    : endKey(session, providerKeyId);
}
