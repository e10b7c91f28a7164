/**
 * Files and functions that may be longer than the limits, each with the reason. `lines` is what
 * they have now: it may be lowered, never raised, and an entry that is no longer needed goes.
 */
export interface SizeException {
  readonly file: string;
  /** The function's name; without it the whole file is meant. */
  readonly functionName?: string;
  readonly lines: number;
  readonly reason: string;
}

export const sizeExceptions: readonly SizeException[] = [
  {
    file: 'renderer/messages/error-message.ts',
    functionName: 'errorMessage',
    lines: 103,
    reason: 'One exhaustive switch over the failures; the compiler proves that none is missing.',
  },
];
