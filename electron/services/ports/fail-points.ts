/**
 * Named instants at which a test may end the process, so that a crash can be tried exactly there.
 * The app itself is composed with `noFailPoints`.
 */
export interface FailPoints {
  hit(name: string): void;
}

export const noFailPoints: FailPoints = { hit: () => undefined };
