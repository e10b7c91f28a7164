import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import { HOUR_MS } from '../../../shared/lib/duration.ts';
import {
  tokenRevocationSchema,
  type RevokedTarget,
  type TokenRevocation,
} from '../../../shared/keys/token-revocation.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { ProviderOperations } from '../../services/ports/provider-operations.ts';
import { parseAnswer } from '../provider-answer.ts';
import type { HttpOutcome } from '../provider-http.ts';
import type { AblyClient } from './client.ts';
import { fullKeyOf } from './key-id.ts';
import { codeOf, notTheApi, rejected } from './refusal.ts';
import { ABLY_ID } from './rules.ts';
import { partialRevocation, revocationAnswer } from './schema.ts';

type RevokeTokens = NonNullable<ProviderOperations['revokeTokens']>;

/** "Batch error": some targets were revoked, and the answer tells which. */
const PARTIAL_CODE = 40_020;

/** The call goes to the data plane, where the key itself is the credential. */
export function revokeTokensOperation(client: AblyClient, clock: Clock): RevokeTokens {
  return async (target, { parts }, revocation, signal) => {
    const fullSecret = parts.find(({ role }) => role === 'api-key')?.secretValue ?? '';
    const key = fullKeyOf(fullSecret);
    if (key === null) return fail({ kind: 'not-found', what: 'secret' });
    const problems = problemsOf(revocation, clock.now());
    if (problems.length > 0) return fail({ kind: 'invalid-input', issues: problems });
    const sent = { ...key, fullSecret };
    const outcome = await client.revokeTokens(target, sent, bodyOf(revocation), signal);
    const keySecret = fullSecret.slice(fullSecret.indexOf(':') + 1);
    return revokedOf(outcome, revocation.targets, [fullSecret, keySecret]);
  };
}

function problemsOf(revocation: TokenRevocation, now: number): string[] {
  if (!tokenRevocationSchema.safeParse(revocation).success)
    return ['Name 1 to 100 clients, revocation keys or channels.'];
  const { issuedBefore } = revocation;
  const isInBounds =
    issuedBefore === null || (issuedBefore <= now && issuedBefore >= now - HOUR_MS);
  return isInBounds ? [] : ['Choose a time within the last hour.'];
}

/** Without a time Ably takes its own, which no difference of clocks can spoil. */
const bodyOf = ({ targets, issuedBefore, allowReauthMargin }: TokenRevocation) => ({
  targets,
  ...(issuedBefore === null ? {} : { issuedBefore }),
  allowReauthMargin,
});

function revokedOf(
  outcome: HttpOutcome,
  targets: readonly string[],
  sentSecrets: readonly string[],
): Result<readonly RevokedTarget[]> {
  if (outcome.kind === 'response') {
    const { status, body } = outcome;
    const code = codeOf(body);
    if (status === 400 && code === PARTIAL_CODE && body.kind === 'json') {
      const partial = partialRevocation.safeParse(body.value);
      return partial.success ? matched(partial.data, targets) : outcomeUnknown;
    }
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      if (body.kind === 'unreadable') return fail(notTheApi(status));
      // Never "unauthorized" or "forbidden": those would ask for a new access token.
      return fail(rejected(outcome, code, sentSecrets));
    }
  }
  const answer = parseAnswer(outcome, revocationAnswer, {
    ...{ providerId: ABLY_ID, subject: 'key', effect: 'mutate', sentSecrets },
  });
  return answer.ok ? matched(answer.value, targets) : answer;
}

const outcomeUnknown: Result<never> = fail({ kind: 'outcome-unknown', rotationId: null });

/** In the order asked; an answer that leaves a target out tells nothing about it. */
function matched(
  entries: readonly RevokedTarget[],
  targets: readonly string[],
): Result<readonly RevokedTarget[]> {
  const byTarget = new Map(entries.map((entry) => [entry.target, entry]));
  const revoked = targets.flatMap((target) => byTarget.get(target) ?? []);
  return revoked.length === targets.length ? ok(revoked) : outcomeUnknown;
}
