import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { ProviderSession } from '../../services/ports/provider-values.ts';
import { about, invalid, isId, missing, parsed, type Offers } from './answers.ts';
import type { PubnubV2Client } from './client.ts';
import * as mapping from './mapping.ts';
import { PUBNUB_V2_ID, SECRET_END_MAX_AHEAD_MS, SECRET_END_MIN_AHEAD_MS } from './rules.ts';
import * as schema from './schema.ts';

/** Rotation in place, and what can be done to a secret key that it left behind for a while. */
export function secretKeyOperations(
  client: PubnubV2Client,
  clock: Clock,
): Offers<'rotateSecret' | 'extendSecret' | 'endSecret'> {
  return {
    async rotateSecret(session, keysetId, expiresAt) {
      if (!isId(keysetId)) return missing('key');
      const problems = expiresAt === null ? [] : endProblems(expiresAt, clock.now());
      if (problems.length > 0) return invalid(problems);
      const text = expiresAt === null ? null : textOf(expiresAt);
      const outcome = await client.rotateSecretKey(session, keysetId, text);
      // The answered secret is the one that stays; the end goes to the one that was there before.
      const answer = parsed(outcome, schema.rotatedAnswer, about('key', 'create'));
      return answer.ok ? ok({ role: 'secret', ...answer.value }) : answer;
    },
    async extendSecret(session, keysetId, stub, expiresAt) {
      const problems = endProblems(expiresAt, clock.now());
      if (problems.length > 0) return invalid(problems);
      const found = await requireExpiring(client, session, keysetId, stub);
      if (!found.ok) return found;
      const outcome = await client.updateSecretKey(session, keysetId, stub, textOf(expiresAt));
      return parsed(outcome, schema.editAnswer, about('secret', 'mutate'));
    },
    async endSecret(session, keysetId, stub) {
      const found = await requireExpiring(client, session, keysetId, stub);
      if (!found.ok) return found;
      const outcome = await client.deleteSecretKey(session, keysetId, stub);
      const answer = parsed(outcome, schema.deleteAnswer, about('secret', 'mutate'));
      return answer.ok ? mapping.deleted(answer.value) : answer;
    },
  };
}

/** Always with `Z` and three digits of a fraction, which is one of the two forms that are taken. */
const textOf = (expiresAt: number): string => new Date(expiresAt).toISOString();

function endProblems(expiresAt: number, now: number): readonly string[] {
  const isInBounds =
    expiresAt >= now + SECRET_END_MIN_AHEAD_MS && expiresAt <= now + SECRET_END_MAX_AHEAD_MS;
  return isInBounds ? [] : ['Choose an end between five minutes and 366 days from now.'];
}

/**
 * A fresh look before each change: the first characters are all that names a secret key, so they
 * have to mean exactly one, and one that has an end.
 */
async function requireExpiring(
  client: PubnubV2Client,
  session: ProviderSession,
  keysetId: string,
  stub: string,
): Promise<Result<null>> {
  if (!isId(keysetId)) return missing('key');
  if (!isWholeStub(stub)) return missing('secret');
  const { signal } = new AbortController();
  const outcome = await client.listSecretKeys(session, keysetId, signal);
  const answer = parsed(outcome, schema.secretKeysAnswer, about('key'));
  if (!answer.ok) return answer;
  const shown = answer.value.secretKeys;
  // One that shows no prefix may have this one too.
  const meant = shown.filter((secret) => secret.stub === stub || secret.stub === null);
  const [only] = meant;
  if (only === undefined) return missing('secret');
  if (meant.length > 1 || only.stub === null) return fail(refused('secrets-share-prefix'));
  return only.expiresAt === null ? fail(refused('secret-has-no-end')) : ok(null);
}

const isWholeStub = (stub: string): boolean => schema.stubPattern.exec(stub)?.[0] === stub;

/** Found by looking; nothing was sent. */
const refused = (code: 'secrets-share-prefix' | 'secret-has-no-end'): AppError => ({
  ...{ kind: 'provider-rejected', providerId: PUBNUB_V2_ID, code, message: null },
});
