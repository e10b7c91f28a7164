import type {
  SandboxInstance,
  SandboxProvider,
  SandboxProviderOptions,
} from '../sandbox-provider.ts';
import { accountRecordSchema, type AccountRecord } from './account-record.ts';
import { AccountStore } from './account-store.ts';
import { createAdminApi } from './admin-api.ts';
import { approve } from './approval.ts';
import { createDataPlane } from './data-plane.ts';
import { GrantStore } from './grant-store.ts';
import { seedAccount } from './seed-data.ts';
import { defaultTuning, ordersSchema, tuningSchema, type Tuning } from './tuning.ts';

/** ActivitySmith's hosted MCP server with its OAuth pages, and the call by which keys are used. */
export const activitysmithSandbox: SandboxProvider = {
  id: 'activitysmith',
  basePath: '/mcp',
  adminPrefixes: ['/mcp', '/oauth', '/.well-known'],
  open: openAccount,
};

function openAccount(options: SandboxProviderOptions): SandboxInstance {
  const { seed, keys, clock, random, snapshot, onMutation } = options;
  const record: AccountRecord =
    snapshot === null ? seedAccount({ seed, keys, now: clock.now() }) : readSnapshot(snapshot);
  let tuning: Tuning = defaultTuning;
  const surroundings = { clock, random, onMutation };
  const store = new AccountStore(record, surroundings);
  const grants = new GrantStore(record, surroundings);
  const context = { store, grants, clock, random, tuning: () => tuning };
  const admin = createAdminApi(context);
  const toRecord = (): AccountRecord => ({
    formatVersion: 1,
    provider: 'activitysmith',
    ...store.toRecord(),
    ...grants.toRecord(),
  });
  return {
    admin,
    dataPlane: createDataPlane(context),
    // Nothing is typed: a person consents in the browser.
    announcement: (origin) => ({
      mcpUrl: `${origin}${activitysmithSandbox.basePath}`,
      dataPlaneUrl: origin,
    }),
    signInSecrets: {},
    snapshot: () => JSON.stringify(toRecord()),
    summary: () => {
      const { user, channels, keys: all, consents } = toRecord();
      return {
        mcpUrl: activitysmithSandbox.basePath,
        consentUser: user,
        ...{ channels, keys: all, consents },
        mutations: store.mutations(),
      };
    },
    approveConsent: (authorizeUrl) => approve(admin, authorizeUrl, tuning.consentManagesKeys),
    tune: (input) => {
      const parsed = ordersSchema.safeParse(input);
      if (!parsed.success) return parsed.error.issues.map((issue) => issue.message);
      const { revokeConsents, ...changes } = parsed.data;
      if (revokeConsents === true) grants.revokeAll();
      tuning = tuningSchema.parse({ ...tuning, ...changes });
      return [];
    },
  };
}

/** Says nothing of what it read: the text holds secrets, and a JSON error would quote it. */
function readSnapshot(snapshot: string): AccountRecord {
  let json: unknown;
  try {
    json = JSON.parse(snapshot);
  } catch {
    json = null;
  }
  const parsed = accountRecordSchema.safeParse(json);
  if (!parsed.success)
    throw new Error('The saved state of the activitysmith sandbox cannot be read');
  return parsed.data;
}
