import type {
  SandboxInstance,
  SandboxProvider,
  SandboxProviderOptions,
} from '../sandbox-provider.ts';
import { accountRecordSchema, fullKeyOf, keyNameOf, type AccountRecord } from './account-record.ts';
import { AccountStore } from './account-store.ts';
import { adminPrefixes, createAdminApi } from './admin-api.ts';
import { createDataPlane } from './data-plane.ts';
import { seedAccount } from './seed-data.ts';
import { defaultTuning, tuningSchema, type Tuning } from './tuning.ts';

/** Ably's Control API with the part of the data plane that proves keys and revokes tokens. */
export const ablySandbox: SandboxProvider = {
  id: 'ably',
  basePath: '/v1',
  adminPrefixes,
  open: openAccount,
};

function openAccount(options: SandboxProviderOptions): SandboxInstance {
  const { seed, keys, clock, random, snapshot, onMutation } = options;
  const record: AccountRecord =
    snapshot === null ? seedAccount({ seed, keys, now: clock.now() }) : readSnapshot(snapshot);
  const [owner, reader] = record.accessTokens;
  if (owner === undefined || reader === undefined) throw new Error('An account has two tokens');

  let tuning: Tuning = defaultTuning;
  const store = new AccountStore(record, { clock, random, onMutation });
  const context = { store, clock, tuning: () => tuning };
  return {
    admin: createAdminApi(context),
    dataPlane: createDataPlane(context),
    announcement: (origin) => ({
      baseUrl: `${origin}${ablySandbox.basePath}`,
      dataPlaneUrl: origin,
      accessToken: owner.tokenSecret,
      readOnlyAccessToken: reader.tokenSecret,
    }),
    signInSecrets: { accessToken: owner.tokenSecret },
    snapshot: () => JSON.stringify(store.toRecord()),
    summary: () => {
      const { account, apps, keys: records, tokenRevocations } = store.toRecord();
      return {
        accessToken: owner.tokenSecret,
        readOnlyAccessToken: reader.tokenSecret,
        accountId: account.id,
        apps,
        keys: records.map((key) => ({ ...key, keyName: keyNameOf(key), key: fullKeyOf(key) })),
        tokenRevocations,
        mutations: store.mutations(),
      };
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
  if (!parsed.success) throw new Error('The saved state of the ably sandbox cannot be read');
  return parsed.data;
}
