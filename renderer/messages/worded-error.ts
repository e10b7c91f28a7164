/** The way on that a screen can offer beside the sentence. */
export type ErrorAction =
  /** Send the same command again. */
  | 'try-again'
  /** Sign in to the account again. */
  | 'sign-in'
  /** Read the account's keys again. */
  | 'sync'
  /** Look at the open rotation. */
  | 'open-rotation'
  /** Nothing to press: the sentence says what to change. */
  | 'none';

/** A failure in words. */
export interface WordedError {
  readonly title: string;
  /** What happened, what it means for the data, what to do. */
  readonly sentence: string;
  readonly action: ErrorAction;
}
