import { z } from 'zod';
import { fail, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import { parseBoundedJson, type JsonValue } from '../bounded-json.ts';
import { changed, parseAnswer, type AnswerContext } from '../provider-answer.ts';
import { providerMessage } from '../provider-message.ts';
import type { ToolOutcome } from './mcp-tools.ts';
import { ACTIVITYSMITH_ID } from './rules.ts';
import { shownSecretsIn } from './shown-secrets.ts';

const providerId = ACTIVITYSMITH_ID;
const outcomeUnknown: AppError = { kind: 'outcome-unknown', rotationId: null };

/** A tool's result as the protocol has it; the value is in one of two places. */
const resultSchema = z.object({
  isError: z.boolean().nullish(),
  structuredContent: z.record(z.string(), z.unknown()).nullish(),
  content: z.array(z.object({ type: z.string(), text: z.unknown().optional() })).default([]),
});

/** JSON-RPC: the request itself was not taken (invalid request, unknown method, invalid parameters). */
const notTaken: ReadonlySet<number> = new Set([-32_600, -32_601, -32_602]);

/** The parsed value of a tool's result, else what went wrong in Rekey's terms. */
export function parseToolAnswer<T>(
  outcome: ToolOutcome,
  schema: z.ZodType<T>,
  context: AnswerContext,
): Result<T> {
  switch (outcome.kind) {
    case 'refused':
      return fail(outcome.error);
    case 'foreign':
      return fail(changed(providerId, [outcome.issue]));
    case 'http':
      return fail(httpError(outcome, context));
    case 'rpc-error':
      return fail(rpcError(outcome.code, context));
    case 'result':
      return resultOf(outcome.result, schema, context);
  }
}

function httpError(
  { outcome, isBefore }: Extract<ToolOutcome, { kind: 'http' }>,
  context: AnswerContext,
): AppError {
  // What failed before the call changed nothing, whatever the call would have done.
  const about: AnswerContext = isBefore ? { ...context, effect: 'read' } : context;
  const parsed = parseAnswer(outcome, z.never(), about);
  const error = parsed.ok ? outcomeUnknown : parsed.error;
  // The status speaks of the address or the session: no key was looked for.
  if (error.kind === 'not-found')
    return { kind: 'provider-rejected', providerId, code: '404', message: null };
  if (error.kind === 'provider-changed' && outcome.kind === 'response')
    return changed(providerId, ['The answer does not belong to the request.']);
  return error;
}

function rpcError(code: number, { effect }: AnswerContext): AppError {
  if (notTaken.has(code))
    return { kind: 'provider-rejected', providerId, code: `rpc${code}`, message: null };
  return failedInside(effect);
}

/** A fault of the server's own does not prove that nothing was created. */
const failedInside = (effect: AnswerContext['effect']): AppError =>
  effect === 'create'
    ? outcomeUnknown
    : { kind: 'provider-unavailable', providerId, status: null, reason: 'server-error' };

function resultOf<T>(given: unknown, schema: z.ZodType<T>, context: AnswerContext): Result<T> {
  const parsed = resultSchema.safeParse(given);
  if (!parsed.success) return asAnswer(null, schema, context);
  const { isError, structuredContent, content } = parsed.data;
  const texts = content.flatMap(({ type, text }) =>
    type === 'text' && typeof text === 'string' ? [text] : [],
  );
  if (isError === true) return fail(toolError(texts.join(' '), context));
  const value = structuredContent ?? valueIn(texts);
  const isCreated = context.effect === 'create' && isObject(value);
  return asAnswer(
    // Shown this once, and in no stated place: the schema gets what the whole result shows.
    isCreated ? { ...value, shownSecrets: shownSecretsIn(given) } : value,
    schema,
    context,
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same words as for an answer of an HTTP API: changed, or of unknown outcome after a write. */
const asAnswer = <T>(value: unknown, schema: z.ZodType<T>, context: AnswerContext): Result<T> =>
  // Bounded when it was received; the types of the protocol's client no longer say so.
  parseAnswer(
    {
      kind: 'response',
      status: 200,
      body: { kind: 'json', value: value as JsonValue },
      retryAt: 0,
    },
    schema,
    context,
  );

function valueIn(texts: readonly string[]): JsonValue {
  for (const text of texts) {
    const parsed = parseBoundedJson(text);
    if (parsed.ok) return parsed.value;
  }
  return null;
}

/** The words of refusals are not documented; what they mean is read only where it is plain. */
function toolError(words: string, { effect, subject, sentSecrets }: AnswerContext): AppError {
  const text = words.slice(0, 2_000);
  if (
    /manage api keys|permission|not (?:been )?(?:allowed|permitted|authorized)|forbidden/i.test(
      text,
    )
  )
    return { kind: 'provider-forbidden', providerId, permission: 'Manage API keys' };
  if (/rate limit|too many requests/i.test(text))
    return { kind: 'provider-rejected', providerId, code: 'rate-limited', message: null };
  if (/internal|time[d ]*out|unavailable|try again|unexpected|network/i.test(text))
    return failedInside(effect);
  if (effect === 'mutate' && subject === 'key' && /\bkey\b[^.]{0,40}\bnot found\b/i.test(text))
    return { kind: 'not-found', what: subject };
  const message = providerMessage({ kind: 'json', value: text }, sentSecrets);
  return { kind: 'provider-rejected', providerId, code: 'tool-error', message };
}
