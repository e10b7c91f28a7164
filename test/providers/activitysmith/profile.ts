import { createActivitysmith } from '../../../electron/providers/activitysmith/index.ts';
import type { ProviderSession } from '../../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../../electron/services/ports/provider-operations.ts';
import type { SentRequest } from '../../fakes/fake-transport.ts';
import { renewAtOnce } from '../../fakes/provider-fakes.ts';
import type { AdapterProfile, RecordedOperation } from '../adapter-profile.ts';
import { accessSecret, callId, credential, handshakeOf, messageOf } from './mcp-harness.ts';
import { rightsSchema } from '../provider-value-schemas.ts';
import { recordedCall, recordedCalls, type RecordedCall } from './recorded-calls.ts';

/**
 * The calls of tools as requests: the one message `tools/call` is recorded and spoilt, while the
 * handshake and the list of tools before it are answered as they should be. What is peculiar to the
 * protocol is tested in `mcp-calls.test.ts`.
 */
const providerId = 'activitysmith';
const baseUrl = 'https://mcp.activitysmith.com/mcp';
const session: ProviderSession = {
  ...{ baseUrl, dataPlaneUrl: 'https://activitysmith.com', accountId: 'account-of-channel-x' },
  ...{ credentialSecret: credential(), renew: renewAtOnce },
};

const value = 'result.structuredContent';
const keyFields = ['prefix', 'scope_mode', 'channels', 'created_by_agent'];
const ofListedKey = {
  needs: ['api_keys', 'api_keys.0.public_id', 'api_keys.0.name'],
  mayLack: keyFields.map((field) => `api_keys.0.${field}`),
};
const ofDone = { needs: ['success'], mayLack: ['message', 'public_id'] };

/** Fields of a tool's value without which it cannot be understood, and fields that may be odd. */
const fields: Readonly<Record<string, Pick<RecordedOperation, 'needs' | 'mayLack'>>> = {
  listKeys: ofListedKey,
  readKey: ofListedKey,
  findByMarker: ofListedKey,
  checkRotation: ofListedKey,
  listScopeTargets: {
    needs: ['channels', 'channels.0.slug'],
    mayLack: ['channels.0.public_id', 'channels.0.name'],
  },
  createKey: {
    needs: ['api_key', 'api_key.public_id', 'api_key.name'],
    mayLack: ['message', ...keyFields.map((field) => `api_key.${field}`)],
  },
  editKey: ofDone,
  deleteKey: ofDone,
};

function operationOf(call: RecordedCall): RecordedOperation {
  const { name, effect } = call;
  const { needs, mayLack } = fields[name] ?? { needs: [], mayLack: [] };
  return {
    ...{ name, effect, isCancellable: effect === 'read', answersSecrets: call.answersSecrets },
    run: (adapter, signal) =>
      // The operations that are recorded are those that the suite sees offered.
      call.run(adapter.operations as Required<ProviderOperations>, session, signal),
    sends: {
      ...{ method: 'POST', url: baseUrl },
      headers: {
        ...{ accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
        ...{ authorization: `Bearer ${accessSecret}`, 'mcp-protocol-version': '2025-06-18' },
      },
      body: { jsonrpc: '2.0', id: callId, method: 'tools/call', params: call.sends },
    },
    answer: {
      ...{ jsonrpc: '2.0', id: callId },
      result: { content: [], structuredContent: call.answer },
    },
    ...{ gives: call.gives, givesSchema: call.schema, acceptsEmpty: false },
    needs: needs.map((path) => `${value}.${path}`),
    mayLack: mayLack.map((path) => `${value}.${path}`),
    // The status speaks of the address or the session: no key was looked for.
    whenMissing: { kind: 'provider-rejected', providerId, code: '404', message: null },
    others: beforeTheCall,
  };
}

/** Every message of a connection but the call of a tool. */
function beforeTheCall({ method, body }: SentRequest): unknown {
  const message = method === 'POST' ? messageOf(body) : null;
  return message === null || message.method === 'tools/call' ? undefined : handshakeOf(message);
}

const rights = (mayManageKeys: boolean | null) => [
  { name: 'mcp:read', purpose: 'list channels, and keys if they are ticked', isHeld: null },
  { name: 'mcp:write', purpose: 'change anything at all', isHeld: null },
  {
    ...{ name: 'Manage API keys', purpose: 'list, create, change, rotate and delete keys' },
    isHeld: mayManageKeys,
  },
];

/** What the tick on the consent page allows is told by whether the keys can be listed. */
const rightsOperation: RecordedOperation = {
  ...operationOf({
    ...recordedCall('listKeys'),
    run: ({ readRights }, ofSession, signal) => readRights(ofSession, signal),
    ...{ gives: rights(true), schema: rightsSchema },
  }),
  name: 'readRights',
  whenForbidden: rights(null),
};

export const activitysmithProfile: AdapterProfile = {
  providerId,
  create: createActivitysmith,
  operations: [...recordedCalls.map(operationOf), rightsOperation],
  offered: [...recordedCalls.map(({ name }) => name), 'readRights'],
  testedElsewhere: ['signInWithBrowser', 'listContainers'],
  neverRepeats: true,
  paging: null,
  openFields: [],
  // JSON-RPC, which the official client holds answers to.
  envelopeOf: 'result',
};
