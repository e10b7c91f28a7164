import { MINUTE_MS, SECOND_MS } from '../../../shared/lib/duration.ts';
import type { ProviderModuleRules } from '../provider-module.ts';

export const PUBNUB_V1_ID = 'pubnub-v1';

/** Facts about the PubNub Admin API v1, from "REST APIs for Provisioning Keys" unless said otherwise. */
export const pubnubV1Rules: ProviderModuleRules = {
  baseUrl: 'https://admin.pubnub.com/api',
  dataPlaneUrl: 'https://ps.pndsn.com',
  adminHosts: ['admin.pubnub.com'],
  dataPlaneHosts: ['ps.pndsn.com'],
  // The API states no upper bound ("from 1 to inf"); 100 keysets stay far below the size limit.
  pageLimit: 100,
  listing: 'container',
  concurrency: 4,
  // None is published for this API; PubNub's older limits page says 25 requests a second for any API.
  requestRate: { requests: 25, perMs: SECOND_MS },
  // PubNub's own client signs in again after either answer; no page says which one ends a session.
  sessionEndsWith403: true,
  // Not stated anywhere: Rekey's own patience with a disabled keyset that still answers.
  propagationDelayMs: 2 * MINUTE_MS,
  // No source states a length: Rekey's own bounds.
  keyNameMax: 200,
  containerNameMax: 200,
  vaultNameMax: 100,
  // Allowed characters are not stated: Rekey's own bound, what every path and every function can carry.
  vaultNamePattern: '^(?!\\.+$)[A-Za-z0-9._-]+$',
  editable: ['name', 'environment', 'scope'],
  // "Get List of Keys" answers secret_key every time.
  showsSecretAgain: true,
  scope: 'keyset-v1',
};
