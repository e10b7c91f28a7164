import { useMemo } from 'react';
import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import { useCommandQuery } from '../ipc/use-command-query.ts';

const none: readonly ProviderDescriptor[] = [];

export interface Providers {
  readonly all: readonly ProviderDescriptor[];
  /** Undefined for a provider this version does not know, and before the first answer. */
  readonly find: (providerId: string) => ProviderDescriptor | undefined;
  readonly nameOf: (providerId: string) => string;
}

/** What the screens may know of each provider. */
export function useProviders(): Providers {
  const query = useCommandQuery('providers.list', {});
  const all = query.state === 'ready' ? query.value : none;
  return useMemo(() => {
    const find = (providerId: string) => all.find((descriptor) => descriptor.id === providerId);
    return { all, find, nameOf: (providerId) => find(providerId)?.name ?? providerId };
  }, [all]);
}
