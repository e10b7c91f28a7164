import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/lib/duration.ts';
import type { ProviderModuleRules } from '../provider-module.ts';

export const PUBNUB_V2_ID = 'pubnub-v2';

/** Configurations read at once for one page of keysets; with `concurrency` the load on one account. */
export const CONFIGS_AT_ONCE = 4;

/**
 * "Rotate secret key" takes an end between 60 seconds and 366 days ahead. Clocks differ, so Rekey
 * asks for five minutes at least.
 */
export const SECRET_END_MIN_AHEAD_MS = 5 * MINUTE_MS;
export const SECRET_END_MAX_AHEAD_MS = 366 * DAY_MS;
/** "Secret keys": one is permanent, and up to five that were rotated away go on beside it. */
export const MAX_EXPIRING_SECRETS = 5;

/** Facts about the PubNub Admin API v2, from its pages on keysets and secret keys unless said otherwise. */
export const pubnubV2Rules: ProviderModuleRules = {
  baseUrl: 'https://admin-api.pubnub.com/v2',
  dataPlaneUrl: 'https://ps.pndsn.com',
  adminHosts: ['admin-api.pubnub.com'],
  dataPlaneHosts: ['ps.pndsn.com'],
  // No upper bound is stated; PubNub's own client asks for 100.
  pageLimit: 100,
  // "List keysets" has no filter by app.
  listing: 'account',
  // One page at a time, because each keeps four reads of configurations in flight.
  concurrency: 1,
  // None is published for this API; PubNub's older limits page says 25 requests a second for any API.
  requestRate: { requests: 25, perMs: SECOND_MS },
  // Not stated anywhere: Rekey's own patience with a deleted keyset that still answers.
  propagationDelayMs: 2 * MINUTE_MS,
  overlap: {
    minMs: SECRET_END_MIN_AHEAD_MS,
    maxMs: SECRET_END_MAX_AHEAD_MS,
    maxExpiring: MAX_EXPIRING_SECRETS,
  },
  // No source states a length: Rekey's own bounds.
  keyNameMax: 200,
  containerNameMax: 200,
  // The secret store's addressing of a keyset is not documented, so the vault is not offered.
  vaultNamePattern: '^$',
  vaultNameMax: 1,
  editable: ['name', 'environment', 'scope'],
  // "Secret keys are only available at creation time"; the list may show them whole, but nobody promises.
  showsSecretAgain: false,
  scope: 'keyset-v2',
};

/** What Rekey does with each right of an API key; the names are those of the API's own refusals. */
export const pubnubV2Rights = [
  { name: 'app:read', purpose: 'list the apps' },
  { name: 'keyset:read', purpose: 'list keysets with their settings' },
  { name: 'keyset-secret:read', purpose: 'see which secret keys a keyset has; create and rotate' },
  { name: 'keyset:write', purpose: 'create, change and delete keysets' },
  { name: 'keyset-secret:write', purpose: 'rotate secret keys, extend and end old ones' },
  { name: 'app:write', purpose: 'add apps' },
] as const;
export type PubnubV2Right = (typeof pubnubV2Rights)[number]['name'];
