import { z } from 'zod';
import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import type { Probe } from '../../services/ports/provider-values.ts';
import { parseAnswer } from '../provider-answer.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { ABETTERCHOICE_ID } from './rules.ts';

const answerSchema = z.object({ ret_code: z.int() });

/** "Rate limits & errors". */
const codes = { works: 100, noPermission: 101, trafficLimit: 102 } as const;
const transientCodes: ReadonlySet<number> = new Set([0, 104, 105]);

/**
 * What the answer says about the key. `ret_code` decides and not the HTTP status; `status` of the
 * verdict is that code. Only 101 is a refusal, and it is also what a wrong clock is answered with.
 */
export function probeOf(outcome: HttpOutcome): Result<Probe> {
  const code = codeOf(outcome);
  if (!code.ok) return code;
  if (code.value === codes.works) return ok({ kind: 'works', status: codes.works });
  if (code.value === codes.noPermission) return ok({ kind: 'refused', status: codes.noPermission });
  return fail(noVerdict(code.value, outcome));
}

function noVerdict(code: number, outcome: HttpOutcome): AppError {
  const providerId = ABETTERCHOICE_ID;
  if (outcome.kind === 'response' && code === codes.trafficLimit)
    return { kind: 'provider-rate-limited', providerId, retryAt: outcome.retryAt };
  return transientCodes.has(code)
    ? { kind: 'provider-unavailable', providerId, status: null, reason: 'server-error' }
    : rejected(code);
}

/** Where there is no code, the status tells what went wrong, and never anything about the key. */
function codeOf(outcome: HttpOutcome): Result<number> {
  if (outcome.kind === 'response') {
    const { status, body } = outcome;
    const told = body.kind === 'json' ? answerSchema.safeParse(body.value) : null;
    if (told?.success === true) return ok(told.data.ret_code);
    if (status >= 400 && status < 500 && status !== 408 && status !== 429)
      // Never "unauthorized" or "forbidden": there is no sign-in to ask for.
      return fail(body.kind === 'unreadable' ? notTheApi(status) : rejected(status));
  }
  const answer = parseAnswer(outcome, answerSchema, {
    ...{ providerId: ABETTERCHOICE_ID, subject: 'key', effect: 'read', sentSecrets: [] },
  });
  return answer.ok ? ok(answer.value.ret_code) : answer;
}

const rejected = (code: number): AppError => ({
  ...{ kind: 'provider-rejected', providerId: ABETTERCHOICE_ID, code: String(code) },
  message: null,
});

/** A page of a proxy or a firewall in place of an answer. */
const notTheApi = (status: number): AppError => ({
  ...{ kind: 'provider-unavailable', providerId: ABETTERCHOICE_ID, status, reason: 'not-json' },
});
