import type { SandboxClock } from '../sandbox-clock.ts';
import type { AccountStore } from './account-store.ts';
import type { Tuning } from './tuning.ts';

/** What every route of this account works on. */
export interface AccountContext {
  readonly store: AccountStore;
  readonly clock: SandboxClock;
  readonly tuning: () => Tuning;
}
