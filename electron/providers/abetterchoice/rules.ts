import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type { ProviderModuleRules } from '../provider-module.ts';

export const ABETTERCHOICE_ID = 'abetterchoice';

/** "API keys": letters, numbers, and underscores. */
export const KEY_NAME_PATTERN = '^[A-Za-z0-9_]+$';
/** "API keys": `{projectId}_default_{suffix}` cannot be deactivated. */
export const DEFAULT_KEY_PREFIX = '{container}_default_';
/** "HTTP API endpoints": the path segment after /app/ in the console's address. */
export const PROJECT_ID_PATTERN = /^[1-9]\d{0,17}$/;

/** Facts about ABetterChoice, from its documentation; there is no API for keys. */
export const abetterchoiceRules: ProviderModuleRules = {
  baseUrl: 'https://abetterchoice.ai',
  dataPlaneUrl: 'https://openapi.abetterchoice.ai',
  adminHosts: ['abetterchoice.ai'],
  // The second one serves projects in Singapore.
  dataPlaneHosts: ['openapi.abetterchoice.ai', 'openapi.sg.abetterchoice.ai'],
  // Nothing is listed.
  pageLimit: 1,
  listing: 'container',
  concurrency: 1,
  requestRate: null,
  // "Deactivate takes effect immediately"; clients see it after about 15 s.
  propagationDelayMs: 15 * SECOND_MS,
  // "HTTP API endpoints": calls are counted, and experiments log exposures.
  probeCountsAsTraffic: true,
  // No source states a length: Rekey's own bound.
  keyNameMax: 100,
  containerNameMax: 1,
  vaultNameMax: 1,
  vaultNamePattern: '^(?!)',
  // The name is part of the token, and nothing else can be changed.
  editable: [],
  showsSecretAgain: false,
  scope: null,
};
