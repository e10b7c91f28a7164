import type { Hono } from 'hono';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { AccountStore } from './account-store.ts';
import type { Permission } from './permission.ts';
import type { Tuning } from './tuning.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/** What every group of routes works on. */
export interface AdminContext {
  readonly store: AccountStore;
  readonly clock: SandboxClock;
  readonly tuning: () => Tuning;
}

/** The API below `/v2`; `permissions` are those of the API key that was sent. */
export type AdminApi = Hono<{ Variables: { permissions: readonly Permission[] } }>;

/** Refuses what the API key may not do. */
export function requirePermission(
  held: readonly Permission[],
  ...needed: readonly Permission[]
): void {
  const lacking = needed.filter((permission) => !held.includes(permission));
  if (lacking.length > 0) {
    throw new VendorRefusal(403, ...lacking.map((name) => `Missing permission: ${name}`));
  }
}

/** Refuses what the free plan does not include. */
export function requirePaidPlan({ plan, planErrorStatus }: Tuning, what: string): void {
  if (plan === 'free') throw planRefusal(planErrorStatus, `${what} requires a paid plan`);
}

export const planRefusal = (status: 400 | 403, reason: string): VendorRefusal =>
  new VendorRefusal(status, `${reason}. Upgrade your plan to continue.`);
