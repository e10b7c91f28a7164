import { basename } from 'node:path';
import { createHash } from 'node:crypto';
import {
  fail,
  ok,
  type AppError,
  type FileReason,
  type Result,
} from '../../shared/errors/app-error.ts';
import { findEnvValue, replaceEnvValue } from '../../shared/destinations/env-file.ts';
import type { Replacement } from '../../shared/destinations/file-bytes.ts';
import { findJsonValue, replaceJsonValue } from '../../shared/destinations/json-file.ts';
import type { Destination } from '../../shared/rotations/destination.ts';
import type { Rotation } from '../../shared/rotations/rotation.ts';
import type { HandOver } from '../../shared/rotations/rotation-event.ts';
import type { FileChange } from './ports/secret-files.ts';
import type { RotationDependencies } from './rotation-dependencies.ts';

export type RewrittenDestination = Extract<Destination, { kind: 'env-file' | 'json-file' }>;
type WrittenDestination = Extract<Destination, { kind: 'file' }>;
type Dependencies = Pick<RotationDependencies, 'stores' | 'files' | 'secretFiles' | 'failPoints'>;

/** A file with all of its values replaced, and the destinations that it holds. */
interface Draft {
  readonly path: string;
  readonly originalSecretBytes: Uint8Array;
  readonly sha256: string;
  secretBytes: Uint8Array;
  readonly destinations: RewrittenDestination[];
}

/** Puts the new secret into files of the person's own, and their former content back. */
export class RotationFiles {
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
  }

  /**
   * A new file with the secret and a line end, read back; repeating it after a crash changes
   * nothing.
   */
  async writeNew(destination: WrittenDestination, secretValue: string): Promise<AppError | null> {
    const { files, failPoints } = this.deps;
    failPoints.hit('write-file:before-write');
    const written = await files.writeOnce(destination.path, `${secretValue}\n`, destination.id);
    failPoints.hit('write-file:after-write');
    return written.ok
      ? this.problemOf(destination, secretValue)
      : named(written.error, destination.path);
  }

  /**
   * All values in all files, or none. What the files held is in the encrypted database before
   * anything is written. Repeating it after a crash changes nothing.
   */
  async rewrite(
    row: Rotation,
    destinations: readonly RewrittenDestination[],
    secretValue: string,
  ): Promise<readonly HandOver[]> {
    const drafts = new Map<string, Draft>();
    const errors = new Map<string, AppError>();
    for (const destination of destinations) {
      const problem = await this.draft(drafts, destination, secretValue);
      if (problem !== null) errors.set(destination.id, problem);
    }
    if (errors.size > 0) return outcomesOf(destinations, errors);
    const { stores, secretFiles, failPoints } = this.deps;
    const changes = [...drafts.values()].map(changeOf);
    stores.transaction(() => {
      for (const { path, originalSecretBytes, secretBytes, destinations: held } of drafts.values())
        for (const { id: destinationId } of held.slice(0, 1))
          stores.fileUndo.put(row.id, {
            ...{ destinationId, path, originalSecretBytes },
            sha256AfterWrite: sha256Hex(secretBytes),
          });
    });
    failPoints.hit('rewrite:before-write');
    const outcome = await secretFiles.replaceAll(changes);
    failPoints.hit('rewrite:after-write');
    if (outcome.kind === 'refused') {
      for (const { path, error } of outcome.refusals)
        for (const { id } of drafts.get(path)?.destinations ?? [])
          errors.set(id, named(error, path));
      // What could not be put back holds the new secret, and is said to.
      const left = destinations.filter(({ path }) => outcome.leftNew.includes(path));
      const others = destinations.filter(({ path }) => !outcome.leftNew.includes(path));
      return [
        ...left.map(({ id }) => ({ destinationId: id, error: null })),
        ...outcomesOf(others, errors),
      ];
    }
    for (const destination of destinations) {
      const lost = await this.problemIn(destination, secretValue);
      if (lost !== null) errors.set(destination.id, lost);
    }
    return destinations.map(({ id }) => ({ destinationId: id, error: errors.get(id) ?? null }));
  }

  /**
   * The former content, where the file still holds what this rotation wrote. Values that shared a
   * file go back together.
   */
  async putBack(
    row: Rotation,
    destinations: readonly RewrittenDestination[],
  ): Promise<readonly HandOver[]> {
    const outcomes: HandOver[] = [];
    for (const { id: destinationId, path } of destinations)
      outcomes.push({ destinationId, error: await this.putFileBack(row, path) });
    return outcomes;
  }

  /** Whether the file holds exactly this secret at its place; null: it does. */
  async problemOf(destination: Destination, secretValue: string): Promise<AppError | null> {
    switch (destination.kind) {
      case 'env-file':
      case 'json-file':
        return this.problemIn(destination, secretValue);
      case 'file': {
        const read = await this.deps.secretFiles.read(destination.path);
        if (!read.ok) return named(read.error, destination.path);
        const text = Buffer.from(read.value.secretBytes).toString('utf8');
        return text === `${secretValue}\n` ? null : refusal('other-secret', destination.path);
      }
      default:
        return null;
    }
  }

  /** Why nothing could be put there, before there is anything to put; null: as far as can be told. */
  async placeProblem(destination: Destination): Promise<AppError | null> {
    if (destination.kind !== 'env-file' && destination.kind !== 'json-file') return null;
    const read = await this.deps.secretFiles.read(destination.path);
    if (!read.ok) return named(read.error, destination.path);
    const { secretBytes } = read.value;
    const found =
      destination.kind === 'env-file'
        ? findEnvValue(secretBytes, destination.name)
        : findJsonValue(secretBytes, destination.jsonPath);
    return found.kind === 'refused' ? refusal(found.reason, destination.path) : null;
  }

  private async draft(
    drafts: Map<string, Draft>,
    destination: RewrittenDestination,
    secretValue: string,
  ): Promise<AppError | null> {
    const { path } = destination;
    const known = drafts.get(path);
    const read = known === undefined ? await this.read(path) : ok(known);
    if (!read.ok) return read.error;
    const draft = read.value;
    const replaced = replaceIn(draft.secretBytes, destination, secretValue);
    if (replaced.kind === 'refused') return refusal(replaced.reason, path);
    draft.secretBytes = replaced.bytes;
    draft.destinations.push(destination);
    drafts.set(path, draft);
    return null;
  }

  private async read(path: string): Promise<Result<Draft>> {
    const read = await this.deps.secretFiles.read(path);
    if (!read.ok) return fail(named(read.error, path));
    const { secretBytes, facts } = read.value;
    return ok({
      ...{ path, originalSecretBytes: secretBytes, secretBytes },
      ...{ sha256: facts.sha256, destinations: [] },
    });
  }

  private async problemIn(
    destination: RewrittenDestination,
    secretValue: string,
  ): Promise<AppError | null> {
    const read = await this.deps.secretFiles.read(destination.path);
    if (!read.ok) return named(read.error, destination.path);
    const { secretBytes } = read.value;
    const again = replaceIn(secretBytes, destination, secretValue);
    if (again.kind === 'refused') return refusal(again.reason, destination.path);
    // Writing it once more would change nothing: exactly this secret stands there.
    return Buffer.compare(again.bytes, secretBytes) === 0
      ? null
      : refusal('other-secret', destination.path);
  }

  private async putFileBack(row: Rotation, path: string): Promise<AppError | null> {
    const { stores, secretFiles, failPoints } = this.deps;
    const read = await secretFiles.read(path);
    if (!read.ok) return named(read.error, path);
    const undos = stores.fileUndo.of(row.id).filter((each) => each.path === path);
    const latest = undos.find((each) => each.sha256AfterWrite === read.value.facts.sha256);
    if (latest === undefined) {
      // Another value of the same file was put back first, and this one with it.
      const first = undos.at(-1);
      const isBack =
        first !== undefined && sha256Hex(first.originalSecretBytes) === read.value.facts.sha256;
      return isBack ? null : refusal('changed-since-read', path);
    }
    // A file that was rewritten twice goes back through what it held in between.
    let last = latest;
    for (const undo of undos.slice(undos.indexOf(latest) + 1))
      if (undo.sha256AfterWrite === sha256Hex(last.originalSecretBytes)) last = undo;
    failPoints.hit('put-back:before-write');
    const outcome = await secretFiles.replaceAll([
      {
        path,
        expected: { sha256: latest.sha256AfterWrite },
        secretBytes: last.originalSecretBytes,
        writeId: `${latest.destinationId}BACK`,
      },
    ]);
    failPoints.hit('put-back:after-write');
    if (outcome.kind === 'replaced') return null;
    const error = outcome.refusals.find((each) => each.path === path)?.error;
    return error === undefined ? refusal('changed-since-read', path) : named(error, path);
  }
}

const changeOf = ({ path, sha256, secretBytes, destinations: [first] }: Draft): FileChange => ({
  ...{ path, expected: { sha256 }, secretBytes },
  writeId: first?.id ?? '',
});

function replaceIn(
  secretBytes: Uint8Array,
  destination: RewrittenDestination,
  secretValue: string,
): Replacement {
  if (destination.kind === 'env-file') {
    const found = findEnvValue(secretBytes, destination.name);
    return found.kind === 'found' ? replaceEnvValue(secretBytes, found.span, secretValue) : found;
  }
  const found = findJsonValue(secretBytes, destination.jsonPath);
  return found.kind === 'found' ? replaceJsonValue(secretBytes, found.span, secretValue) : found;
}

/** All or none: what was not refused itself was left alone because of the others. */
function outcomesOf(
  destinations: readonly RewrittenDestination[],
  errors: ReadonlyMap<string, AppError>,
): readonly HandOver[] {
  return destinations.map(({ id, path }) => ({
    destinationId: id,
    error: errors.get(id) ?? refusal('another-refused', path),
  }));
}

const refusal = (reason: FileReason, path: string): AppError => ({
  ...{ kind: 'file-refused', reason, fileName: fileNameOf(path) },
});

const named = (error: AppError, path: string): AppError =>
  error.kind === 'file-refused' ? { ...error, fileName: fileNameOf(path) } : error;

const fileNameOf = (path: string): string => basename(path).slice(0, 300);

const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
