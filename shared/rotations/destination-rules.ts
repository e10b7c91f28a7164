import type { Destination } from './destination.ts';

/** Rewritten in place, so that it can be put back. */
export const isRewritten = ({ kind }: Pick<Destination, 'kind'>): boolean =>
  kind === 'env-file' || kind === 'json-file';

/** Rekey hands the secret over itself; the others are confirmed by a person. */
export const isAutomatic = ({ kind }: Pick<Destination, 'kind'>): boolean =>
  kind !== 'copy' && kind !== 'by-hand';

/** One that Rekey hands over is confirmed by a person only once that has failed. */
export function isConfirmable(destination: Pick<Destination, 'kind' | 'state'>): boolean {
  return isAutomatic(destination)
    ? destination.state === 'failed' || destination.state === 'undone'
    : destination.state === 'waiting';
}

/** Rekey wrote it and can read it again; what a person took over is theirs. */
export const isReadBack = (destination: Destination): boolean =>
  (isRewritten(destination) || destination.kind === 'file') &&
  destination.state === 'confirmed' &&
  destination.isAttested !== true;

export const canUndo = (destination: Destination): boolean =>
  isRewritten(destination) && destination.state === 'confirmed' && destination.isAttested !== true;
