import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import { isInPlace } from '../../../shared/rotations/rotation-strategy.ts';
import { utcTime } from '../../../shared/lib/utc-time.ts';
import type { RotationObstacle } from '../../services/ports/provider-operations.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { about, isId, missing, parsed, type Offers } from './answers.ts';
import type { PubnubV2Client } from './client.ts';
import * as mapping from './mapping.ts';
import { MAX_EXPIRING_SECRETS } from './rules.ts';
import * as schema from './schema.ts';

/**
 * What stands in the way of a rotation, from two reads at most. Whether the API key may write is
 * told by no read.
 */
export function rotationCheck(client: PubnubV2Client): Offers<'checkRotation'> {
  return {
    async checkRotation(session, { strategy, providerKeyId: keysetId }, signal) {
      if (!isId(keysetId)) return missing('key');
      const list = await client.listSecretKeys(session, keysetId, signal);
      const secretKeys = parsed(list, schema.secretKeysAnswer, about('key'));
      if (!secretKeys.ok) return unread(list, secretKeys.error, 'keyset-secret:read');
      if (!isInPlace(strategy)) return ok([]);
      const shown = secretKeys.value.secretKeys;
      const confusions = confusionsAmong(shown);
      if (strategy === 'immediate') return ok(confusions);
      const expiring = shown.flatMap(({ expiresAt }) => expiresAt ?? []);
      const obstacles = [...confusions, ...tooManyOf(expiring)];
      // Nobody without a paid plan has an old secret that goes on.
      if (expiring.length > 0) return ok(obstacles);
      const look = await client.readKeyset(session, keysetId, signal);
      const keyset = parsed(look, schema.keysetAnswer, about('key'));
      if (!keyset.ok) return unread(look, keyset.error, 'keyset:read');
      // Production keysets need a paid plan as well.
      return ok(keyset.value.type === 'production' ? obstacles : [...obstacles, planUnknown]);
    },
  };
}

/** A refusal in the API's own words is about a right; a page in its place is somebody else talking. */
function unread(
  outcome: HttpOutcome,
  error: AppError,
  right: string,
): Result<readonly RotationObstacle[]> {
  const isTheApi = outcome.kind === 'response' && outcome.body.kind === 'json';
  if (error.kind !== 'provider-forbidden' || !isTheApi) return fail(error);
  const detail = `The API key lacks the right ${error.permission ?? right}, which a rotation needs.`;
  return ok([{ weight: 'blocks', reason: 'missing-right', detail }]);
}

/**
 * One secret key is the permanent one, and the prefix is all that names any of them: it tells which
 * one was rotated, and which one to end.
 */
function confusionsAmong(shown: readonly schema.ShownSecret[]): readonly RotationObstacle[] {
  const permanentCount = mapping.permanentCountOf(shown);
  const stubs = shown.flatMap(({ stub }) => stub ?? []);
  const details = [
    ...(permanentCount === 1
      ? []
      : [
          `The list of secret keys holds ${permanentCount} without an expiry, so it cannot be told which one would be replaced.`,
        ]),
    ...(stubs.length === shown.length
      ? []
      : [
          'The list of secret keys does not show how each of them begins, so they cannot be told apart.',
        ]),
    ...(new Set(stubs).size === stubs.length
      ? []
      : [
          'Secret keys of this keyset begin with the same 11 characters, which is all that PubNub tells them apart by.',
        ]),
  ];
  return details.map((detail) => ({ weight: 'blocks', reason: 'stub-collision', detail }));
}

/** Only live ones are asked for, so no clock decides here. */
function tooManyOf(expiring: readonly number[]): readonly RotationObstacle[] {
  if (expiring.length < MAX_EXPIRING_SECRETS) return [];
  const first = utcTime(Math.min(...expiring));
  const detail = `${expiring.length} old secret keys of this keyset still work, and PubNub allows ${MAX_EXPIRING_SECRETS}; the first of them ends at ${first}.`;
  return [{ weight: 'blocks', reason: 'too-many-secrets', detail }];
}

const planUnknown: RotationObstacle = {
  weight: 'warns',
  reason: 'plan-tier',
  detail:
    'An overlap needs a paid PubNub plan, and nothing here shows one: the keyset is not for production and has no old secret key that still works.',
};
