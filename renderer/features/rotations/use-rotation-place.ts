import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import { useCommandQuery } from '../../ipc/use-command-query.ts';
import { useByHandPlaces, type ByHandPlace } from '../../parts/use-by-hand-places.ts';

/** Where a guided rotation happens, with the provider's guide; null until it is read. */
export function useRotationPlace({ keyId }: Pick<RotationView, 'keyId'>): ByHandPlace | null {
  const key = useCommandQuery('keys.get', { keyId });
  const places = useByHandPlaces();
  if (key.state !== 'ready' || places === null) return null;
  const { containerId } = key.value.summary;
  return places.find(({ container }) => container.id === containerId) ?? null;
}
