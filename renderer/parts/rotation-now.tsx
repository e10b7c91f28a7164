import type { RotationId } from '../../shared/lib/ids.ts';
import { useCommandQuery } from '../ipc/use-command-query.ts';
import { rotationNowWords } from '../messages/rotation-step-words.ts';
import { useNow } from './use-now.ts';

/** Where a rotation stands, in words; nothing until it is read. */
export function RotationNow({ rotationId }: { rotationId: RotationId }) {
  const rotations = useCommandQuery('rotations.list', {});
  const now = useNow();
  const view =
    rotations.state === 'ready' ? rotations.value.find(({ id }) => id === rotationId) : undefined;
  return view === undefined ? null : <>{rotationNowWords(view, now)}</>;
}
