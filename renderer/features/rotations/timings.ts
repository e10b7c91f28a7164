import type { RotationReceipt } from '../../../shared/rotations/rotation-receipt.ts';

export interface Timing {
  readonly at: number;
  readonly step: RotationReceipt['timeline'][number]['step'];
  /** How long it stayed in this step; null for the last one, which is the end. */
  readonly tookMs: number | null;
}

/** Every saved step with how long it took. */
export const timings = (timeline: RotationReceipt['timeline']): readonly Timing[] =>
  timeline.map(({ at, step }, index) => {
    const next = timeline[index + 1];
    // A clock may have been set back meanwhile.
    return { at, step, tookMs: next === undefined ? null : Math.max(0, next.at - at) };
  });
