import { z } from 'zod';
import type { ProviderSession } from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import type { Result } from '../../../shared/errors/app-error.ts';
import type { ScopeInput } from '../../../shared/scopes/key-scope.ts';
import {
  keyPageSchema,
  keySchema,
  keyWithSecretsSchema,
  nothingSchema,
  obstaclesSchema,
  scopeTargetsSchema,
} from '../provider-value-schemas.ts';

/** One operation with the one call of a tool that it makes. */
export interface RecordedCall {
  readonly name: string;
  readonly effect: 'read' | 'mutate' | 'create';
  run(
    operations: Required<ProviderOperations>,
    session: ProviderSession,
    signal: AbortSignal,
  ): Promise<Result<unknown>>;
  readonly sends: { readonly name: string; readonly arguments: unknown };
  readonly answer: unknown;
  readonly gives: unknown;
  readonly schema: z.ZodType;
  readonly answersSecrets: boolean;
}

const keySecret = 'ask_ab12cdRKCANARY0123456789abcdef';
export const opsScope: ScopeInput = {
  ...{ kind: 'channels', mode: 'channels' },
  channels: [{ slug: 'ops', publicId: 'chan_1' }],
};
const listedKey = {
  public_id: 'key_1',
  name: 'ci deploys_rk0123456789',
  prefix: 'ask_ab12cd',
  scope_mode: 'channels',
  channels: [{ public_id: 'chan_1', slug: 'ops', name: 'Operations' }],
  created_by_agent: true,
};
const list = {
  api_keys: [listedKey, { ...listedKey, public_id: 'key_2', name: 'old', scope_mode: 'all' }],
};
const key = {
  providerKeyId: 'key_1',
  providerContainerId: 'account',
  name: 'ci deploys_rk0123456789',
  environment: 'unset',
  status: 'active',
  createdAt: null,
  scope: opsScope,
  parts: [{ role: 'api-key', nature: 'secret', value: null, stub: 'ask_ab12cd' }],
};
const oldKey = {
  ...{ ...key, providerKeyId: 'key_2', name: 'old' },
  scope: { kind: 'channels', mode: 'all', channels: [] },
};
const listCall = { name: 'list_api_keys', arguments: {} };
const done = { message: 'Done', success: true, public_id: 'key_1' };

export const recordedCalls: readonly RecordedCall[] = [
  {
    name: 'listKeys',
    effect: 'read',
    run: ({ listKeys }, session, signal) =>
      listKeys(session, 'account', { page: 1, limit: 100 }, signal),
    sends: listCall,
    answer: list,
    gives: { keys: [key, oldKey], total: 2 },
    schema: keyPageSchema,
    answersSecrets: false,
  },
  {
    name: 'readKey',
    effect: 'read',
    run: ({ readKey }, session, signal) => readKey(session, 'key_1', signal),
    sends: listCall,
    answer: list,
    gives: { key, secrets: [] },
    schema: keyWithSecretsSchema,
    answersSecrets: false,
  },
  {
    name: 'findByMarker',
    effect: 'read',
    run: ({ findByMarker }, session, signal) =>
      findByMarker(session, 'account', '_rk0123456789', signal),
    sends: listCall,
    answer: list,
    gives: [key],
    schema: z.array(keySchema),
    answersSecrets: false,
  },
  {
    name: 'listScopeTargets',
    effect: 'read',
    run: ({ listScopeTargets }, session, signal) => listScopeTargets(session, 'account', signal),
    sends: { name: 'list_channels', arguments: {} },
    answer: { channels: [{ public_id: 'chan_1', slug: 'ops', name: 'Operations' }] },
    gives: [{ kind: 'channel', resource: 'ops', name: 'Operations', publicId: 'chan_1' }],
    schema: scopeTargetsSchema,
    answersSecrets: false,
  },
  {
    name: 'checkRotation',
    effect: 'read',
    run: ({ checkRotation }, session, signal) =>
      checkRotation(
        session,
        { strategy: 'replace', providerKeyId: 'key_1', providerContainerId: 'account' },
        signal,
      ),
    sends: listCall,
    answer: list,
    gives: [],
    schema: obstaclesSchema,
    answersSecrets: false,
  },
  {
    name: 'createKey',
    effect: 'create',
    run: ({ createKey }, session) =>
      createKey(session, {
        ...{ providerContainerId: 'account', name: 'ci deploys_rk0123456789' },
        ...{ environment: 'unset', scope: opsScope },
      }),
    sends: {
      name: 'create_api_key',
      arguments: {
        ...{ name: 'ci deploys_rk0123456789', scope_mode: 'channels' },
        channel_public_ids: ['chan_1'],
      },
    },
    answer: { api_key: { ...listedKey, key: keySecret }, message: 'Store it now.' },
    gives: { key, secrets: [{ role: 'api-key', secretValue: keySecret }] },
    schema: keyWithSecretsSchema,
    answersSecrets: true,
  },
  {
    name: 'editKey',
    effect: 'mutate',
    run: ({ editKey }, session) =>
      editKey(session, 'key_1', { name: 'new name', environment: null, scope: opsScope }),
    sends: {
      name: 'update_api_key',
      arguments: {
        ...{ public_id: 'key_1', name: 'new name', scope_mode: 'channels' },
        channel_public_ids: ['chan_1'],
      },
    },
    answer: done,
    gives: null,
    schema: nothingSchema,
    answersSecrets: false,
  },
  {
    name: 'deleteKey',
    effect: 'mutate',
    run: ({ deleteKey }, session) => deleteKey(session, 'key_1'),
    sends: { name: 'delete_api_key', arguments: { public_id: 'key_1' } },
    answer: done,
    gives: null,
    schema: nothingSchema,
    answersSecrets: false,
  },
];

export const recordedCall = (name: string): RecordedCall => {
  const found = recordedCalls.find((call) => call.name === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
};
