import { fail, ok } from '../../../shared/errors/app-error.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { KeyChanges } from '../../services/ports/provider-values.ts';
import type { ProviderHttp } from '../provider-http.ts';
import type { ProviderModule } from '../provider-module.ts';
import { about, invalid, missing, type Offers } from './answers.ts';
import {
  copyableScope,
  createBody,
  draftProblems,
  nameProblems,
  scopeBody,
  scopeDifferences,
  scopeProblems,
} from './capability.ts';
import { AblyClient } from './client.ts';
import { ablyGuide } from './guide.ts';
import { appKeyIdOf, fullKeyOf, isId } from './key-id.ts';
import * as mapping from './mapping.ts';
import { plannedReplacement } from './planned-replacement.ts';
import { parseAblyAnswer } from './refusal.ts';
import { rotationCheck } from './rotation-check.ts';
import { ABLY_ID, ablyRules } from './rules.ts';
import * as schema from './schema.ts';
import { revokeTokensOperation } from './token-revocation.ts';

interface Dependencies {
  readonly http: ProviderHttp;
  readonly clock: Clock;
}

/** Ably through its Control API: an access token, apps, API keys with capabilities. */
export function createAbly({ http, clock }: Dependencies): ProviderModule {
  const client = new AblyClient(http);
  return {
    id: ABLY_ID,
    rules: ablyRules,
    guide: ablyGuide,
    operations: {
      ...accountOperations(client),
      ...readOperations(client),
      ...writeOperations(client),
      checkRotation: rotationCheck(client, clock),
      listScopeTargets: scopeTargetOperation(client),
      probeKey: probeOperation(client, clock),
      revokeTokens: revokeTokensOperation(client, clock),
    },
    draftProblems,
    copyableScope,
    scopeDifferences,
    plannedReplacement,
  };
}

function accountOperations(
  client: AblyClient,
): Offers<'signIn' | 'readRights' | 'listContainers' | 'createContainer'> {
  return {
    async signIn(target, fields, signal) {
      const tokenSecret = (fields['accessToken'] ?? '').trim();
      if (tokenSecret === '') return invalid(['Access token must be filled in.']);
      if (!/^[\x21-\x7e]{1,1024}$/.test(tokenSecret))
        return invalid(['The access token contains characters that no token has.']);
      const outcome = await client.identify(target, tokenSecret, signal);
      const context = about('account', null, 'read', [tokenSecret]);
      const answer = parseAblyAnswer(outcome, schema.identityAnswer, context);
      return answer.ok
        ? ok(mapping.signedIn(answer.value, tokenSecret))
        : fail(mapping.signInError(outcome, answer.error, target.baseUrl));
    },
    async readRights(session, signal) {
      const outcome = await client.readIdentity(session, signal);
      const answer = parseAblyAnswer(outcome, schema.identityAnswer, about('account', null));
      return answer.ok ? ok(mapping.rightsOf(answer.value)) : answer;
    },
    async listContainers(session, signal) {
      const outcome = await client.listApps(session, signal);
      const answer = parseAblyAnswer(outcome, schema.appsAnswer, about('account', 'read:app'));
      return answer.ok ? ok(answer.value.map(mapping.containerOf)) : answer;
    },
    async createContainer(session, name) {
      const problems = nameProblems(name, ablyRules.containerNameMax);
      if (problems.length > 0) return invalid(problems);
      const outcome = await client.createApp(session, name);
      const context = about('account', 'write:app', 'create');
      const answer = parseAblyAnswer(outcome, schema.appAnswer, context);
      return answer.ok ? ok(mapping.containerOf(answer.value)) : answer;
    },
  };
}

function readOperations(client: AblyClient): Offers<'listKeys' | 'readKey' | 'findByMarker'> {
  const listKeys: Offers<'listKeys'>['listKeys'] = async (session, appId, { page }, signal) => {
    if (!isId(appId)) return missing('container');
    // The first page is the whole list.
    if (page > 1) return ok({ keys: [], total: null });
    const outcome = await client.listKeys(session, appId, signal);
    const answer = parseAblyAnswer(outcome, schema.keysAnswer, about('container', 'read:key'));
    if (!answer.ok) return answer;
    const keys = mapping.keysOf(answer.value, appId);
    return keys.ok ? ok({ keys: keys.value.map(mapping.keyOf), total: keys.value.length }) : keys;
  };
  return {
    listKeys,
    async readKey(session, providerKeyId, signal) {
      const id = appKeyIdOf(providerKeyId);
      if (id === null) return missing('key');
      const outcome = await client.listKeys(session, id.appId, signal);
      const context = about('key', 'read:key');
      const answer = parseAblyAnswer(outcome, schema.keysWithSecretsAnswer, context);
      return answer.ok ? mapping.readKeyOf(answer.value, id) : answer;
    },
    async findByMarker(session, appId, marker, signal) {
      if (marker === '') return invalid(['The marker is empty.']);
      const page = { page: 1, limit: ablyRules.pageLimit };
      const listed = await listKeys(session, appId, page, signal);
      return listed.ok ? ok(listed.value.keys.filter(({ name }) => name.includes(marker))) : listed;
    },
  };
}

function writeOperations(client: AblyClient): Offers<'createKey' | 'editKey' | 'revokeKey'> {
  return {
    async createKey(session, draft) {
      const { providerContainerId: appId } = draft;
      if (!isId(appId)) return missing('container');
      const problems = [
        ...draftProblems(draft),
        ...(draft.scope === null ? ['Choose what the key may do.'] : []),
      ];
      if (problems.length > 0) return invalid(problems);
      const outcome = await client.createKey(session, appId, createBody(draft));
      const context = about('container', 'write:key', 'create');
      const answer = parseAblyAnswer(outcome, schema.createdKeyAnswer, context);
      return answer.ok ? mapping.createdKeyOf(answer.value, appId) : answer;
    },
    async editKey(session, providerKeyId, changes) {
      const id = appKeyIdOf(providerKeyId);
      if (id === null) return missing('key');
      const problems = changeProblems(changes);
      if (problems.length > 0) return invalid(problems);
      const { name, scope } = changes;
      const body = { ...(name === null ? {} : { name }), ...scopeBody(scope) };
      if (Object.keys(body).length === 0) return ok(null);
      const outcome = await client.updateKey(session, id, body);
      return parseAblyAnswer(outcome, schema.acceptedAnswer, about('key', 'write:key', 'mutate'));
    },
    async revokeKey(session, providerKeyId) {
      const id = appKeyIdOf(providerKeyId);
      if (id === null) return missing('key');
      const outcome = await client.revokeKey(session, id);
      return parseAblyAnswer(outcome, schema.acceptedAnswer, about('key', 'write:key', 'mutate'));
    },
  };
}

function scopeTargetOperation(client: AblyClient): Offers<'listScopeTargets'>['listScopeTargets'] {
  return async (session, appId, signal) => {
    if (!isId(appId)) return missing('container');
    const queues = parseAblyAnswer(
      await client.listQueues(session, appId, signal),
      schema.queuesAnswer,
      about('container', 'read:queue'),
    );
    if (!queues.ok) return queues;
    const namespaces = parseAblyAnswer(
      await client.listNamespaces(session, appId, signal),
      schema.namespacesAnswer,
      about('container', 'read:namespace'),
    );
    if (!namespaces.ok) return namespaces;
    return ok([
      ...queues.value.map((queue) => mapping.queueTarget(appId, queue)),
      ...namespaces.value.map(mapping.namespaceTarget),
    ]);
  };
}

function probeOperation(client: AblyClient, clock: Clock): Offers<'probeKey'>['probeKey'] {
  return async (target, { parts }, signal) => {
    const fullSecret = parts.find(({ role }) => role === 'api-key')?.secretValue ?? '';
    const key = fullKeyOf(fullSecret);
    if (key === null) return missing('secret');
    const sent = { ...key, fullSecret };
    const outcome = await client.requestToken(target, sent, clock.now(), signal);
    const keySecret = fullSecret.slice(fullSecret.indexOf(':') + 1);
    return mapping.probeOf(outcome, [fullSecret, keySecret]);
  };
}

function changeProblems({ name, environment, scope }: KeyChanges): string[] {
  return [
    ...(name === null ? [] : nameProblems(name, ablyRules.keyNameMax)),
    ...(environment === null || environment === 'unset' ? [] : ['Ably keys have no environment.']),
    ...scopeProblems(scope),
  ];
}
