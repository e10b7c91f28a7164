import type {
  SandboxInstance,
  SandboxProvider,
  SandboxProviderOptions,
} from '../sandbox-provider.ts';
import { accountRecordSchema, type AccountRecord } from './account-record.ts';
import { AccountStore } from './account-store.ts';
import { createAdminApi } from './admin-api.ts';
import { createAccountDataPlane } from './data-plane.ts';
import { seedAccount } from './seed-data.ts';
import { defaultTuning, tuningSchema, type Tuning } from './tuning.ts';

/** PubNub Admin API v2 with the part of the data plane that proves keys. */
export const pubnubV2Sandbox: SandboxProvider = {
  id: 'pubnub-v2',
  basePath: '/v2',
  // Not `/v2`: presence and history of the data plane begin with it too.
  adminPrefixes: ['/v2/apps', '/v2/keysets'],
  hasPlans: true,
  mayListSecrets: true,
  open: openAccount,
};

function openAccount(options: SandboxProviderOptions): SandboxInstance {
  const { seed, keys, clock, random, snapshot, onMutation } = options;
  const record: AccountRecord =
    snapshot === null ? seedAccount({ seed, keys, now: clock.now() }) : readSnapshot(snapshot);

  let tuning: Tuning = defaultTuning;
  const store = new AccountStore(record, { clock, random, onMutation });
  const context = { store, clock, tuning: () => tuning };
  const { owner, reader } = store.apiKeys;
  return {
    admin: createAdminApi(context),
    dataPlane: createAccountDataPlane(context),
    announcement: (origin) => ({
      baseUrl: `${origin}${pubnubV2Sandbox.basePath}`,
      dataPlaneUrl: origin,
      apiKey: owner.apiKeySecret,
      readOnlyApiKey: reader.apiKeySecret,
    }),
    signInSecrets: { apiKey: owner.apiKeySecret },
    snapshot: () => JSON.stringify(store.toRecord()),
    summary: () => ({
      apiKey: owner.apiKeySecret,
      readOnlyApiKey: reader.apiKeySecret,
      apps: store.apps(),
      keysets: store.keysets(),
      mutations: store.mutations(),
    }),
    tune: (input) => {
      const parsed = tuningSchema.partial().safeParse(input);
      if (!parsed.success) return parsed.error.issues.map((issue) => issue.message);
      tuning = tuningSchema.parse({ ...tuning, ...parsed.data });
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
  if (!parsed.success) throw new Error('The saved state of the pubnub-v2 sandbox cannot be read');
  return parsed.data;
}
