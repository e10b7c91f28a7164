import type { KeysetConfig, KeysetRecord } from './account-record.ts';
import type { AccountStore } from './account-store.ts';
import { requirePaidPlan } from './admin-context.ts';
import { configProblems, paidSettings } from './keyset-config.ts';
import { idSchema, parse } from './request-reading.ts';
import type { Tuning } from './tuning.ts';
import { VendorRefusal } from './vendor-refusal.ts';

export function requireKeyset(store: AccountStore, idText: string): KeysetRecord {
  const keyset = store.keyset(parse(idText, idSchema, 'path.id'));
  if (keyset === undefined) throw new VendorRefusal(404, 'Keyset not found');
  return keyset;
}

/** Refuses a configuration by the rules over several fields and by the plan. */
export function requireAllowedConfig(
  before: KeysetConfig | null,
  change: KeysetConfig,
  tuning: Tuning,
): void {
  const problems = configProblems(before, change);
  if (problems.length > 0) throw new VendorRefusal(400, ...problems);
  const [paid] = paidSettings(change);
  if (paid !== undefined) requirePaidPlan(tuning, `This value of config.${paid}`);
}
