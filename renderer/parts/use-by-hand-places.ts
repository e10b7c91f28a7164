import type { Connection, Container } from '../../shared/connections/connection.ts';
import type { ConsoleGuide } from '../../shared/providers/console-guide.ts';
import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import { useCommandQuery } from '../ipc/use-command-query.ts';
import { useProviders } from './use-providers.ts';

/** A container whose keys are kept by hand. */
export interface ByHandPlace {
  readonly container: Container;
  readonly connection: Connection;
  readonly descriptor: ProviderDescriptor;
  readonly guide: ConsoleGuide;
}

/** What the places are called: "project". */
export const containerNoun = (places: readonly ByHandPlace[], chosen: ByHandPlace | null): string =>
  (chosen ?? places[0])?.descriptor.nouns.container ?? 'place';

/** Null while it is read. */
export function useByHandPlaces(): readonly ByHandPlace[] | null {
  const containers = useCommandQuery('containers.list', {});
  const connections = useCommandQuery('connections.list', {});
  const { all, find } = useProviders();
  if (containers.state !== 'ready' || connections.state !== 'ready' || all.length === 0)
    return null;
  return containers.value.flatMap((container): ByHandPlace[] => {
    const connection = connections.value.find(({ id }) => id === container.connectionId);
    const descriptor = connection && find(connection.providerId);
    if (connection === undefined || descriptor?.capabilities.byHand !== true) return [];
    const { guide } = descriptor;
    return guide === null ? [] : [{ container, connection, descriptor, guide }];
  });
}
