import type { Hono, MiddlewareHandler } from 'hono';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { AccessTokenRecord, AppRecord } from './account-record.ts';
import type { AccountStore } from './account-store.ts';
import type { Tuning } from './tuning.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/** What every group of routes works on. */
export interface AdminContext {
  readonly store: AccountStore;
  readonly clock: SandboxClock;
  readonly tuning: () => Tuning;
}

interface AdminEnvironment {
  readonly Variables: { readonly token: AccessTokenRecord };
}

/** The API below its version prefix; `token` is the access token of the request. */
export type AdminApi = Hono<AdminEnvironment>;

/** Lets only tokens through that have this capability. */
export type Needs = (capability: string) => MiddlewareHandler<AdminEnvironment>;

export function requireApp({ store }: AdminContext, id: string): AppRecord {
  const app = store.app(id);
  if (app === undefined) throw new VendorRefusal(404, 40_400, 'App not found');
  return app;
}
