import type {
  SandboxInstance,
  SandboxProvider,
  SandboxProviderOptions,
} from '../sandbox-provider.ts';
import { accountRecordSchema, type AccountRecord } from './account-record.ts';
import { AccountStore } from './account-store.ts';
import { createConsole } from './console-routes.ts';
import { createDataPlane } from './data-plane.ts';
import { isDefaultKey } from './key-rules.ts';
import { seedAccount } from './seed-data.ts';
import { defaultTuning, tuningSchema, type Tuning } from './tuning.ts';

/** ABetterChoice: no API for keys, so a console for a person, and the calls by which keys are used. */
export const abetterchoiceSandbox: SandboxProvider = {
  id: 'abetterchoice',
  basePath: '/console',
  adminPrefixes: ['/console'],
  open: openAccount,
};

function openAccount(options: SandboxProviderOptions): SandboxInstance {
  const { seed, keys, clock, random, snapshot, onMutation } = options;
  const record: AccountRecord =
    snapshot === null ? seedAccount({ seed, keys, now: clock.now() }) : readSnapshot(snapshot);
  let tuning: Tuning = defaultTuning;
  const store = new AccountStore(record, { clock, random, onMutation });
  const context = { store, clock, tuning: () => tuning };
  const { projectId } = store;
  return {
    admin: createConsole(context),
    dataPlane: createDataPlane(context),
    announcement: (origin) => {
      const key = store.key('server_prod') ?? store.keys()[0];
      return {
        dataPlaneUrl: origin,
        consoleUrl: `${origin}${abetterchoiceSandbox.basePath}`,
        projectId,
        keyName: key?.name ?? '',
        token: key?.tokenSecret ?? '',
      };
    },
    signInSecrets: { projectId },
    console: {
      keys: () =>
        store.keys().map(({ deactivatedAt, ...key }) => ({
          ...key,
          isActive: deactivatedAt === null,
          isDefault: isDefaultKey(projectId, key.name),
        })),
      create: (draft) => store.createKey(draft),
      deactivate: (name) => store.deactivateKey(name),
    },
    snapshot: () => JSON.stringify(store.toRecord()),
    summary: () => {
      const all = store.keys();
      const key = store.key('server_prod') ?? all[0];
      return {
        consoleUrl: abetterchoiceSandbox.basePath,
        projectId,
        keyName: key?.name,
        token: key?.tokenSecret,
        keys: all,
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
  if (!parsed.success)
    throw new Error('The saved state of the abetterchoice sandbox cannot be read');
  return parsed.data;
}
