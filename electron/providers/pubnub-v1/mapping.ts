import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import type { Environment } from '../../../shared/keys/key.ts';
import { SECOND_MS } from '../../../shared/lib/duration.ts';
import type {
  KeyPage,
  ProviderContainer,
  ProviderKey,
  ProviderKeyWithSecrets,
  ProviderPart,
  SignedIn,
} from '../../services/ports/provider-values.ts';
import { changed, notTheApi } from '../provider-answer.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { flagOf } from './keyset-properties.ts';
import { PUBNUB_V1_ID } from './rules.ts';
import {
  type App,
  type CreatedKeyset,
  type KeysAnswer,
  type ListedKeyset,
  type ReadKeyset,
  type SignInAnswer,
} from './schema.ts';

const MAX_NAME_LENGTH = 10_000;
const MAX_ACCOUNT_NAME_LENGTH = 320;
/** The end of ECMAScript's time. */
const LATEST_INSTANT = 8_640_000_000_000_000;

const shownName = (name: string): string => name.toWellFormed().slice(0, MAX_NAME_LENGTH);

export function signedIn({ result }: SignInAnswer, typedEmail: string): SignedIn {
  const { email, account_id: accountId } = result.user;
  const accountName = typeof email === 'string' && email !== '' ? email : typedEmail;
  return {
    credentialSecret: result.token,
    accountId,
    accountName: shownName(accountName).slice(0, MAX_ACCOUNT_NAME_LENGTH),
    expiresAt: instantOf(result.expires),
  };
}

/**
 * What a refused sign-in means. A page instead of the API's answer is somebody else talking, and
 * an API that does not know `/me` is not at this address.
 */
export function signInError(outcome: HttpOutcome, error: AppError, baseUrl: string): AppError {
  if (outcome.kind !== 'response') return error;
  const { status, body } = outcome;
  if (status === 401) return { kind: 'sign-in-refused', providerId: PUBNUB_V1_ID };
  if (status === 400 || status === 403)
    return body.kind === 'unreadable'
      ? notTheApi(PUBNUB_V1_ID, status)
      : { kind: 'sign-in-refused', providerId: PUBNUB_V1_ID };
  if (status === 404 || status === 405 || status === 410) {
    return { kind: 'address-refused', reason: 'not-found', host: new URL(baseUrl).host };
  }
  return error;
}

export const containerOf = ({ id, name }: App): ProviderContainer => ({
  providerContainerId: id,
  name: shownName(name),
});

/** A list of apps that is not whole would make the keysets of the others look gone. */
export function containersOf(answer: {
  readonly result: readonly App[];
  readonly total?: number | null | undefined;
}): Result<readonly ProviderContainer[]> {
  const { result, total } = answer;
  if (typeof total === 'number' && total > result.length) {
    return fail(
      changed(PUBNUB_V1_ID, [`The list of apps holds ${result.length} of ${total} apps.`]),
    );
  }
  return ok(result.map(containerOf));
}

export function keyPageOf(
  { result }: KeysAnswer,
  asked: { readonly appId: string; readonly page: number; readonly limit: number },
): Result<KeyPage> {
  const { keys, total_keys: total } = result;
  if (keys.length > asked.limit) {
    const issue = `Page ${asked.page} holds ${keys.length} keysets, more than the ${asked.limit} asked for.`;
    return fail(changed(PUBNUB_V1_ID, [issue]));
  }
  if (keys.some((key) => key.app_id !== asked.appId)) {
    return fail(changed(PUBNUB_V1_ID, [`Page ${asked.page} holds keysets of another app.`]));
  }
  return ok({ keys: keys.map(listedKey), total });
}

const listedKey = (keyset: ListedKeyset): ProviderKey => keyOf(keyset);

export function readKeyOf(keyset: ReadKeyset, askedId: string): Result<ProviderKeyWithSecrets> {
  if (keyset.id !== askedId) {
    return fail(changed(PUBNUB_V1_ID, ['The answer is about another keyset than asked for.']));
  }
  return ok(keyWithSecrets(keyset));
}

/** Shows secrets only with all three values: else the key is read again by its id. */
export function createdKeyOf(keyset: CreatedKeyset): ProviderKeyWithSecrets {
  const isWhole = Boolean(keyset.publish_key) && Boolean(keyset.subscribe_key);
  return isWhole ? keyWithSecrets(keyset) : { key: keyOf(keyset), secrets: [] };
}

/** The vault answers 200 with `success: false` where it did not do it. */
export const vaultAccepted = ({ success }: { readonly success: boolean }): Result<null> =>
  success
    ? ok(null)
    : fail({
        kind: 'provider-rejected',
        providerId: PUBNUB_V1_ID,
        code: 'vault-refused',
        message: null,
      });

function keyWithSecrets(keyset: CreatedKeyset): ProviderKeyWithSecrets {
  const { secret_key: secret } = keyset;
  return {
    key: keyOf(keyset),
    secrets: secret === null ? [] : [{ role: 'secret', secretValue: secret.secretValue }],
  };
}

function keyOf(
  keyset: Omit<CreatedKeyset, 'secret_key'> & {
    readonly secret_key: { readonly stub: string | null } | null;
  },
): ProviderKey {
  const status = flagOf(keyset.status);
  const { name, scope } = keyset.properties;
  return {
    providerKeyId: keyset.id,
    providerContainerId: keyset.app_id,
    name: shownName(name ?? `#${keyset.id}`),
    environment: environmentOf(keyset.type),
    status: status === null ? 'unknown' : status ? 'active' : 'ended',
    createdAt: instantOf(keyset.created),
    scope,
    parts: [
      ...identifier('publish', keyset.publish_key),
      ...identifier('subscribe', keyset.subscribe_key),
      ...(keyset.secret_key === null
        ? []
        : [
            {
              role: 'secret',
              nature: 'secret',
              value: null,
              stub: keyset.secret_key.stub,
            } as const,
          ]),
    ],
  };
}

const identifier = (
  role: 'publish' | 'subscribe',
  value: string | null | undefined,
): ProviderPart[] => (value ? [{ role, nature: 'identifier', value, stub: null }] : []);

function environmentOf(type: unknown): Environment {
  const isProduction = flagOf(type);
  if (isProduction === null) return 'unset';
  return isProduction ? 'production' : 'testing';
}

/** The API counts seconds. */
function instantOf(seconds: unknown): number | null {
  if (typeof seconds !== 'number' || !(seconds > 0)) return null;
  const instant = Math.round(seconds * SECOND_MS);
  return instant <= LATEST_INSTANT ? instant : null;
}
