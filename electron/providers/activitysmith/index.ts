import type { z } from 'zod';
import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import { MINUTE_MS } from '../../../shared/lib/duration.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { IdSource } from '../../services/ports/id-source.ts';
import type { ProviderKey, ProviderSession } from '../../services/ports/provider-values.ts';
import type { ProviderOperations } from '../../services/ports/provider-operations.ts';
import type { GuardedFetch } from '../guarded-fetch.ts';
import type { AnswerContext } from '../provider-answer.ts';
import type { ProviderHttp } from '../provider-http.ts';
import type { ProviderModule } from '../provider-module.ts';
import {
  copyableScope,
  draftProblems,
  nameProblems,
  scopeDifferences,
  scopeProblems,
} from './channel-rules.ts';
import { credentialOf, grantOf, type Grant } from './credential.ts';
import { activitysmithGuide } from './guide.ts';
import * as mapping from './mapping.ts';
import { callTool, type DiscoveredTool, type ToolCall } from './mcp-tools.ts';
import { OAuth } from './oauth.ts';
import { plannedReplacement } from './planned-replacement.ts';
import {
  ACCOUNT_CONTAINER,
  ACTIVITYSMITH_ID,
  activitysmithRules,
  activitysmithScopes,
  manageKeysRight,
} from './rules.ts';
import * as schema from './schema.ts';
import { parseToolAnswer } from './tool-answer.ts';
import { createCall, editCall, exactly } from './tool-choice.ts';

interface Dependencies {
  readonly http: ProviderHttp;
  readonly fetch: GuardedFetch;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** ActivitySmith through the tools of its MCP server, with the person's consent in the browser. */
export function createActivitysmith(dependencies: Dependencies): ProviderModule {
  const tools = new Tools(dependencies);
  return {
    id: ACTIVITYSMITH_ID,
    rules: activitysmithRules,
    guide: activitysmithGuide,
    operations: {
      ...signInOperation(tools),
      ...rightsOperation(tools),
      ...readOperations(tools),
      ...writeOperations(tools),
      checkRotation: checkOperation(tools),
    },
    draftProblems,
    copyableScope,
    scopeDifferences,
    plannedReplacement,
  };
}

/** Without them a replacement would begin and not end. */
const rotationTools = ['create_api_key', 'delete_api_key'];

type Offers<N extends keyof ProviderOperations> = Required<Pick<ProviderOperations, N>>;
type Choice = (tools: readonly DiscoveredTool[]) => Result<ToolCall>;

interface Asked<T> {
  readonly choose: Choice;
  readonly schema: z.ZodType<T>;
  readonly effect: AnswerContext['effect'];
}

const providerId = ACTIVITYSMITH_ID;
/** A token that ends within this time is renewed first: a create must not meet its end. */
const RENEW_AHEAD_MS = MINUTE_MS;

/** Calls of tools with a token that is renewed when its time comes, or when it is refused. */
class Tools {
  readonly oauth: OAuth;
  private readonly deps: Dependencies;

  constructor(deps: Dependencies) {
    this.deps = deps;
    this.oauth = new OAuth(deps);
  }

  /**
   * A refused token is renewed once and the call made again; a call that may have changed something
   * only when it was refused before the tool was reached.
   */
  async ask<T>(
    session: ProviderSession,
    asked: Asked<T>,
    signal: AbortSignal | null = null,
  ): Promise<Result<T>> {
    const given = grantOf(session.credentialSecret);
    if (given === null) return fail({ kind: 'provider-unauthorized', providerId });
    const endsSoon = given.endsAt !== null && given.endsAt - this.deps.clock.now() < RENEW_AHEAD_MS;
    const first = endsSoon ? await this.renewed(session, given) : ok(given);
    if (!first.ok) return first;
    const { answer, mayRepeat } = await this.once(session.baseUrl, first.value, asked, signal);
    if (endsSoon || !mayRepeat) return answer;
    const second = await this.renewed(session, given);
    if (!second.ok) return second;
    return (await this.once(session.baseUrl, second.value, asked, signal)).answer;
  }

  /** With a grant that belongs to no session yet. */
  async once<T>(
    baseUrl: string,
    grant: Grant,
    { choose, schema: answerSchema, effect }: Asked<T>,
    signal: AbortSignal | null,
  ): Promise<{ readonly answer: Result<T>; readonly mayRepeat: boolean }> {
    const { accessSecret } = grant;
    const outcome = await callTool(this.deps, { baseUrl, accessSecret }, choose, signal);
    const context = { providerId, subject: 'key', effect, sentSecrets: [accessSecret] };
    const answer = parseToolAnswer(outcome, answerSchema, context);
    const isUnauthorized = !answer.ok && answer.error.kind === 'provider-unauthorized';
    const wasReached = outcome.kind !== 'http' || !outcome.isBefore;
    return { answer, mayRepeat: isUnauthorized && (effect === 'read' || !wasReached) };
  }

  private async renewed(session: ProviderSession, grant: Grant): Promise<Result<Grant>> {
    const kept = await session.renew(async () => {
      const renewed = await this.oauth.renew(session.baseUrl, grant);
      if (!renewed.ok) return renewed;
      return ok({ credentialSecret: credentialOf(renewed.value), expiresAt: null });
    });
    if (!kept.ok) return kept;
    const read = grantOf(kept.value);
    return read === null ? fail({ kind: 'provider-unauthorized', providerId }) : ok(read);
  }
}

function signInOperation(tools: Tools): Offers<'signInWithBrowser'> {
  return {
    async signInWithBrowser(target, consent, signal) {
      const consented = await tools.oauth.consent(target.baseUrl, consent, signal);
      if (!consented.ok) return consented;
      const grant = consented.value;
      const asked = { choose: exactly('list_channels'), schema: schema.channelsAnswer } as const;
      const read = { ...asked, effect: 'read' } as const;
      const { answer } = await tools.once(target.baseUrl, grant, read, signal);
      if (!answer.ok) return answer;
      return ok({
        credentialSecret: credentialOf(grant),
        ...mapping.accountOf(answer.value),
        // The token that ends is renewed; when the consent ends nobody says.
        expiresAt: null,
      });
    },
  };
}

/** The scopes are those of the consent; whether keys were ticked beside them, only their list tells. */
function rightsOperation(tools: Tools): Offers<'readRights'> {
  return {
    async readRights(session, signal) {
      const asked = { choose: exactly('list_api_keys'), schema: schema.keysAnswer } as const;
      const answer = await tools.ask(session, { ...asked, effect: 'read' }, signal);
      const isTicked = answer.ok || ticked(answer.error);
      if (!answer.ok && isTicked === undefined) return answer;
      const scopes = grantOf(session.credentialSecret)?.scopes ?? null;
      const held = activitysmithScopes.map((right) => ({
        ...right,
        isHeld: scopes?.includes(right.name) ?? null,
      }));
      return ok([...held, { ...manageKeysRight, isHeld: isTicked ?? null }]);
    },
  };
}

/** What a refused list says of the tick; null: another right is in the way, undefined: nothing. */
function ticked(error: AppError): false | null | undefined {
  if (error.kind === 'not-supported') return false;
  if (error.kind !== 'provider-forbidden') return undefined;
  return error.permission === manageKeysRight.name ? false : null;
}

function readOperations(
  tools: Tools,
): Offers<'listContainers' | 'listKeys' | 'readKey' | 'findByMarker' | 'listScopeTargets'> {
  const allKeys = async (
    session: ProviderSession,
    signal: AbortSignal,
  ): Promise<Result<readonly ProviderKey[]>> => {
    const asked = { choose: exactly('list_api_keys'), schema: schema.keysAnswer } as const;
    const answer = await tools.ask(session, { ...asked, effect: 'read' }, signal);
    return answer.ok ? mapping.keysOf(answer.value.api_keys) : answer;
  };
  return {
    listContainers: () =>
      Promise.resolve(ok([{ providerContainerId: ACCOUNT_CONTAINER, name: 'ActivitySmith' }])),
    async listKeys(session, container, page, signal) {
      if (container !== ACCOUNT_CONTAINER) return missing('container');
      const keys = await allKeys(session, signal);
      return keys.ok ? ok(mapping.pageOf(keys.value, page)) : keys;
    },
    /** There is no call for one key. */
    async readKey(session, keyId, signal) {
      const keys = await allKeys(session, signal);
      if (!keys.ok) return keys;
      const key = keys.value.find(({ providerKeyId }) => providerKeyId === keyId);
      return key === undefined ? missing('key') : ok({ key, secrets: [] });
    },
    async findByMarker(session, container, marker, signal) {
      if (container !== ACCOUNT_CONTAINER) return missing('container');
      if (marker === '') return invalid(['The marker is empty.']);
      const keys = await allKeys(session, signal);
      return keys.ok ? ok(keys.value.filter(({ name }) => name.includes(marker))) : keys;
    },
    async listScopeTargets(session, container, signal) {
      if (container !== ACCOUNT_CONTAINER) return missing('container');
      const asked = { choose: exactly('list_channels'), schema: schema.channelsAnswer } as const;
      const answer = await tools.ask(session, { ...asked, effect: 'read' }, signal);
      return answer.ok ? ok(mapping.targetsOf(answer.value)) : answer;
    },
  };
}

/** The list of tools is part of every connection; the keys are listed because a call has to follow. */
function checkOperation(tools: Tools): Offers<'checkRotation'>['checkRotation'] {
  return async (session, _input, signal) => {
    let lacking: readonly string[] = [];
    const choose: Choice = (offered) => {
      lacking = rotationTools.filter((name) => !offered.some((tool) => tool.name === name));
      return exactly('list_api_keys')(lacking.length > 0 ? [] : offered);
    };
    const asked = { choose, schema: schema.keysAnswer, effect: 'read' } as const;
    const answer = await tools.ask(session, asked, signal);
    if (lacking.length === 0) return answer.ok ? ok([]) : answer;
    return ok(
      lacking.map((name) => ({
        ...{ weight: 'blocks', reason: 'missing-right' },
        detail: `ActivitySmith does not offer the tool ${name} to this sign-in, which a rotation needs.`,
      })),
    );
  };
}

function writeOperations(tools: Tools): Offers<'createKey' | 'editKey' | 'deleteKey'> {
  const done = async (
    session: ProviderSession,
    keyId: string,
    choose: Choice,
  ): Promise<Result<null>> => {
    if (keyId === '') return missing('key');
    const asked = { choose, schema: schema.doneAnswer, effect: 'mutate' } as const;
    const answer = await tools.ask(session, asked);
    return answer.ok ? mapping.doneOf(answer.value, keyId) : answer;
  };
  return {
    async createKey(session, draft) {
      if (draft.providerContainerId !== ACCOUNT_CONTAINER) return missing('container');
      const problems = [
        ...draftProblems(draft),
        ...(draft.scope === null ? ['Choose all recipients or channels.'] : []),
        ...(draft.environment === 'unset' ? [] : [noEnvironments]),
      ];
      if (problems.length > 0) return invalid(problems);
      const asked = { choose: createCall(draft), schema: schema.createdKeyAnswer } as const;
      const answer = await tools.ask(session, { ...asked, effect: 'create' });
      return answer.ok ? ok(mapping.createdKeyOf(answer.value.api_key)) : answer;
    },
    async editKey(session, keyId, changes) {
      const { name, environment, scope } = changes;
      const problems = [
        ...(name === null ? [] : nameProblems(name)),
        ...scopeProblems(scope),
        ...(environment === null || environment === 'unset' ? [] : [noEnvironments]),
      ];
      if (problems.length > 0) return invalid(problems);
      if (name === null && scope === null) return ok(null);
      return done(session, keyId, editCall(keyId, changes));
    },
    deleteKey: (session, keyId) =>
      done(session, keyId, exactly('delete_api_key', { public_id: keyId })),
  };
}

const noEnvironments = 'ActivitySmith keys are neither for production nor for testing.';

const invalid = (issues: readonly string[]): Result<never> =>
  fail({ kind: 'invalid-input', issues: issues.slice(0, 30).map((issue) => issue.slice(0, 300)) });

const missing = (what: string): Result<never> => fail({ kind: 'not-found', what });
