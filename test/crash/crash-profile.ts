import type {
  RotationStrategy,
  RotationTrigger,
} from '../../shared/rotations/rotation-strategy.ts';
import type { RunningProvider } from '../../electron/sandbox/compose-sandbox.ts';
import type { TrueCredential } from './true-credential.ts';

/** What the lab has to know of one way of rotating at one provider. */
export interface CrashProfile {
  readonly id: string;
  readonly providerId: string;
  readonly choice: { readonly strategy?: RotationStrategy; readonly trigger?: RotationTrigger };
  /** Whether the new key can be proved, or a person is asked. */
  readonly verification: 'probe' | 'attest';
  readonly canRollBack: boolean;
  /** How the simulated provider behaves, where that is not its usual way. */
  readonly tuning: Readonly<Record<string, unknown>>;
  /** Requests that change keys: a pattern for method, path and tool. */
  readonly changes: string;
  /** The create call, as the provider's fault rules name it; null where none is told from others. */
  readonly create: { readonly method: 'POST'; readonly path: string } | null;
  /** Create calls that arrived so far. */
  creates(provider: RunningProvider): number;
  credentials(provider: RunningProvider, now: number): readonly TrueCredential[];
  /** Keys that can be rotated this way without trouble that this lane is not about. */
  eligibleKeyIds(provider: RunningProvider): ReadonlySet<string>;
  /** What the provider's vault truly keeps under a name; left out where there is no vault. */
  vaultValue?(provider: RunningProvider, name: string): string | null;
  /** Where a person makes and ends keys in a console. */
  readonly byHand?: {
    /** Makes it unless it is there; answers its secret. */
    make(provider: RunningProvider, name: string): string;
    end(provider: RunningProvider, name: string): void;
  };
}

/** What changes and calls there were; a second start may not add to it. */
export function changesAt(profile: CrashProfile, provider: RunningProvider): number {
  const { mutations } = provider.instance.summary() as { mutations: unknown[] };
  return mutations.length + profile.creates(provider);
}

/** Requests that arrived, by method and path. */
export function arrived({ journal }: RunningProvider, pattern: RegExp): number {
  return Object.entries(journal.counts())
    .filter(([call]) => pattern.test(call))
    .reduce((sum, [, count]) => sum + count, 0);
}
