import { fail, ok, type AppError } from '../../../shared/errors/app-error.ts';
import type { KeyChanges } from '../../services/ports/provider-values.ts';
import { about, invalid, isId, missing, parsed, type Offers } from './answers.ts';
import type { PubnubV2Client } from './client.ts';
import { createBody, draftProblems, nameProblems, typeOf } from './create-body.ts';
import { newScopeProblems, requestedProperties, scopeProblems, toWire } from './keyset-config.ts';
import * as mapping from './mapping.ts';
import { PUBNUB_V2_ID, pubnubV2Rules } from './rules.ts';
import * as schema from './schema.ts';

export function writeOperations(
  client: PubnubV2Client,
): Offers<'createKey' | 'editKey' | 'deleteKey'> {
  return {
    async createKey(session, draft) {
      if (!isId(draft.providerContainerId)) return missing('container');
      const problems = [
        ...draftProblems(draft),
        ...newScopeProblems(draft.scope),
        ...environmentProblems(draft.environment),
      ];
      if (problems.length > 0) return invalid(problems);
      const outcome = await client.createKeyset(session, createBody(draft));
      const answer = parsed(outcome, schema.createdAnswer, about('container', 'create'));
      return answer.ok ? ok(mapping.createdKeyOf(answer.value)) : answer;
    },
    async editKey(session, keysetId, changes) {
      if (!isId(keysetId)) return missing('key');
      const problems = changeProblems(changes);
      if (problems.length > 0) return invalid(problems);
      const config = toWire(requestedProperties(changes.scope));
      const keyset = keysetBody(changes);
      const accepted = (outcome: Awaited<ReturnType<PubnubV2Client['updateConfig']>>) =>
        parsed(outcome, schema.editAnswer, about('key', 'mutate'));
      if (Object.keys(config).length > 0) {
        const answer = accepted(await client.updateConfig(session, keysetId, config));
        if (!answer.ok) return answer;
      }
      if (Object.keys(keyset).length === 0) return ok(null);
      const answer = accepted(await client.updateKeyset(session, keysetId, keyset));
      const isSecondCall = Object.keys(config).length > 0;
      return answer.ok || !isSecondCall ? answer : fail(afterSettings(answer.error));
    },
    async deleteKey(session, keysetId) {
      if (!isId(keysetId)) return missing('key');
      const outcome = await client.deleteKeyset(session, keysetId);
      const answer = parsed(outcome, schema.deleteAnswer, about('key', 'mutate'));
      return answer.ok ? mapping.deleted(answer.value) : answer;
    },
  };
}

/** A plain no to the second of two calls: the settings are changed by now, so "no" is half of it. */
function afterSettings(error: AppError): AppError {
  const rejected = { kind: 'provider-rejected', providerId: PUBNUB_V2_ID } as const;
  switch (error.kind) {
    case 'provider-rejected': {
      const code = error.code === 'plan' ? 'settings-changed-plan' : 'settings-changed';
      return { ...error, code };
    }
    case 'provider-forbidden':
      return { ...rejected, code: 'settings-changed-forbidden', message: null };
    case 'provider-rate-limited':
    case 'network-offline':
    case 'address-refused':
      return { ...rejected, code: 'settings-changed', message: null };
    default:
      return error;
  }
}

const environmentProblems = (environment: KeyChanges['environment']): string[] =>
  environment === 'unset' ? ['Choose production or testing.'] : [];

function changeProblems({ name, environment, scope }: KeyChanges): string[] {
  return [
    ...(name === null ? [] : nameProblems(name, pubnubV2Rules.keyNameMax)),
    ...environmentProblems(environment),
    ...scopeProblems(scope),
  ];
}

const keysetBody = ({ name, environment }: KeyChanges) => ({
  ...(name === null ? {} : { name }),
  ...(environment === null ? {} : { type: typeOf(environment) }),
});
