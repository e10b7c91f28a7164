import type { ConnectionId } from '../../../shared/lib/ids.ts';
import { SdkSetup } from './sdk-setup.tsx';
import { useByHandPlaces } from '../../parts/use-by-hand-places.ts';

/** The setup on the page of an account, with a name that its keys may have. */
export function AccountSdkSetup({ connectionId }: { connectionId: ConnectionId }) {
  const place = useByHandPlaces()?.find(({ connection }) => connection.id === connectionId);
  const [exampleName] = place?.guide.exampleNames ?? [];
  if (place === undefined || exampleName === undefined) return null;
  const named = { key: exampleName, container: place.container.providerContainerId };
  return <SdkSetup guide={place.guide} named={named} />;
}
