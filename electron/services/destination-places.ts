import { fail, ok, type Result } from '../../shared/errors/app-error.ts';
import { listEnvNames } from '../../shared/destinations/env-file.ts';
import { listJsonPaths } from '../../shared/destinations/json-file.ts';
import type { KeyId, PickedFileId } from '../../shared/lib/ids.ts';
import type { RememberedDestination } from '../../shared/rotations/destination.ts';
import type { FilePicker } from './ports/host.ts';
import type { SecretFiles } from './ports/secret-files.ts';
import type { Stores } from './ports/stores.ts';
import { destinationView } from './rotation-row-view.ts';

/** How many places of one file are offered. */
const MAX_PLACES = 500;

interface Dependencies {
  readonly stores: Pick<Stores, 'keyDestinations'>;
  readonly picker: Pick<FilePicker, 'resolve'>;
  readonly secretFiles: Pick<SecretFiles, 'read'>;
}

/** Where a new secret could go: places in picked files, and where it went before. */
export class DestinationPlaces {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * The places of a file in its order, as names and numbers; never a value.
   * Errors: `file-refused`.
   */
  async describe(
    fileId: PickedFileId,
    kind: 'env' | 'json',
  ): Promise<Result<{ places: (string | number)[][]; isCut: boolean }>> {
    const picked = this.deps.picker.resolve(fileId);
    if (picked === null) return fail({ kind: 'file-refused', reason: 'not-picked', fileName: '' });
    const { fileName } = picked;
    const read = await this.deps.secretFiles.read(picked.path);
    if (!read.ok)
      return read.error.kind === 'file-refused' ? fail({ ...read.error, fileName }) : read;
    const found =
      kind === 'env' ? listEnvNames(read.value.secretBytes) : listJsonPaths(read.value.secretBytes);
    if (found.kind === 'refused')
      return fail({ kind: 'file-refused', reason: found.reason, fileName });
    const all = found.kind === 'names' ? found.names.map((name) => [name]) : found.paths;
    const isCut = all.length > MAX_PLACES || (found.kind === 'paths' && found.isCut);
    return ok({ places: all.slice(0, MAX_PLACES).map((place) => [...place]), isCut });
  }

  /** Where the secret of this key, or of the one it replaced, went the last time. */
  remembered(keyId: KeyId): RememberedDestination[] {
    return this.deps.stores.keyDestinations.of(keyId).map((destination) => {
      const { id, kind, label, detail } = destinationView(destination);
      return { id, kind, label, detail };
    });
  }
}
