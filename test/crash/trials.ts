import type { CrashLab, Trial } from './crash-lab.ts';

/** What a series of trials showed. */
export interface Series {
  readonly kills: number;
  /** Trial by trial, only those in which something did not hold. */
  readonly violations: Readonly<Record<string, readonly string[]>>;
}

/** Every fail point that such a rotation passes when nothing is killed, in order. */
export async function pointsOf(lab: CrashLab, trial: Omit<Trial, 'killAt'>): Promise<string[]> {
  const report = await lab.run({ ...trial, killAt: null, isRecording: true });
  if (report.violations.length > 0)
    throw new Error(`Without any kill: ${report.violations.join('; ')}`);
  // What the restart at the end passes is not part of the rotation.
  return [...new Set(report.hits)];
}

/** One trial per point. A point that was not reached counts as a violation: it proved nothing. */
export async function killAtEach(
  lab: CrashLab,
  points: readonly string[],
  trial: Omit<Trial, 'killAt'> = {},
): Promise<Series> {
  const violations: Record<string, readonly string[]> = {};
  let kills = 0;
  for (const killAt of points) {
    const report = await lab.run({ ...trial, killAt });
    if (report.wasKilled) kills += 1;
    const found = [...report.violations, ...(report.wasKilled ? [] : ['it was not reached'])];
    if (found.length > 0) violations[killAt] = found;
  }
  return { kills, violations };
}

const savePattern = /^(before|in|after)-save:/;
const effectPattern = /^(before|after)-effect:/;

export const isAroundSave = (point: string): boolean => savePattern.test(point);
export const isAroundEffect = (point: string): boolean => effectPattern.test(point);
export const isInsideEffect = (point: string): boolean =>
  !isAroundSave(point) && !isAroundEffect(point);
