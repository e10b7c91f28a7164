import type { AppError } from '../../shared/errors/app-error.ts';
import type { Rotation } from '../../shared/rotations/rotation.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';

/** Why a new secret would have no safe place now; null when it has one. Asked before it is made. */
export function placeProblem(
  { stores, custody }: Pick<RotationDependencies, 'stores' | 'custody'>,
  row: Pick<Rotation, 'connectionId'>,
): AppError | null {
  const connection = stores.connections.find(row.connectionId);
  if (connection === null) return { kind: 'not-found', what: 'connection' };
  const place = custody.placeFor(connection);
  if (!place.ok) return place.error;
  const writable = stores.checkWritable();
  return writable.ok ? null : writable.error;
}
