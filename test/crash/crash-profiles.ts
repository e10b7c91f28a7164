import type { RunningProvider } from '../../electron/sandbox/compose-sandbox.ts';
import type { SandboxConsole } from '../../electron/sandbox/sandbox-provider.ts';
import type { KeyRecord as AblyKey } from '../../electron/sandbox/ably/account-record.ts';
import type { KeyRecord as SmithKey } from '../../electron/sandbox/activitysmith/account-record.ts';
import type { KeysetRecord as V1Keyset } from '../../electron/sandbox/pubnub-v1/account-record.ts';
import type { KeysetRecord as V2Keyset } from '../../electron/sandbox/pubnub-v2/account-record.ts';
import { arrived, type CrashProfile } from './crash-profile.ts';
import { secretIdOf, type TrueCredential } from './true-credential.ts';

type Summarised<K extends string, T> = Readonly<Record<K, readonly T[]>>;

const v1Keysets = ({ instance }: RunningProvider): readonly V1Keyset[] =>
  (instance.summary() as Summarised<'keysets', V1Keyset>).keysets;

export const v1Credential = ({
  id,
  status,
  secretKey,
}: Pick<V1Keyset, 'id' | 'status' | 'secretKey'>): TrueCredential => ({
  id: String(id),
  secretValue: secretKey,
  isLive: status === 1,
  isReadable: secretKey !== null,
  endsAt: null,
});

const pubnubV1 = (id: string, isProvable: boolean): CrashProfile => ({
  id,
  providerId: 'pubnub-v1',
  choice: {},
  verification: isProvable ? 'probe' : 'attest',
  canRollBack: true,
  tuning: {},
  changes: '^(POST|PUT) /api/(keys|vault)',
  create: { method: 'POST', path: '/api/keys' },
  creates: (provider) => arrived(provider, /^POST \/api\/keys$/),
  credentials: (provider) => v1Keysets(provider).map(v1Credential),
  vaultValue: (provider, name) =>
    v1Keysets(provider)
      .flatMap(({ vaultSecrets }) => vaultSecrets)
      .find((entry) => entry.name === name)?.secretValue ?? null,
  eligibleKeyIds: (provider) =>
    new Set(
      v1Keysets(provider)
        .filter(
          ({ status, secretKey, properties }) =>
            status === 1 &&
            secretKey !== null &&
            // Properties that a keyset does not show cannot be compared.
            'objects' in properties &&
            (properties['uls'] === 1) === isProvable,
        )
        .map((keyset) => String(keyset.id)),
    ),
});

interface NamedAblyKey extends AblyKey {
  readonly keyName: string;
  readonly key: string;
}

const ablyKeys = ({ instance }: RunningProvider): readonly NamedAblyKey[] =>
  (instance.summary() as Summarised<'keys', NamedAblyKey>).keys;

const ably = (id: string, choice: CrashProfile['choice']): CrashProfile => ({
  id,
  providerId: 'ably',
  choice,
  verification: 'probe',
  canRollBack: true,
  // So that no trial is about the account's limit of keys.
  tuning: { keyLimit: 10_000 },
  changes: '^(POST|PATCH|DELETE) /v1/apps/[^/]+/keys',
  create: { method: 'POST', path: '/v1/apps/*/keys' },
  creates: (provider) => arrived(provider, /^POST \/v1\/apps\/[^/]+\/keys$/),
  credentials: (provider) =>
    ablyKeys(provider).map(({ keyName, key, status }) => ({
      id: keyName,
      secretValue: key,
      isLive: status === 0,
      isReadable: true,
      endsAt: null,
    })),
  eligibleKeyIds: (provider) =>
    new Set(
      ablyKeys(provider)
        .filter(({ status, revocableTokens }) => status === 0 && revocableTokens !== null)
        .map(({ keyName }) => keyName),
    ),
});

const smithKeys = ({ instance }: RunningProvider): readonly SmithKey[] =>
  (instance.summary() as Summarised<'keys', SmithKey>).keys;

const activitysmith: CrashProfile = {
  id: 'activitysmith',
  providerId: 'activitysmith',
  choice: {},
  verification: 'attest',
  canRollBack: true,
  // Each trial goes on from the same saved consent, however much time has passed.
  tuning: { accessTokenLifetimeMs: 100 * 86_400_000 },
  changes: '(create|delete|update|rename)_api_key$',
  create: null,
  creates: ({ instance }) =>
    (instance.summary() as Summarised<'mutations', { kind: string }>).mutations.filter(
      ({ kind }) => kind === 'key-created',
    ).length,
  credentials: (provider) =>
    smithKeys(provider).map(({ publicId, keySecret }) => ({
      id: publicId,
      secretValue: keySecret,
      isLive: true,
      isReadable: false,
      endsAt: null,
    })),
  eligibleKeyIds: (provider) => new Set(smithKeys(provider).map(({ publicId }) => publicId)),
};

/** A secret is known by its first eleven characters. */
const STUB_LENGTH = 11;

const v2Keysets = ({ instance }: RunningProvider): readonly V2Keyset[] =>
  (instance.summary() as Summarised<'keysets', V2Keyset>).keysets;

const isProvableV2 = ({ config, secretKeys, deletedAt }: V2Keyset): boolean =>
  deletedAt === null && secretKeys.length === 1 && config['accessManager']?.['enabled'] === true;

const pubnubV2 = (
  id: string,
  choice: CrashProfile['choice'],
  listShowsSecrets: 'full' | 'stub',
): CrashProfile => ({
  id,
  providerId: 'pubnub-v2',
  choice,
  // A secret that nobody can read cannot be tried: a person says that it is refused.
  verification: listShowsSecrets === 'full' ? 'probe' : 'attest',
  canRollBack: false,
  tuning: { listShowsSecrets },
  changes: '^(POST|PATCH|DELETE) /v2/keysets/[^/]+/secret-keys',
  create: { method: 'POST', path: '/v2/keysets/*/secret-keys' },
  creates: (provider) => arrived(provider, /^POST \/v2\/keysets\/[^/]+\/secret-keys$/),
  credentials: (provider, now) =>
    v2Keysets(provider).flatMap(({ id: keysetId, secretKeys, deletedAt }) =>
      secretKeys.map(({ secretKey, expiresAt, endedAt }) => ({
        id: secretIdOf(keysetId, secretKey.slice(0, STUB_LENGTH)),
        secretValue: secretKey,
        isLive: deletedAt === null && endedAt === null && (expiresAt === null || expiresAt > now),
        isReadable: listShowsSecrets === 'full',
        endsAt: expiresAt,
      })),
    ),
  eligibleKeyIds: (provider) =>
    new Set(
      v2Keysets(provider)
        .filter(isProvableV2)
        .map((keyset) => keyset.id),
    ),
});

/** A second keyset with a secret of its own, instead of a second secret. */
const pubnubV2Replaced: CrashProfile = {
  ...{ id: 'pubnub-v2 replaced', providerId: 'pubnub-v2', choice: { strategy: 'replace' } },
  verification: 'probe',
  canRollBack: true,
  tuning: { listShowsSecrets: 'full' },
  changes: '^(POST|PATCH|DELETE) /v2/keysets',
  create: { method: 'POST', path: '/v2/keysets' },
  creates: (provider) => arrived(provider, /^POST \/v2\/keysets$/),
  credentials: (provider) =>
    v2Keysets(provider).map(({ id, secretKeys, deletedAt }) => ({
      ...{ id, secretValue: secretKeys.at(-1)?.secretKey ?? null, isLive: deletedAt === null },
      ...{ isReadable: true, endsAt: null },
    })),
  eligibleKeyIds: (provider) =>
    new Set(
      v2Keysets(provider)
        .filter(isProvableV2)
        .map((keyset) => keyset.id),
    ),
};

function consoleOf({ instance }: RunningProvider): SandboxConsole {
  if (instance.console === undefined) throw new Error('There is no console');
  return instance.console;
}

const abetterchoice: CrashProfile = {
  id: 'abetterchoice',
  providerId: 'abetterchoice',
  choice: {},
  verification: 'attest',
  canRollBack: true,
  tuning: {},
  changes: '^nothing$',
  create: null,
  creates: () => 0,
  credentials: (provider) =>
    consoleOf(provider)
      .keys()
      .map(({ name, tokenSecret, isActive }) => ({
        id: name,
        secretValue: tokenSecret,
        isLive: isActive,
        // In the console, behind the person's own sign-in.
        isReadable: false,
        endsAt: null,
      })),
  eligibleKeyIds: (provider) =>
    new Set(
      consoleOf(provider)
        .keys()
        .filter(({ isActive, isDefault }) => isActive && !isDefault)
        .map(({ name }) => name),
    ),
  byHand: {
    make: (provider, name) => {
      const console = consoleOf(provider);
      const made = (): string | undefined =>
        console.keys().find((key) => key.name === name)?.tokenSecret;
      if (made() === undefined) {
        const refusal = console.create({ name, description: '' });
        if (refusal !== null) throw new Error(refusal);
      }
      return made() ?? '';
    },
    end: (provider, name) => {
      const isActive = consoleOf(provider)
        .keys()
        .some((key) => key.name === name && key.isActive);
      if (isActive) consoleOf(provider).deactivate(name);
    },
  },
};

const immediate = { strategy: 'immediate' } as const;

/** Every way of rotating that the lanes try. */
export const crashProfiles = {
  pubnubV1: pubnubV1('pubnub-v1', true),
  pubnubV1Attested: pubnubV1('pubnub-v1 attested', false),
  ably: ably('ably', {}),
  ablyExposed: ably('ably exposed', { trigger: 'exposed' }),
  activitysmith,
  pubnubV2Stub: pubnubV2('pubnub-v2 overlap, secrets shown once', {}, 'stub'),
  pubnubV2Full: pubnubV2('pubnub-v2 overlap, secrets listed', {}, 'full'),
  pubnubV2Immediate: pubnubV2('pubnub-v2 immediate, secrets shown once', immediate, 'stub'),
  pubnubV2ImmediateFull: pubnubV2('pubnub-v2 immediate, secrets listed', immediate, 'full'),
  pubnubV2Replaced,
  pubnubV2Exposed: pubnubV2('pubnub-v2 exposed', { trigger: 'exposed' }, 'full'),
  abetterchoice,
} as const satisfies Record<string, CrashProfile>;
