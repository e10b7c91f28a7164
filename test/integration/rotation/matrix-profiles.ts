import type { RunningProvider } from '../../../electron/sandbox/compose-sandbox.ts';
import type { PlanChoice } from '../../../electron/services/plan-choice.ts';
import { replacedKeyset } from './matrix-pubnub-v2.ts';

/** A key, or one of several secrets of a key, as it truly is at the simulated provider. */
export interface Credential {
  /** The key's own id; with the beginning of the secret where a key has several. */
  readonly id: string;
  readonly providerKeyId: string;
  readonly name: string;
  readonly secretValue: string;
  /** The provider takes it. */
  readonly isLive: boolean;
  /** Whoever signs in may read it. */
  readonly isReadable: boolean;
}

/** What a request asks for, whatever it looks like at this provider. */
export type CallKind = 'create' | 'end' | 'read' | 'check' | 'other';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What another admin sends, with the rights of the account that is connected. */
export interface AdminCall {
  readonly method: string;
  /** Below the base address. */
  readonly path: string;
  readonly body: unknown;
}

/** How a wrong answer to the create call is made from the right one. */
export interface AnswerShape {
  /** Everything in it that holds the new secret. */
  readonly secretPaths: readonly string[];
  readonly idPath: string | null;
  /** What stands for "done" although nothing was done. */
  readonly emptyYes: { readonly status: number; readonly body: unknown };
}

export interface MatrixProfile {
  readonly id: string;
  readonly providerId: string;
  readonly choice: PlanChoice;
  readonly isInPlace: boolean;
  /** Whether ending the old one is a call of its own. */
  readonly hasEndCall: boolean;
  readonly answer: AnswerShape;
  tuning(seed: number): Readonly<Record<string, unknown>>;
  kindOf(request: SeenRequest, isDataPlane: boolean): CallKind;
  credentials(provider: RunningProvider, now: number, seed: number): Credential[];
  /** Keys that a rotation can be begun with, by their ids at the provider. */
  fitting(provider: RunningProvider): ReadonlySet<string>;
  renamed(credential: Credential, name: string): AdminCall;
  /** Another admin makes a key like this one, or renews its secret. */
  made(credential: Credential, provider: RunningProvider, name: string): AdminCall;
  ended(credential: Credential): AdminCall;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

interface V1Keyset {
  readonly id: number;
  readonly appId: number;
  readonly status: 0 | 1;
  readonly type: 0 | 1;
  readonly secretKey: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

const v1Keysets = (provider: RunningProvider): readonly V1Keyset[] =>
  (provider.instance.summary() as { keysets: V1Keyset[] }).keysets;

const pubnubV1: MatrixProfile = {
  id: 'pubnub-v1, replaced',
  providerId: 'pubnub-v1',
  choice: { strategy: 'replace' },
  isInPlace: false,
  hasEndCall: true,
  answer: {
    secretPaths: ['result.secret_key'],
    idPath: 'result.id',
    emptyYes: { status: 200, body: { result: { modified: 1, properties: {} } } },
  },
  tuning: () => ({ createShowsSecrets: true }),
  kindOf: ({ method, path, body }, isDataPlane) => {
    if (isDataPlane) return 'check';
    if (method === 'POST' && path === '/api/keys') return 'create';
    if (method === 'PUT' && record(body)['status'] === 0) return 'end';
    return method === 'GET' && path.includes('/keys') ? 'read' : 'other';
  },
  credentials: (provider) =>
    v1Keysets(provider).flatMap(({ id, status, secretKey, properties }) =>
      secretKey === null
        ? []
        : [
            {
              ...{ id: String(id), providerKeyId: String(id), secretValue: secretKey },
              ...{ name: String(properties['name']), isLive: status === 1, isReadable: true },
            },
          ],
    ),
  // Properties that a very old keyset does not show cannot be compared: not what this is about.
  fitting: (provider) =>
    new Set(
      v1Keysets(provider)
        .filter(({ properties, secretKey }) => 'objects' in properties && secretKey !== null)
        .map(({ id }) => String(id)),
    ),
  renamed: ({ id }, name) => ({
    ...{ method: 'PUT', path: `/keys/${id}`, body: { properties: { name } } },
  }),
  made: ({ id }, provider, name) => {
    const like = v1Keysets(provider).find((keyset) => String(keyset.id) === id);
    if (like === undefined) throw new Error(`No keyset ${id}`);
    const { appId, type, properties } = like;
    const body = { app_id: appId, type, properties: { ...properties, name } };
    return { method: 'POST', path: '/keys', body };
  },
  ended: ({ id }) => ({ method: 'PUT', path: `/keys/${id}`, body: { status: 0 } }),
};

interface AblyKey {
  readonly appId: string;
  readonly id: string;
  readonly name: string;
  readonly status: 0 | 1;
  readonly key: string;
  readonly capability: unknown;
  readonly revocableTokens: boolean | null;
}

const ablyKeys = (provider: RunningProvider): readonly AblyKey[] =>
  (provider.instance.summary() as unknown as { keys: AblyKey[] }).keys;
const ablyPath = ({ id }: Credential): string => `/apps/${id.replace('.', '/keys/')}`;

const ably: MatrixProfile = {
  id: 'ably, replaced',
  providerId: 'ably',
  choice: { strategy: 'replace' },
  isInPlace: false,
  hasEndCall: true,
  answer: { secretPaths: ['key'], idPath: 'id', emptyYes: { status: 200, body: {} } },
  tuning: () => ({}),
  kindOf: ({ method, path }, isDataPlane) => {
    if (isDataPlane) return 'check';
    if (method === 'POST') return path.endsWith('/revoke') ? 'end' : 'create';
    return path.endsWith('/keys') ? 'read' : 'other';
  },
  credentials: (provider) =>
    ablyKeys(provider).map(({ appId, id, name, status, key }) => ({
      ...{ id: `${appId}.${id}`, providerKeyId: `${appId}.${id}`, name },
      ...{ secretValue: key, isLive: status === 0, isReadable: true },
    })),
  fitting: (provider) =>
    new Set(
      ablyKeys(provider)
        .filter(({ revocableTokens }) => revocableTokens !== null)
        .map(({ appId, id }) => `${appId}.${id}`),
    ),
  renamed: (credential, name) => ({
    ...{ method: 'PATCH', path: ablyPath(credential), body: { name } },
  }),
  made: (credential, provider, name) => {
    const like = ablyKeys(provider).find(({ appId, id }) => `${appId}.${id}` === credential.id);
    if (like === undefined) throw new Error(`No key ${credential.id}`);
    const { appId, capability, revocableTokens } = like;
    const body = { name, capability, revocableTokens: revocableTokens === true };
    return { method: 'POST', path: `/apps/${appId}/keys`, body };
  },
  ended: (credential) => ({ method: 'POST', path: `${ablyPath(credential)}/revoke`, body: null }),
};

interface SmithKey {
  readonly publicId: string;
  readonly name: string;
  readonly keySecret: string;
  readonly scopeMode: 'all' | 'channels';
  readonly channelIds: readonly string[];
}

const smithKeys = (provider: RunningProvider): readonly SmithKey[] =>
  (provider.instance.summary() as unknown as { keys: SmithKey[] }).keys;

export const toolCall = (name: string, input: unknown): AdminCall => ({
  ...{ method: 'POST', path: '' },
  body: {
    jsonrpc: '2.0',
    id: 'elsewhere',
    method: 'tools/call',
    params: { name, arguments: input },
  },
});

const activitysmith: MatrixProfile = {
  id: 'activitysmith, replaced',
  providerId: 'activitysmith',
  choice: { strategy: 'replace' },
  isInPlace: false,
  hasEndCall: true,
  answer: {
    secretPaths: ['result.structuredContent.api_key.key'],
    idPath: 'result.structuredContent.api_key.public_id',
    emptyYes: {
      status: 200,
      body: {
        ...{ jsonrpc: '2.0', id: 2 },
        result: { content: [], structuredContent: { message: 'done', success: true } },
      },
    },
  },
  tuning: () => ({ resultShape: 'structured' }),
  kindOf: ({ body }, isDataPlane) => {
    if (isDataPlane) return 'check';
    switch (record(record(body)['params'])['name']) {
      case 'create_api_key':
        return 'create';
      case 'delete_api_key':
        return 'end';
      case 'list_api_keys':
        return 'read';
      default:
        return 'other';
    }
  },
  credentials: (provider) =>
    smithKeys(provider).map(({ publicId, name, keySecret }) => ({
      ...{ id: publicId, providerKeyId: publicId, name, secretValue: keySecret },
      ...{ isLive: true, isReadable: false },
    })),
  fitting: (provider) => {
    const { channels } = provider.instance.summary() as unknown as {
      channels: { publicId: string }[];
    };
    const known = new Set(channels.map(({ publicId }) => publicId));
    return new Set(
      smithKeys(provider)
        .filter(({ channelIds }) => channelIds.every((id) => known.has(id)))
        .map(({ publicId }) => publicId),
    );
  },
  renamed: ({ id }, name) => toolCall('update_api_key', { public_id: id, name }),
  made: ({ id }, provider, name) => {
    const like = smithKeys(provider).find(({ publicId }) => publicId === id);
    if (like === undefined) throw new Error(`No key ${id}`);
    const { scopeMode, channelIds } = like;
    const scope =
      scopeMode === 'all' ? {} : { scope_mode: scopeMode, channel_public_ids: channelIds };
    return toolCall('create_api_key', { name, ...scope });
  },
  ended: ({ id }) => toolCall('delete_api_key', { public_id: id }),
};

export const replacedProfiles: readonly MatrixProfile[] = [
  ...[pubnubV1, ably, activitysmith, replacedKeyset],
];
