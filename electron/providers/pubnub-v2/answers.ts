import type { z } from 'zod';
import { fail, type Result } from '../../../shared/errors/app-error.ts';
import type { ProviderOperations } from '../../services/ports/provider-operations.ts';
import { parseAnswer, type AnswerContext } from '../provider-answer.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { refined } from './refusal.ts';
import { PUBNUB_V2_ID } from './rules.ts';

/** Operations that are certainly there. */
export type Offers<N extends keyof ProviderOperations> = Required<Pick<ProviderOperations, N>>;

/** The parsed answer, with the API's own refusals told apart by what they say. */
export function parsed<T>(
  outcome: HttpOutcome,
  schema: z.ZodType<T>,
  context: AnswerContext,
): Result<T> {
  const answer = parseAnswer(outcome, schema, context);
  return answer.ok ? answer : fail(refined(answer.error, outcome, context.sentSecrets));
}

export const about = (
  subject: string,
  effect: AnswerContext['effect'] = 'read',
  sentSecrets: readonly string[] = [],
): AnswerContext => ({ providerId: PUBNUB_V2_ID, subject, effect, sentSecrets });

export const invalid = (issues: readonly string[]): Result<never> =>
  fail({ kind: 'invalid-input', issues: issues.slice(0, 30).map((issue) => issue.slice(0, 300)) });

export const missing = (what: string): Result<never> => fail({ kind: 'not-found', what });

/** Ids are positive numbers written as text. */
export const isId = (text: string): boolean => /^[1-9]\d{0,15}$/.test(text);
