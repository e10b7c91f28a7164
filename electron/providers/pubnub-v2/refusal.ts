import type { AppError } from '../../../shared/errors/app-error.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { providerMessage } from '../provider-message.ts';
import { PUBNUB_V2_ID } from './rules.ts';
import { refusalBody } from './schema.ts';

/** What the API itself said when it refused; null for anything that is not its own envelope. */
interface Refusal {
  readonly status: number;
  /** Its sentences in one text, for looking at; not fit to be shown. */
  readonly words: string;
}

const MAX_WORDS = 4_000;
const permissionName = /\b(?:app|keyset|keyset-secret):(?:read|write)\b/;
/** No page quotes the sentence, so this is a guess; these words are in no other documented refusal. */
const planWords = /\bplan\b|\bupgrade\b|\bfree tier\b|\bsubscription tier\b/i;

export function refusalOf(outcome: HttpOutcome): Refusal | null {
  if (outcome.kind !== 'response' || outcome.body.kind !== 'json') return null;
  const parsed = refusalBody.safeParse(outcome.body.value);
  if (!parsed.success || parsed.data.statusCode !== outcome.status) return null;
  const { message } = parsed.data;
  const words = typeof message === 'string' ? message : (message ?? []).join(' ');
  return { status: outcome.status, words: words.slice(0, MAX_WORDS) };
}

/**
 * Tells apart what comes under one status: what the plan does not include (400 or 403) reads as the
 * plan and never as a bad key, and a missing permission is named where the API names it. A 403 that
 * names neither may be either, and keeps its permission null.
 */
export function refined(
  error: AppError,
  outcome: HttpOutcome,
  sentSecrets: readonly string[],
): AppError {
  const refusal = refusalOf(outcome);
  if (refusal === null || outcome.kind !== 'response') return error;
  const { status, words } = refusal;
  const mayBePlan = status === 400 || status === 403;
  if (status === 402 || (mayBePlan && planWords.test(words))) {
    const message = providerMessage(outcome.body, sentSecrets);
    return { kind: 'provider-rejected', providerId: PUBNUB_V2_ID, code: 'plan', message };
  }
  if (error.kind !== 'provider-forbidden') return error;
  return { ...error, permission: permissionName.exec(words)?.[0] ?? null };
}
