import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import { DAY_MS } from '../../../shared/lib/duration.ts';
import { utcTime } from '../../../shared/lib/utc-time.ts';
import type { Clock } from '../../services/ports/clock.ts';
import type { ProviderSession } from '../../services/ports/provider-values.ts';
import type { RotationObstacle } from '../../services/ports/provider-operations.ts';
import { about, type Offers } from './answers.ts';
import type { AblyClient } from './client.ts';
import * as mapping from './mapping.ts';
import { parseAblyAnswer } from './refusal.ts';
import { PUBLISHED_KEY_LIMIT, type AblyRight } from './rules.ts';
import * as schema from './schema.ts';

type Obstacles = readonly RotationObstacle[];

const neededRights: readonly AblyRight[] = ['read:key', 'write:key'];
/** "Access tokens": Ably itself writes to the person seven days before the end. */
const ENDS_SOON_MS = 7 * DAY_MS;
/** Keys are listed app by app; more calls than this are not worth a forecast. */
const MAX_APPS_COUNTED = 20;

/** What the access token may do and how long, and whether the account has room for one more key. */
export function rotationCheck(
  client: AblyClient,
  clock: Clock,
): Offers<'checkRotation'>['checkRotation'] {
  return async (session, _input, signal) => {
    const outcome = await client.readIdentity(session, signal);
    const identity = parseAblyAnswer(outcome, schema.identityAnswer, about('account', null));
    if (!identity.ok) return identity;
    const keys = await keyLimitObstacles(client, session, signal);
    return keys.ok ? ok([...tokenObstacles(identity.value, clock.now()), ...keys.value]) : keys;
  };
}

function tokenObstacles(identity: schema.Identity, now: number): Obstacles {
  const expiresAt = mapping.expiryOf(identity);
  const lacking = mapping
    .rightsOf(identity)
    .filter(
      ({ name, isHeld }) => isHeld === false && neededRights.some((needed) => needed === name),
    );
  const obstacles = lacking.map(({ name }): RotationObstacle => {
    const detail = `The access token lacks the right ${name}, which a rotation needs.`;
    return { weight: 'blocks', reason: 'missing-right', detail };
  });
  if (expiresAt === null || expiresAt - now >= ENDS_SOON_MS) return obstacles;
  const detail = `The access token ends at ${utcTime(expiresAt)}; ending the old key needs one that works then.`;
  return [...obstacles, { weight: 'warns', reason: 'missing-right', detail }];
}

/** Counted only where that is cheap and allowed; Ably's own refusal to create says it best. */
async function keyLimitObstacles(
  client: AblyClient,
  session: ProviderSession,
  signal: AbortSignal,
): Promise<Result<Obstacles>> {
  const apps = parseAblyAnswer(
    await client.listApps(session, signal),
    schema.appsAnswer,
    about('account', 'read:app'),
  );
  if (!apps.ok) return uncounted(apps.error);
  if (apps.value.length > MAX_APPS_COUNTED) return ok([]);
  let count = 0;
  for (const { id } of apps.value) {
    const keys = parseAblyAnswer(
      await client.listKeys(session, id, signal),
      schema.keysAnswer,
      about('container', 'read:key'),
    );
    if (!keys.ok) return uncounted(keys.error);
    count += keys.value.filter(({ status }) => mapping.statusOf(status) === 'active').length;
  }
  if (count < PUBLISHED_KEY_LIMIT) return ok([]);
  const detail = `The account has ${count} active keys, and a replacement is one more; the limit that Ably publishes is ${PUBLISHED_KEY_LIMIT}.`;
  // An account that is above the published limit has another one.
  const weight = count > PUBLISHED_KEY_LIMIT ? 'warns' : 'blocks';
  return ok([{ weight, reason: 'too-many-keys', detail }]);
}

function uncounted(error: AppError): Result<Obstacles> {
  if (error.kind === 'cancelled') return fail(error);
  if (error.kind !== 'provider-rate-limited') return ok([]);
  const detail = `The limit of requests is reached; Ably answers again from ${utcTime(error.retryAt)} on.`;
  return ok([{ weight: 'warns', reason: 'quota-low', detail }]);
}
