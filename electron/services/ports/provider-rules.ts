import type { RequestRate } from './request-budget.ts';

/** Facts as data, each with its source in `rules.ts`. */
export interface ProviderRules {
  /** How many keys a page may hold; what sync asks for. */
  readonly pageLimit: number;
  /** Whether keys are listed by container, or only all of the account at once. */
  readonly listing: 'container' | 'account';
  /** Calls that may be in flight at once for one account. */
  readonly concurrency: number;
  /** How often one account may ask; null where the provider publishes nothing. */
  readonly requestRate: RequestRate | null;
  /** How long an ended key may still answer before that is a finding. */
  readonly propagationDelayMs: number;
  /**
   * Whether a session that is over is answered with 403 too, as with 401; absent: a 403 is always a
   * missing right.
   */
  readonly sessionEndsWith403?: boolean;
  /** Whether `probeKey` counts as use of the key, so that a person is asked first; absent: it does not. */
  readonly probeCountsAsTraffic?: boolean;
  /** Longest key name in code points, for cutting when a marker is appended. */
  readonly keyNameMax: number;
  /**
   * How long a secret that was rotated away in place may go on, and how many of them at once;
   * absent where no rotation in place is offered.
   */
  readonly overlap?: {
    readonly minMs: number;
    readonly maxMs: number;
    readonly maxExpiring: number;
  };
  /** Hosts a production account may be spoken to at; https only. */
  readonly adminHosts: readonly string[];
  readonly dataPlaneHosts: readonly string[];
}
