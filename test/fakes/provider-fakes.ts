import type { ProviderDependencies } from '../../electron/providers/provider-registry.ts';
import type { ProviderSession } from '../../electron/services/ports/provider-values.ts';
import { ok } from '../../shared/errors/app-error.ts';

/** What only some providers are built from: a fresh profile's settings, and no second transport. */
export const otherProviderParts: Pick<ProviderDependencies, 'options' | 'fetch'> = {
  options: { pubnubVersion: () => '2026-03-23' },
  fetch: () => Promise.reject(new Error('No provider of this test fetches')),
};

/** Renews at once and keeps nothing. */
export const renewAtOnce: ProviderSession['renew'] = async (exchange) => {
  const renewed = await exchange();
  return renewed.ok ? ok(renewed.value.credentialSecret) : renewed;
};
