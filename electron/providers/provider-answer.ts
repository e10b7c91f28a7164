import { z } from 'zod';
import { fail, ok, type AppError, type Result } from '../../shared/errors/app-error.ts';
import type { HttpOutcome } from './provider-http.ts';
import { providerMessage } from './provider-message.ts';

export interface AnswerContext {
  readonly providerId: string;
  /** What a 404 means is missing. */
  readonly subject: string;
  /**
   * What not knowing the outcome means. `read`: nothing happened. `mutate`: it may have taken
   * effect. `create`: the same, and a server's own error does not prove the contrary either.
   */
  readonly effect: 'read' | 'mutate' | 'create';
  /** Values of this request that no error may repeat. */
  readonly sentSecrets: readonly string[];
}

const outcomeUnknown: AppError = { kind: 'outcome-unknown', rotationId: null };
const MAX_ISSUES = 20;

/** The parsed answer of a call that succeeded, else what went wrong in Rekey's terms. */
export function parseAnswer<T>(
  outcome: HttpOutcome,
  schema: z.ZodType<T>,
  context: AnswerContext,
): Result<T> {
  const { providerId, effect } = context;
  if (outcome.kind === 'cancelled')
    return fail(effect === 'read' ? { kind: 'cancelled' } : outcomeUnknown);
  if (outcome.kind === 'not-sent') return fail(outcome.error);
  if (outcome.kind === 'lost') return fail(effect === 'read' ? outcome.error : outcomeUnknown);
  const { status, body } = outcome;
  if (status < 200 || status > 299) return fail(refusal(outcome, context));
  if (body.kind === 'unreadable') {
    if (effect !== 'read') return fail(outcomeUnknown);
    return fail(
      body.problem === 'inexact-number'
        ? changed(providerId, ['A number is too large to be read exactly.'])
        : { kind: 'provider-unavailable', providerId, status, reason: body.problem },
    );
  }
  const parsed = schema.safeParse(body.kind === 'json' ? body.value : null);
  if (parsed.success) return ok(parsed.data);
  // It said yes in words we do not know: the caller looks before it does anything else.
  return fail(effect === 'read' ? changed(providerId, issuesOf(parsed.error)) : outcomeUnknown);
}

/** A page of a proxy or a firewall in place of an answer. */
export const notTheApi = (providerId: string, status: number): AppError => ({
  ...{ kind: 'provider-unavailable', providerId, status, reason: 'not-json' },
});

/** The answer no longer has the shape we know. */
export function changed(providerId: string, issues: readonly string[]): AppError {
  return { kind: 'provider-changed', providerId, issues: issues.slice(0, MAX_ISSUES) };
}

function refusal(
  outcome: Extract<HttpOutcome, { kind: 'response' }>,
  { providerId, subject, effect, sentSecrets }: AnswerContext,
): AppError {
  const { status, body } = outcome;
  if (status === 401) return { kind: 'provider-unauthorized', providerId };
  if (status === 403) return { kind: 'provider-forbidden', providerId, permission: null };
  if (status === 429) {
    return { kind: 'provider-rate-limited', providerId, retryAt: outcome.retryAt };
  }
  if (effect === 'create' && (status >= 500 || status === 408)) return outcomeUnknown;
  if (status >= 500) {
    return { kind: 'provider-unavailable', providerId, status, reason: 'server-error' };
  }
  if (status === 408) return effect === 'read' ? { kind: 'timed-out' } : outcomeUnknown;
  // A page in place of the API's answer proves nothing about the record.
  if (body.kind === 'unreadable')
    return { kind: 'provider-unavailable', providerId, status, reason: 'not-json' };
  if (status === 404 || status === 410) return { kind: 'not-found', what: subject };
  const message = providerMessage(body, sentSecrets);
  return { kind: 'provider-rejected', providerId, code: String(status), message };
}

/** Field names and what was expected of them; never a value, and no name a server made up. */
function issuesOf(error: z.ZodError): string[] {
  return error.issues.map(({ path, message }) => {
    const field = path
      .map((segment) => (/^\w{1,40}$/.test(String(segment)) ? String(segment) : '?'))
      .join('.');
    return `${field === '' ? 'answer' : field}: ${message}`.slice(0, 300);
  });
}
