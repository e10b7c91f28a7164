import type { CredentialRight, ScopeTarget } from '../../../shared/connections/connection.ts';
import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type {
  Probe,
  ProviderContainer,
  ProviderKey,
  ProviderKeyWithSecrets,
  SignedIn,
} from '../../services/ports/provider-values.ts';
import { changed, parseAnswer } from '../provider-answer.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { keyNameOf, type AppKeyId } from './key-id.ts';
import { codeOf, notTheApi, rejected } from './refusal.ts';
import { ABLY_ID, ablyRights } from './rules.ts';
import { tokenAnswer, type App, type Identity, type ListedKey, type ReadKey } from './schema.ts';

const MAX_NAME_LENGTH = 10_000;
const MAX_ACCOUNT_NAME_LENGTH = 320;
const MAX_STUB_LENGTH = 40;
/** The end of ECMAScript's time. */
const LATEST_INSTANT = 8_640_000_000_000_000;

const shownName = (name: string): string => name.toWellFormed().slice(0, MAX_NAME_LENGTH);
const textOr = (value: unknown, other: string): string =>
  typeof value === 'string' && value !== '' ? value : other;

export function signedIn(identity: Identity, tokenSecret: string): SignedIn {
  const { account, user } = identity;
  const accountName = textOr(account.name, textOr(user?.email, account.id));
  return {
    credentialSecret: tokenSecret,
    accountId: account.id,
    accountName: shownName(accountName).slice(0, MAX_ACCOUNT_NAME_LENGTH),
    expiresAt: expiryOf(identity),
  };
}

/** How long the access token lives, as far as the API tells. */
export const expiryOf = ({ token }: Identity): number | null => instantOfText(token?.expires_at);

/** Which of the rights Rekey uses are held; a list that cannot be read tells nothing. */
export function rightsOf({ token }: Identity): readonly CredentialRight[] {
  const capabilities = token?.capabilities;
  if (!Array.isArray(capabilities)) return [];
  const held = new Set<unknown>(capabilities);
  return ablyRights.map(({ name, purpose }) => ({ name, isHeld: held.has(name), purpose }));
}

/**
 * What a refused sign-in means. A page instead of the API's answer is somebody else talking, and
 * an API that does not know `/me` is not at this address.
 */
export function signInError(outcome: HttpOutcome, error: AppError, baseUrl: string): AppError {
  if (outcome.kind !== 'response') return error;
  const { status, body } = outcome;
  if (status === 401) return { kind: 'sign-in-refused', providerId: ABLY_ID };
  if (status === 400 || status === 403)
    return body.kind === 'unreadable'
      ? notTheApi(status)
      : { kind: 'sign-in-refused', providerId: ABLY_ID };
  if (status === 404 || status === 405 || status === 410) {
    return { kind: 'address-refused', reason: 'not-found', host: new URL(baseUrl).host };
  }
  return error;
}

export const containerOf = ({ id, name }: App): ProviderContainer => ({
  providerContainerId: id,
  name: shownName(name),
});

/** The keys of one app. A list about another app, or one that repeats itself, is not believed. */
export function keysOf<K extends ListedKey>(
  keys: readonly K[],
  appId: string,
): Result<readonly K[]> {
  if (keys.some((key) => key.appId !== appId))
    return fail(changed(ABLY_ID, ['The list holds keys of another app.']));
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    return fail(changed(ABLY_ID, ['The list holds a key twice.']));
  return ok(keys);
}

/** One key out of the list; the others' secrets end here. */
export function readKeyOf(
  keys: readonly ReadKey[],
  { appId, keyId }: AppKeyId,
): Result<ProviderKeyWithSecrets> {
  const whole = keysOf(keys, appId);
  if (!whole.ok) return whole;
  const found = whole.value.find(({ id }) => id === keyId);
  return found === undefined ? fail({ kind: 'not-found', what: 'key' }) : ok(keyWithSecrets(found));
}

/** A key that was made in another app than asked for: what happened has to be looked at. */
export function createdKeyOf(key: ReadKey, appId: string): Result<ProviderKeyWithSecrets> {
  return key.appId === appId
    ? ok(keyWithSecrets(key))
    : fail({ kind: 'outcome-unknown', rotationId: null });
}

/** A full key that does not begin with its own name belongs to something else: it is not shown. */
function keyWithSecrets(key: ReadKey): ProviderKeyWithSecrets {
  const { key: fullSecret } = key;
  const prefix = `${keyNameOf({ appId: key.appId, keyId: key.id })}:`;
  const isOwn =
    fullSecret !== null && fullSecret.startsWith(prefix) && fullSecret.length > prefix.length;
  return { key: keyOf(key), secrets: isOwn ? [{ role: 'api-key', secretValue: fullSecret }] : [] };
}

export function keyOf(key: ListedKey): ProviderKey {
  const keyName = keyNameOf({ appId: key.appId, keyId: key.id });
  return {
    providerKeyId: keyName,
    providerContainerId: key.appId,
    name: shownName(textOr(key.name, keyName)),
    environment: 'unset',
    status: statusOf(key.status),
    createdAt: instantOf(key.created),
    scope: scopeOf(key),
    // The secret is one string that begins with the public name; what follows is never shown.
    parts: [
      {
        ...{ role: 'api-key', nature: 'secret', value: null },
        stub: keyName.length <= MAX_STUB_LENGTH ? keyName : null,
      },
    ],
  };
}

/** A number in the specification; missing in its samples, which must not unlock anything. */
export function statusOf(status: unknown): ProviderKey['status'] {
  if (status === 0) return 'active';
  return status === 1 ? 'ended' : 'unknown';
}

function scopeOf({ capability, revocableTokens }: ListedKey): KeyScope {
  if (capability === null) return { kind: 'unknown' };
  return { kind: 'capability', capability, revocableTokens: switchOf(revocableTokens) };
}

/** Null on the wire is a switch that was never turned on; no word at all tells nothing. */
function switchOf(value: unknown): boolean | null {
  if (value === null) return false;
  return typeof value === 'boolean' ? value : null;
}

export const queueTarget = (appId: string, { name }: { readonly name: string }): ScopeTarget => ({
  ...{ kind: 'queue', resource: `[queue]${appId}-${name}`, name: shownName(name), publicId: null },
});

export const namespaceTarget = ({ id }: { readonly id: string }): ScopeTarget => ({
  ...{ kind: 'namespace', resource: `${id}:*`, name: shownName(id), publicId: null },
});

/**
 * The verdict on a request for a token. Only the provider's explicit words about the key count as a
 * refusal; a disabled app, a wrong clock and any other 401 prove nothing about it.
 */
export function probeOf(outcome: HttpOutcome, sentSecrets: readonly string[]): Result<Probe> {
  if (outcome.kind === 'response' && outcome.status >= 400 && outcome.status < 500) {
    const { status, body } = outcome;
    const code = codeOf(body);
    if (status === 401 && code !== null && deadKeyCodes.has(code))
      return ok({ kind: 'refused', status });
    if (status !== 429 && status !== 408) {
      if (body.kind === 'unreadable') return fail(notTheApi(status));
      // Never "unauthorized" or "forbidden": those would ask for a new access token.
      return fail(rejected(outcome, code, sentSecrets));
    }
  }
  const answer = parseAnswer(outcome, tokenAnswer, {
    ...{ providerId: ABLY_ID, subject: 'key', effect: 'read', sentSecrets },
  });
  if (!answer.ok) return answer;
  return ok({ kind: 'works', status: outcome.kind === 'response' ? outcome.status : 201 });
}

/** "Error codes": invalid credentials, key error, key revoked, key expired, not found. */
const deadKeyCodes: ReadonlySet<number> = new Set([40_101, 40_130, 40_131, 40_132, 40_400]);

/** The API counts milliseconds. */
function instantOf(milliseconds: unknown): number | null {
  return typeof milliseconds === 'number' && milliseconds > 0 && milliseconds <= LATEST_INSTANT
    ? Math.round(milliseconds)
    : null;
}

/** But the end of an access token is text. */
const instantOfText = (text: unknown): number | null =>
  typeof text === 'string' ? instantOf(Date.parse(text)) : null;
