import type { DestinationId, RotationId } from '../../../shared/lib/ids.ts';

export interface FileUndo {
  readonly destinationId: DestinationId;
  readonly path: string;
  readonly originalSecretBytes: Uint8Array;
  /** In hex; the file is put back only while it still has this content. */
  readonly sha256AfterWrite: string;
}

/**
 * What files held before a rotation rewrote them, in the encrypted database only: the bytes may hold
 * other secrets than the rotated one.
 */
export interface FileUndoStore {
  /**
   * Before the file is written. Repeated after a crash it changes nothing when the file was written
   * already, so that what was there first is never lost.
   */
  put(rotationId: RotationId, undo: FileUndo): void;
  /** The latest first: a file that was rewritten twice is put back step by step. */
  of(rotationId: RotationId): readonly FileUndo[];
  /** Removes the bytes from the write-ahead log too. */
  clear(rotationId: RotationId): void;
}
