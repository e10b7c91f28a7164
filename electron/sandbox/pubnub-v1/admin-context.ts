import type { Hono } from 'hono';
import type { SandboxClock } from '../sandbox-clock.ts';
import type { KeysetRecord, UserRecord } from './account-record.ts';
import type { AccountStore } from './account-store.ts';
import type { Tuning } from './tuning.ts';
import { VendorRefusal } from './vendor-refusal.ts';

/** What every group of routes works on. */
export interface AdminContext {
  readonly store: AccountStore;
  readonly clock: SandboxClock;
  readonly tuning: () => Tuning;
}

/** The API below `/api`; `user` is whoever the session belongs to. */
export type AdminApi = Hono<{ Variables: { user: UserRecord } }>;

/** Objects of somebody else's account are forbidden, whether they exist or not. */
export function requireOwner(store: AccountStore, ownerId: number): void {
  if (ownerId !== store.accountId) {
    throw new VendorRefusal(403, 'You have no access to this account');
  }
}

export function requireKeyset(keyset: KeysetRecord | undefined): KeysetRecord {
  if (keyset === undefined) throw new VendorRefusal(404, 'Key not found');
  return keyset;
}
