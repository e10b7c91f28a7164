import type { DuePlan } from '../../../shared/keys/due-plan.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';

/** What was decided about the rotation of keys; it goes with the key. */
export interface DuePlanStore {
  /** `noDuePlan` where nothing was decided. */
  find(keyId: KeyId): DuePlan;
  /** Only keys about which something was decided. */
  all(): ReadonlyMap<KeyId, DuePlan>;
  save(keyId: KeyId, plan: DuePlan): void;
}

/** Which reminders were shown, in this start or an earlier one. */
export interface ShownReminderStore {
  /** Notes all of them as shown at `at`; answers those that were not shown before. */
  claim(ids: readonly string[], at: number): ReadonlySet<string>;
}
