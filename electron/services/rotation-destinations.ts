import { basename } from 'node:path';
import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { destinationIdSchema, type DestinationId } from '../../shared/lib/ids.ts';
import type { Destination, RotatedKey, Rotation } from '../../shared/rotations/rotation.ts';
import type { DestinationChoice } from '../../shared/rotations/rotation-view.ts';
import { pickedFileIdSchema } from '../../shared/lib/ids.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';
import type { EffectOutcome } from './rotation-outcome.ts';

type Dependencies = Pick<
  RotationDependencies,
  'stores' | 'custody' | 'picker' | 'files' | 'clock' | 'ids' | 'failPoints'
>;

/** Hands the new secret to where it is needed. */
export class RotationDestinations {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /** The choices with ids, and with paths in place of the picker's ids. Errors: `file-refused`. */
  resolve(choices: readonly DestinationChoice[]): Result<Destination[]> {
    const destinations: Destination[] = [];
    for (const choice of choices) {
      const shared = {
        id: destinationIdSchema.parse(this.deps.ids.ulid()),
        state: 'waiting',
        confirmedAt: null,
        error: null,
      } as const;
      switch (choice.kind) {
        case 'copy':
          destinations.push({ kind: 'copy', ...shared, label: '' });
          break;
        case 'by-hand':
          destinations.push({ kind: 'by-hand', ...shared, label: choice.note });
          break;
        case 'file': {
          const picked = this.deps.picker.resolve(pickedFileIdSchema.parse(choice.fileId));
          if (picked === null)
            return fail({ kind: 'file-refused', reason: 'not-picked', fileName: '' });
          const label = picked.fileName.slice(0, 500);
          destinations.push({ kind: 'file', ...shared, label, path: picked.path });
          break;
        }
      }
    }
    return ok(destinations);
  }

  /** A new file with the secret and a line end; repeating it after a crash changes nothing. */
  async writeFile(
    row: Rotation,
    newKey: RotatedKey,
    destinationId: DestinationId,
  ): Promise<EffectOutcome> {
    const { stores, custody, files, clock, failPoints } = this.deps;
    const destination = row.destinations.find(({ id }) => id === destinationId);
    if (destination?.kind !== 'file') throw new Error('Only files are written');
    const escrowSecret = stores.escrow.find(newKey.secretPartId);
    const kept =
      escrowSecret === null ? await custody.readSecret(newKey.secretPartId) : ok(escrowSecret);
    failPoints.hit('write-file:before-write');
    const written = kept.ok
      ? await files.writeOnce(destination.path, `${kept.value}\n`, destinationId)
      : kept;
    failPoints.hit('write-file:after-write');
    const at = clock.now();
    if (written.ok) return { event: { type: 'destination-written', at, destinationId } };
    const error =
      written.error.kind === 'file-refused'
        ? { ...written.error, fileName: basename(destination.path).slice(0, 300) }
        : written.error;
    return { event: { type: 'destination-failed', at, destinationId, error } };
  }
}
