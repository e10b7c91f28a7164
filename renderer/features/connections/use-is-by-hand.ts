import type { Connection } from '../../../shared/connections/connection.ts';
import { useProviders } from '../../parts/use-providers.ts';

/** Nothing of this account is read: a person keeps its list. */
export function useIsByHand({ providerId }: Pick<Connection, 'providerId'>): boolean {
  const { find } = useProviders();
  return find(providerId)?.capabilities.byHand === true;
}
