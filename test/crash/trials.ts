import type { ChildBundle } from './child-bundle.ts';
import { CrashLab } from './crash-lab.ts';
import type { CrashProfile } from './crash-profile.ts';
import type { Blow, Trial, TrialReport } from './crash-trial.ts';

/** A lab serves this many trials before its place is taken by a fresh one. */
const TRIALS_OF_A_LAB = 60;

export interface NamedTrial extends Trial {
  readonly name: string;
  /** The trial proves nothing unless every blow has struck. */
  readonly mustStrike?: boolean;
}

/** How such a rotation goes when nothing happens to it. */
export interface Course {
  /** Every fail point that it passes, in order. */
  readonly points: readonly string[];
  /** Messages between the app and its world. */
  readonly messages: number;
}

/** What a series of trials showed. */
export interface Series {
  readonly deaths: number;
  /** Trial by trial, only those in which something did not hold. */
  readonly violations: Readonly<Record<string, readonly string[]>>;
}

/** Runs trials and adds up what they show. */
export class CrashTrials {
  trials = 0;
  violations = 0;
  slowestRecoveryMs = 0;
  private readonly bundle: ChildBundle;
  private readonly courses = new Map<string, Promise<Course>>();

  constructor(bundle: ChildBundle) {
    this.bundle = bundle;
  }

  get summary(): string {
    const slowest = Math.round(this.slowestRecoveryMs);
    return `crash trials: ${String(this.trials)}, violations: ${String(this.violations)}, slowest recovery: ${String(slowest)} ms`;
  }

  /** Found out once for each profile and way of going. */
  courseOf(profile: CrashProfile, trial: Omit<Trial, 'blows'> = {}): Promise<Course> {
    const name = `${profile.id} ${JSON.stringify(trial)}`;
    const known = this.courses.get(name);
    if (known !== undefined) return known;
    const found = this.findCourse(profile, trial);
    this.courses.set(name, found);
    return found;
  }

  /** One after the other; each trial takes a key of its own. */
  async run(
    profile: CrashProfile,
    trials: readonly NamedTrial[],
    afterEach: (trial: NamedTrial, report: TrialReport) => void = () => undefined,
  ): Promise<Series> {
    const violations: Record<string, readonly string[]> = {};
    let deaths = 0;
    let left = [...trials];
    while (left.length > 0) {
      const batch = left.slice(0, TRIALS_OF_A_LAB);
      left = left.slice(TRIALS_OF_A_LAB);
      await this.inLab(profile, batch.length, async (lab) => {
        for (const trial of batch) {
          const report = await this.runOne(lab, trial);
          deaths += report.deaths;
          if (report.violations.length > 0)
            violations[`${profile.id}: ${trial.name}`] = report.violations;
          afterEach(trial, report);
        }
      });
    }
    return { deaths, violations };
  }

  /** Outside of the tally: what tries the harness. */
  async apart(profile: CrashProfile, trial: Trial): Promise<TrialReport> {
    return this.inLab(profile, 1, (lab) => lab.run(trial));
  }

  private async runOne(lab: CrashLab, trial: NamedTrial): Promise<TrialReport> {
    const report = await reportOf(lab, trial);
    this.trials += 1;
    this.slowestRecoveryMs = Math.max(this.slowestRecoveryMs, report.recoveryMs);
    const isMissed = trial.mustStrike === true && !report.wasStruck;
    const found = [...report.violations, ...(isMissed ? ['it was not reached'] : [])];
    this.violations += found.length > 0 ? 1 : 0;
    return { ...report, violations: found };
  }

  private async findCourse(profile: CrashProfile, trial: Omit<Trial, 'blows'>): Promise<Course> {
    return this.inLab(profile, 1, async (lab) => {
      const report = await lab.run({ ...trial, blows: [], isRecording: true });
      if (report.violations.length > 0)
        throw new Error(`${profile.id}, undisturbed: ${report.violations.join('; ')}`);
      return { points: [...new Set(report.hits)], messages: report.messages };
    });
  }

  private async inLab<T>(
    profile: CrashProfile,
    trials: number,
    work: (lab: CrashLab) => Promise<T>,
  ): Promise<T> {
    const lab = await CrashLab.open(profile, this.bundle, trials);
    try {
      if (lab.trialsLeft < trials)
        throw new Error(`${profile.id}: only ${String(lab.trialsLeft)} eligible keys`);
      return await work(lab);
    } finally {
      await lab.close();
    }
  }
}

/** A trial that breaks off has shown something as well. */
async function reportOf(lab: CrashLab, trial: NamedTrial): Promise<TrialReport> {
  try {
    return await lab.run(trial);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return {
      violations: [`broke off: ${message}`],
      ...{ deaths: 0, wasStruck: true, hits: [], messages: 0, recoveryMs: 0, end: null },
    };
  }
}

/** One trial per point. A point that was not reached counts as a violation: it proved nothing. */
export const strikeAt = (
  points: readonly string[],
  what: Extract<Blow, { point: string }>['what'] = 'kill',
  trial: Omit<Trial, 'blows'> = {},
): NamedTrial[] =>
  points.map((point) => ({
    ...trial,
    name: `${what} at ${point}`,
    blows: [what === 'helper-gone' ? { what, point } : { what, point }],
    mustStrike: true,
  }));
