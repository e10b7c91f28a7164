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
  /** Whether its accounts have a plan, `free` or `paid`, which `tune` sets. */
  readonly hasPlans?: true;
  /** Whether sources differ on what its list of secrets tells, which `tune` sets as `listShowsSecrets`. */
  readonly mayListSecrets?: true;
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
  /**
   * What `npm run sandbox` says of this provider when it is served at this origin, secrets included;
   * left out: its two addresses and the fields of the sign-in.
   */
  announcement?(origin: string): Readonly<Record<string, string>>;
  /** What a person enters to connect, by field name. */
  readonly signInSecrets: Readonly<Record<string, string>>;
  /** The whole state, secrets included, as JSON. */
  snapshot(): string;
  /** What a test needs as the truth, secrets included; plain JSON. */
  summary(): Readonly<Record<string, unknown>>;
  /**
   * Where people sign in by consent: does what one does on the page at this address, and answers the
   * address they are sent back to.
   */
  approveConsent?(authorizeUrl: string): Promise<string>;
  /** Where keys are managed in a console only: what a person sees and does there. */
  readonly console?: SandboxConsole;
  /** Changes how the server behaves; the problems found, and nothing changed if there are any. */
  tune(input: unknown): readonly string[];
}

/** Changes answer the console's refusal in words, null when done. */
export interface SandboxConsole {
  keys(): readonly SandboxConsoleKey[];
  create(draft: { readonly name: string; readonly description: string }): string | null;
  deactivate(name: string): string | null;
}

/** One row of the console's list, with the token that a click would show. */
export interface SandboxConsoleKey {
  readonly name: string;
  readonly isActive: boolean;
  readonly isDefault: boolean;
  readonly tokenSecret: string;
  readonly description: string;
  readonly createdBy: string;
  readonly createdAt: number;
}
