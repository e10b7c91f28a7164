import { HOUR_MS, MINUTE_MS } from '../../../shared/lib/duration.ts';
import type { ProviderModuleRules } from '../provider-module.ts';

export const ABLY_ID = 'ably';

/**
 * "Limits": keys of an account, in every package; arrangements beyond it exist, and the page of the
 * error speaks of the keys of an app.
 */
export const PUBLISHED_KEY_LIMIT = 100;

/** Facts about Ably, from the Control API's specification 1.1.0 unless said otherwise. */
export const ablyRules: ProviderModuleRules = {
  baseUrl: 'https://control.ably.net/v1',
  dataPlaneUrl: 'https://main.realtime.ably.net',
  adminHosts: ['control.ably.net'],
  // The second one is the older name, which "REST API reference" still shows.
  dataPlaneHosts: ['main.realtime.ably.net', 'rest.ably.io'],
  // Lists are not paged. "Limits" allows 100 keys in an account; arrangements beyond it fit too.
  pageLimit: 10_000,
  listing: 'container',
  concurrency: 4,
  // "Limits": 2,000 requests an hour for a token. Half of them is left to whoever else uses it.
  requestRate: { requests: 1_000, perMs: HOUR_MS },
  // "Revoking is immediate" names no figure: Rekey's own patience with a revoked key that still answers.
  propagationDelayMs: 2 * MINUTE_MS,
  // No source states a length: Rekey's own bounds.
  keyNameMax: 200,
  containerNameMax: 200,
  // Ably has no vault: nothing fits.
  vaultNameMax: 1,
  vaultNamePattern: '^(?!)',
  editable: ['name', 'scope'],
  // The specification's key carries `key` in every answer; where it is missing, reading says so.
  showsSecretAgain: true,
  scope: 'capability',
};

/** What Rekey does with each right of an access token; the names are those of "Access tokens". */
export const ablyRights = [
  { name: 'read:app', purpose: 'list the apps' },
  { name: 'read:key', purpose: 'list and read keys' },
  { name: 'write:key', purpose: 'create, change, rotate and revoke keys' },
  { name: 'read:queue', purpose: 'offer queues where a key is restricted' },
  { name: 'read:namespace', purpose: 'offer namespaces where a key is restricted' },
  { name: 'write:app', purpose: 'create apps' },
] as const;
export type AblyRight = (typeof ablyRights)[number]['name'];
