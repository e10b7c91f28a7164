import type { FaultRuleInput } from '../../electron/sandbox/fault-rule.ts';
import type { RotationView } from '../../shared/rotations/rotation-view.ts';
import type { Deed, Sabotage } from './crash-protocol.ts';
import type { Destinations } from './handed-out.ts';
import type { Goal } from './trial-person.ts';

/** What happens to one run of the app. */
export type Blow =
  /** At a named instant: `name#n`. */
  | { readonly what: Deed; readonly point: string }
  /** As soon as so many messages have come from it, wherever it is then. */
  | { readonly what: 'kill' | 'stop'; readonly afterMessages: number }
  /** The keychain's helper process dies at this instant, and a new one is not there at once. */
  | { readonly what: 'helper-gone'; readonly point: string };

export interface Trial {
  /** What happens to the first run, and then to each that recovers; the last one is left alone. */
  readonly blows: readonly Blow[];
  readonly goal?: Goal;
  readonly destinations?: Destinations;
  /** Faults of the provider while the first run lives. */
  readonly faults?: readonly FaultRuleInput[];
  readonly isRecording?: boolean;
  readonly sabotage?: Sabotage;
}

export interface TrialReport {
  /** In words; empty when everything held at every instant that was looked at. */
  readonly violations: readonly string[];
  /** Runs that ended by their blow. */
  readonly deaths: number;
  /** Whether every blow has struck. */
  readonly wasStruck: boolean;
  readonly hits: readonly string[];
  /** Messages of the first run. */
  readonly messages: number;
  /** From asking a loaded process to start until it awaits a person; the longest of this trial. */
  readonly recoveryMs: number;
  readonly end: RotationView | null;
}
