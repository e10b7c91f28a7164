import type { z } from 'zod';
import { fail, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import { parseAnswer, type AnswerContext } from '../provider-answer.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { providerMessage } from '../provider-message.ts';
import type { ResponseBody } from '../response-body.ts';
import { ABLY_ID, type AblyRight } from './rules.ts';

type ResponseOutcome = Extract<HttpOutcome, { kind: 'response' }>;

export interface AblyContext extends AnswerContext {
  /** The right without which this call is refused; null where none is needed. */
  readonly right: AblyRight | null;
}

/** As `parseAnswer`, with Ably's own code before the status: the limit of keys is answered with 401. */
export function parseAblyAnswer<T>(
  outcome: HttpOutcome,
  schema: z.ZodType<T>,
  context: AblyContext,
): Result<T> {
  const refusal = outcome.kind === 'response' ? codedRefusal(outcome, context) : null;
  return refusal === null ? parseAnswer(outcome, schema, context) : fail(refusal);
}

/** Ably's code of five digits; the data plane wraps its errors into `error`. */
export function codeOf(body: ResponseBody): number | null {
  const value = body.kind === 'json' ? body.value : null;
  const error: unknown = valueAt(value, 'error') ?? value;
  const code = valueAt(error, 'code');
  return typeof code === 'number' && code >= 40_000 && code <= 49_999 ? code : null;
}

const valueAt = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (Reflect.get(value, name) as unknown)
    : undefined;

/** What a code means, from "Error codes"; null where the status says it as well or better. */
function codedRefusal(outcome: ResponseOutcome, context: AblyContext): AppError | null {
  const { status, body } = outcome;
  const code = codeOf(body);
  if (code === null || status < 400 || status > 499 || status === 408 || status === 429)
    return null;
  switch (code) {
    case 40_005:
    case 40_100:
    case 40_101:
    case 40_140:
    case 40_141:
    case 40_142:
      return { kind: 'provider-unauthorized', providerId: ABLY_ID };
    case 40_160:
    case 40_300:
      return { kind: 'provider-forbidden', providerId: ABLY_ID, permission: context.right };
    case 40_400:
      return { kind: 'not-found', what: context.subject };
    case 42_910:
    case 42_918:
    case 42_922:
      return { kind: 'provider-rate-limited', providerId: ABLY_ID, retryAt: outcome.retryAt };
    // A disabled app, the limit of keys, the limit of apps: signing in again would change nothing.
    case 40_120:
    case 40_127:
    case 40_128:
      return rejected(outcome, code, context.sentSecrets);
    default:
      return [401, 403, 404, 410].includes(status)
        ? null
        : rejected(outcome, code, context.sentSecrets);
  }
}

/** Ably's own no, with its code in place of the status where it has one. */
export const rejected = (
  { status, body }: ResponseOutcome,
  code: number | null,
  sentSecrets: readonly string[],
): AppError => ({
  kind: 'provider-rejected',
  providerId: ABLY_ID,
  code: String(code ?? status),
  message: providerMessage(body, sentSecrets),
});

/** A page of a proxy or a firewall in place of an answer. */
export const notTheApi = (status: number): AppError => ({
  ...{ kind: 'provider-unavailable', providerId: ABLY_ID, status, reason: 'not-json' },
});
