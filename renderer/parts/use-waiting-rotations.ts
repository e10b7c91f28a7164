import { useCommandQuery } from '../ipc/use-command-query.ts';
import { waitsForPerson } from '../messages/rotation-step-words.ts';

/** How many rotations stand still until the person comes. */
export function useWaitingRotations(): number {
  const rotations = useCommandQuery('rotations.list', {});
  return rotations.state === 'ready' ? rotations.value.filter(waitsForPerson).length : 0;
}
