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

/** PubNub Admin REST API v1 with the part of the data plane that proves keys. */
export const pubnubV1Sandbox: SandboxProvider = {
  id: 'pubnub-v1',
  basePath: '/api',
  adminPrefixes: ['/api'],
  open: openAccount,
};

function openAccount(options: SandboxProviderOptions): SandboxInstance {
  const { seed, keys, clock, random, snapshot, onMutation } = options;
  const record: AccountRecord =
    snapshot === null ? seedAccount({ seed, keys, now: clock.now() }) : readSnapshot(snapshot);
  const [owner] = record.users;
  if (owner === undefined) throw new Error('An account has at least one user');

  let tuning: Tuning = defaultTuning;
  const store = new AccountStore(record, { clock, random, onMutation });
  const context = { store, clock, tuning: () => tuning };
  return {
    admin: createAdminApi(context),
    dataPlane: createAccountDataPlane(context),
    signInSecrets: { email: owner.email, password: owner.passwordSecret },
    snapshot: () => JSON.stringify(store.toRecord()),
    summary: () => {
      const { accountId, users, apps, keysets } = store.toRecord();
      return { accountId, users, apps, keysets, mutations: store.mutations() };
    },
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
  if (!parsed.success) throw new Error('The saved state of the pubnub-v1 sandbox cannot be read');
  return parsed.data;
}
