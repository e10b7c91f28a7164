import type { SandboxClock } from './sandbox-clock.ts';
import type { SandboxHandler } from './sandbox-handler.ts';
import type { SandboxRandom } from './sandbox-random.ts';

/** One simulated provider; each lives in its own folder and knows nothing of the others. */
export interface SandboxProvider {
  readonly id: string;
  /** Below the origin, without a trailing slash; what a person types as the server address ends in it. */
  readonly basePath: string;
  /** Path prefixes of the admin API; on a served port all other paths belong to the data plane. */
  readonly adminPrefixes: readonly string[];
  /** Throws when `snapshot` is not one of this provider's. */
  open(options: SandboxProviderOptions): SandboxInstance;
}

export interface SandboxProviderOptions {
  /** The same seed gives the same account. */
  readonly seed: number;
  /** How many keys the account starts with; null for the provider's own believable number. */
  readonly keys: number | null;
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  /** A state to go on from instead of seeding; null starts afresh. */
  readonly snapshot: string | null;
  /** Called after every change and before its answer, so that what was answered is also saved. */
  readonly onMutation: () => void;
}

/** A provider with its state. */
export interface SandboxInstance {
  readonly admin: SandboxHandler;
  /** Null where the provider has none. */
  readonly dataPlane: SandboxHandler | null;
  /** What a person enters to connect, by field name. */
  readonly signInSecrets: Readonly<Record<string, string>>;
  /** The whole state, secrets included, as JSON. */
  snapshot(): string;
  /** What a test needs as the truth, secrets included; plain JSON. */
  summary(): Readonly<Record<string, unknown>>;
  /** Changes how the server behaves; the problems found, and nothing changed if there are any. */
  tune(input: unknown): readonly string[];
}
