import { fail, ok, type Result } from '../../../shared/errors/app-error.ts';
import type { ScopeTarget } from '../../../shared/connections/connection.ts';
import type {
  KeyPage,
  ProviderKey,
  ProviderKeyWithSecrets,
} from '../../services/ports/provider-values.ts';
import { changed } from '../provider-answer.ts';
import { ACCOUNT_CONTAINER, ACTIVITYSMITH_ID } from './rules.ts';
import type { ChannelsAnswer, CreatedKey, ListedKey } from './schema.ts';

const MAX_NAME_LENGTH = 10_000;

function keyOf(key: ListedKey): ProviderKey {
  return {
    providerKeyId: key.publicId,
    providerContainerId: ACCOUNT_CONTAINER,
    name: key.name.toWellFormed().slice(0, MAX_NAME_LENGTH),
    environment: 'unset',
    // Keys have no state: what is listed works. A state that appears one day unlocks nothing.
    status: key.status === undefined || key.status === 'active' ? 'active' : 'unknown',
    createdAt: instantOf(key.createdAt),
    scope: key.scope,
    parts: [{ role: 'api-key', nature: 'secret', value: null, stub: key.stub }],
  };
}

/** A list in which an id stands twice cannot be acted on. */
export function keysOf(listed: readonly ListedKey[]): Result<readonly ProviderKey[]> {
  if (new Set(listed.map(({ publicId }) => publicId)).size !== listed.length)
    return fail(changed(ACTIVITYSMITH_ID, ['The list names a key twice.']));
  return ok(listed.map(keyOf));
}

/** The list comes in one piece; pages exist on this side only. */
export function pageOf(
  keys: readonly ProviderKey[],
  { page, limit }: { readonly page: number; readonly limit: number },
): KeyPage {
  return { keys: keys.slice((page - 1) * limit, page * limit), total: keys.length };
}

export function createdKeyOf(created: CreatedKey): ProviderKeyWithSecrets {
  const { secretValue } = created;
  return {
    key: keyOf(created),
    secrets: secretValue === null ? [] : [{ role: 'api-key', secretValue }],
  };
}

export const targetsOf = ({ channels }: ChannelsAnswer): readonly ScopeTarget[] =>
  channels.map(({ slug, name, public_id: publicId }) => ({
    kind: 'channel',
    resource: slug.toWellFormed(),
    name: (name ?? slug).toWellFormed(),
    publicId: publicId ?? null,
  }));

function instantOf(written: unknown): number | null {
  if (typeof written !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(written)) return null;
  const instant = Date.parse(written);
  return Number.isFinite(instant) && instant > 0 ? instant : null;
}

/**
 * No tool tells whose account it is. Its first channel by id stands for it: another account has
 * other channels, and Rekey itself deletes none. When that channel is deleted, or a new one sorts
 * before it, signing in looks like another account; then nothing is overwritten. Without channels
 * nothing stands for it.
 */
export function accountOf({ channels }: ChannelsAnswer): {
  readonly accountId: string | null;
  readonly accountName: string;
} {
  const [first] = channels
    .map((channel) => ({ id: channel.public_id ?? channel.slug, slug: channel.slug }))
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
  if (first === undefined) {
    return { accountId: null, accountName: 'ActivitySmith account' };
  }
  return {
    accountId: `account-of-channel-${first.id}`.toWellFormed().slice(0, 100),
    accountName: `ActivitySmith account with #${first.slug}`.toWellFormed().slice(0, 320),
  };
}

/** The tools answer `success` and which key they changed. */
export function doneOf(
  answer: { readonly success: boolean; readonly public_id?: string | null | undefined },
  askedId: string,
): Result<null> {
  const providerId = ACTIVITYSMITH_ID;
  if (!answer.success)
    return fail({ kind: 'provider-rejected', providerId, code: 'not-done', message: null });
  // It changed something, and not what was asked: look before anything else.
  if (typeof answer.public_id === 'string' && answer.public_id !== askedId)
    return fail({ kind: 'outcome-unknown', rotationId: null });
  return ok(null);
}
