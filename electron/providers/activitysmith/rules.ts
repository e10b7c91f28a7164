import { MINUTE_MS } from '../../../shared/lib/duration.ts';
import type { ProviderModuleRules } from '../provider-module.ts';

export const ACTIVITYSMITH_ID = 'activitysmith';

/** ActivitySmith groups keys by nothing: the account is the one container. */
export const ACCOUNT_CONTAINER = 'account';

/** Facts from ActivitySmith's pages "API Keys" and "MCP Server". */
export const activitysmithRules: ProviderModuleRules = {
  baseUrl: 'https://mcp.activitysmith.com/mcp',
  dataPlaneUrl: 'https://activitysmith.com',
  // The tools are on the first one, the consent page and the tokens on the second.
  adminHosts: ['mcp.activitysmith.com', 'activitysmith.com'],
  dataPlaneHosts: ['activitysmith.com'],
  // The list is not paged.
  pageLimit: 10_000,
  listing: 'container',
  // No limit is published for the tools.
  concurrency: 2,
  // "Rate limits" speaks of the data plane only.
  requestRate: null,
  // Deleting is "immediate"; no figure is given: Rekey's own patience.
  propagationDelayMs: 2 * MINUTE_MS,
  // "maximum 100 characters"; that they are counted as code points is an assumption.
  keyNameMax: 100,
  containerNameMax: 100,
  // ActivitySmith has no vault: nothing fits.
  vaultNameMax: 1,
  vaultNamePattern: '^(?!)',
  editable: ['name', 'scope'],
  // "You can only view the API Key once."
  showsSecretAgain: false,
  scope: 'channels',
};

/** What Rekey asks for on the consent page, and does with each; keys need the tick beside them too. */
export const activitysmithScopes = [
  { name: 'mcp:read', purpose: 'list channels, and keys if they are ticked' },
  { name: 'mcp:write', purpose: 'change anything at all' },
] as const;

/** "Manage API keys": a tick of its own on the consent page, which no scope tells. */
export const manageKeysRight = {
  name: 'Manage API keys',
  purpose: 'list, create, change, rotate and delete keys',
} as const;
