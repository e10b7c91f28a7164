import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { IdSource } from '../../services/ports/id-source.ts';
import type { KeyChanges } from '../../services/ports/provider-values.ts';
import type { ProviderOperations } from '../../services/ports/provider-operations.ts';
import { parseAnswer, type AnswerContext } from '../provider-answer.ts';
import type { ProviderHttp } from '../provider-http.ts';
import type { ProviderModule } from '../provider-module.ts';
import { probeKeyset } from '../pubnub-grant.ts';
import { PubnubV1Client, hosts } from './client.ts';
import { createBody, draftProblems, nameProblems, typeOf } from './create-body.ts';
import { pubnubV1Guide } from './guide.ts';
import { readAllPages } from './key-pages.ts';
import {
  copyableScope,
  requestedProperties,
  scopeDifferences,
  scopeProblems,
  toWire,
} from './keyset-properties.ts';
import * as mapping from './mapping.ts';
import { plannedReplacement } from './planned-replacement.ts';
import { PUBNUB_V1_ID, pubnubV1Rules } from './rules.ts';
import * as schema from './schema.ts';

interface Dependencies {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** PubNub through its Admin API v1: e-mail and password, apps, keysets, vault. */
export function createPubnubV1(dependencies: Dependencies): ProviderModule {
  const client = new PubnubV1Client(dependencies.http);
  return {
    id: PUBNUB_V1_ID,
    rules: pubnubV1Rules,
    guide: pubnubV1Guide,
    operations: {
      ...accountOperations(client),
      ...readOperations(client),
      ...writeOperations(client),
      probeKey: (target, material, signal) =>
        probeKeyset(dependencies, hosts, {
          target,
          material,
          isAccessManagerOn:
            material.scope.kind === 'keyset' && material.scope.properties['uls'] === true,
          signal,
        }),
      vault: vaultOperations(client),
    },
    draftProblems,
    copyableScope,
    scopeDifferences,
    plannedReplacement,
  };
}

type Offers<N extends keyof ProviderOperations> = Required<Pick<ProviderOperations, N>>;

function accountOperations(
  client: PubnubV1Client,
): Offers<'signIn' | 'listContainers' | 'createContainer'> {
  return {
    async signIn(target, fields, signal) {
      const email = (fields['email'] ?? '').trim();
      const passwordSecret = fields['password'] ?? '';
      const missing = [...(email ? [] : ['E-mail']), ...(passwordSecret ? [] : ['Password'])];
      if (missing.length > 0) return invalid(missing.map((label) => `${label} must be filled in.`));
      const outcome = await client.signIn(target, { email, passwordSecret }, signal);
      const answer = parseAnswer(
        outcome,
        schema.signInAnswer,
        about('account', 'read', [passwordSecret]),
      );
      return answer.ok
        ? ok(mapping.signedIn(answer.value, email))
        : fail(mapping.signInError(outcome, answer.error, target.baseUrl));
    },
    async listContainers(session, signal) {
      const outcome = await client.listApps(session, signal);
      const answer = parseAnswer(outcome, schema.appsAnswer, about('account'));
      return answer.ok ? mapping.containersOf(answer.value) : answer;
    },
    async createContainer(session, name) {
      const problems = nameProblems(name, pubnubV1Rules.containerNameMax);
      if (problems.length > 0) return invalid(problems);
      const outcome = await client.createApp(session, name);
      const answer = parseAnswer(outcome, schema.appAnswer, about('account', 'create'));
      return answer.ok ? ok(mapping.containerOf(answer.value.result)) : answer;
    },
  };
}

function readOperations(client: PubnubV1Client): Offers<'listKeys' | 'readKey' | 'findByMarker'> {
  const listKeys: Offers<'listKeys'>['listKeys'] = async (session, appId, page, signal) => {
    if (!isId(appId)) return missing('container');
    const asked = { appId, ...page };
    const outcome = await client.listKeys(session, asked, signal);
    const answer = parseAnswer(outcome, schema.keysAnswer, about('container'));
    return answer.ok ? mapping.keyPageOf(answer.value, asked) : answer;
  };
  return {
    listKeys,
    async readKey(session, keyId, signal) {
      if (!isId(keyId)) return missing('key');
      const outcome = await client.readKey(session, keyId, signal);
      const answer = parseAnswer(outcome, schema.keyAnswer, about('key'));
      return answer.ok ? mapping.readKeyOf(answer.value.result, keyId) : answer;
    },
    async findByMarker(session, appId, marker, signal) {
      if (marker === '') return invalid(['The marker is empty.']);
      const limit = pubnubV1Rules.pageLimit;
      const keys = await readAllPages((page) => listKeys(session, appId, { page, limit }, signal));
      return keys.ok ? ok(keys.value.filter(({ name }) => name.includes(marker))) : keys;
    },
  };
}

function writeOperations(client: PubnubV1Client): Offers<'createKey' | 'editKey' | 'disableKey'> {
  return {
    async createKey(session, draft) {
      if (!isId(draft.providerContainerId)) return missing('container');
      const problems = [
        ...draftProblems(draft),
        ...(draft.environment === 'unset' ? ['Choose production or testing.'] : []),
      ];
      if (problems.length > 0) return invalid(problems);
      const outcome = await client.createKey(session, createBody(draft));
      const answer = parseAnswer(outcome, schema.createdKeyAnswer, about('container', 'create'));
      return answer.ok ? ok(mapping.createdKeyOf(answer.value.result)) : answer;
    },
    async editKey(session, keyId, changes) {
      if (!isId(keyId)) return missing('key');
      const problems = changeProblems(changes);
      if (problems.length > 0) return invalid(problems);
      const body = editBody(changes);
      if (Object.keys(body).length === 0) return ok(null);
      const outcome = await client.updateKey(session, keyId, body);
      return parseAnswer(outcome, schema.editAnswer, about('key', 'mutate'));
    },
    async disableKey(session, keyId) {
      if (!isId(keyId)) return missing('key');
      const outcome = await client.updateKey(session, keyId, { status: 0 });
      return parseAnswer(outcome, schema.editAnswer, about('key', 'mutate'));
    },
  };
}

function vaultOperations(client: PubnubV1Client): Offers<'vault'>['vault'] {
  return {
    async list(session, subscribeKey, signal) {
      if (!isPathSegment(subscribeKey)) return missing('key');
      const outcome = await client.listVault(session, subscribeKey, signal);
      const answer = parseAnswer(outcome, schema.vaultNamesAnswer, about('key'));
      return answer.ok
        ? ok([...new Set(answer.value.values.map((name) => name.toWellFormed()))])
        : answer;
    },
    async put(session, subscribeKey, name, secretValue) {
      if (!isPathSegment(subscribeKey)) return missing('key');
      if (!isPathSegment(name)) return invalid([unusableName]);
      const outcome = await client.putVault(session, { subscribeKey, name, secretValue });
      const context = about('key', 'mutate', [secretValue]);
      const answer = parseAnswer(outcome, schema.vaultWriteAnswer, context);
      return answer.ok ? mapping.vaultAccepted(answer.value) : answer;
    },
    async remove(session, subscribeKey, name) {
      if (!isPathSegment(subscribeKey)) return missing('key');
      if (!isPathSegment(name)) return invalid([unusableName]);
      const outcome = await client.removeVault(session, subscribeKey, name);
      const answer = parseAnswer(outcome, schema.vaultWriteAnswer, about('vault entry', 'mutate'));
      return answer.ok ? mapping.vaultAccepted(answer.value) : answer;
    },
  };
}

const unusableName = 'This name cannot be part of an address.';

const about = (
  subject: string,
  effect: AnswerContext['effect'] = 'read',
  sentSecrets: readonly string[] = [],
): AnswerContext => ({ providerId: PUBNUB_V1_ID, subject, effect, sentSecrets });

const invalid = (issues: readonly string[]): Result<never> =>
  fail({ kind: 'invalid-input', issues: issues.slice(0, 30).map((issue) => issue.slice(0, 300)) });

const missing = (what: string): Result<never> => fail({ kind: 'not-found', what });

/** Ids are positive numbers that survive JSON. */
const isId = (text: string): boolean =>
  /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text));

/** A dot segment would climb out of its folder, percent-encoded or not. */
const isPathSegment = (text: string): boolean =>
  text !== '' && text !== '.' && text !== '..' && text.isWellFormed();

function changeProblems({ name, environment, scope }: KeyChanges): string[] {
  return [
    ...(name === null ? [] : nameProblems(name, pubnubV1Rules.keyNameMax)),
    ...(environment === 'unset' ? ['Choose production or testing.'] : []),
    ...scopeProblems(scope),
  ];
}

/** Only what changes: properties nobody here knows survive, because the update is partial. */
function editBody({ name, environment, scope }: KeyChanges) {
  const changed = { ...(name === null ? {} : { name }), ...toWire(requestedProperties(scope)) };
  return {
    ...(environment === null ? {} : { type: typeOf(environment) }),
    ...(Object.keys(changed).length === 0 ? {} : { properties: changed }),
  };
}
