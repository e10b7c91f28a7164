import type { Hono } from 'hono';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { SandboxRandom } from '../sandbox-random.ts';
import type { AccountStore } from './account-store.ts';
import type { GrantStore } from './grant-store.ts';
import type { Tuning } from './tuning.ts';

/** What every group of routes works on. */
export interface AdminContext {
  readonly store: AccountStore;
  readonly grants: GrantStore;
  readonly clock: SandboxClock;
  readonly random: SandboxRandom;
  readonly tuning: () => Tuning;
}

export type AdminApi = Hono;

export const readScope = 'mcp:read';
export const writeScope = 'mcp:write';

/** Addresses in answers are those under which the server was asked. */
export const originOf = (url: string): string => new URL(url).origin;
