import { fail, ok, type AppError, type Result } from '../../../shared/errors/app-error.ts';
import type { Environment } from '../../../shared/keys/key.ts';
import type { KeysetScope } from '../../../shared/scopes/keyset-scope-schema.ts';
import type {
  ProviderContainer,
  ProviderKey,
  ProviderKeyWithSecrets,
  ProviderPart,
  ProviderSecret,
  SignedIn,
} from '../../services/ports/provider-values.ts';
import { changed, notTheApi } from '../provider-answer.ts';
import type { HttpOutcome } from '../provider-http.ts';
import { refusalOf } from './refusal.ts';
import { PUBNUB_V2_ID } from './rules.ts';
import { type App, type CreatedAnswer, type Keyset, type ShownSecret } from './schema.ts';

const MAX_NAME_LENGTH = 10_000;
const MAX_ACCOUNT_NAME_LENGTH = 320;
/** The end of ECMAScript's time. */
const LATEST_INSTANT = 8_640_000_000_000_000;

const shownName = (name: string): string => name.toWellFormed().slice(0, MAX_NAME_LENGTH);

/**
 * The API has no call that tells whose account it is. The app with the lowest number stands for it:
 * it is the oldest, so it stays the same while apps come and go, unless that one itself is deleted.
 * Without apps nothing does.
 */
export function signedIn(apps: readonly App[], credentialSecret: string): SignedIn {
  const oldest = apps.reduce<App | null>(
    (lowest, app) => (lowest === null || isLower(app.id, lowest.id) ? app : lowest),
    null,
  );
  const name = oldest === null ? 'PubNub account' : `PubNub account ${shownName(oldest.name)}`;
  return {
    credentialSecret,
    accountId: oldest === null ? null : `account-of-app-${oldest.id}`,
    accountName: name.slice(0, MAX_ACCOUNT_NAME_LENGTH).toWellFormed(),
    expiresAt: null,
  };
}

const isLower = (left: string, right: string): boolean => BigInt(left) < BigInt(right);

/**
 * What a refused sign-in means. Where the API itself says that the key lacks a right or that the
 * request was wrong, the key is not to blame; a page in place of its answer is somebody else talking.
 */
export function signInError(outcome: HttpOutcome, error: AppError, baseUrl: string): AppError {
  if (outcome.kind !== 'response') return error;
  const { status, body } = outcome;
  if (status === 401) return { kind: 'sign-in-refused', providerId: PUBNUB_V2_ID };
  if (status === 400 || status === 403) {
    if (body.kind === 'unreadable') return notTheApi(PUBNUB_V2_ID, status);
    if (refusalOf(outcome) !== null) return error;
    return { kind: 'sign-in-refused', providerId: PUBNUB_V2_ID };
  }
  if (status === 404 || status === 405 || status === 410) {
    return { kind: 'address-refused', reason: 'not-found', host: new URL(baseUrl).host };
  }
  return error;
}

export const containerOf = ({ id, name }: App): ProviderContainer => ({
  providerContainerId: id,
  name: shownName(name),
});

/** A keyset as the list shows it: nothing of its secrets, not even which there are. */
export function listedKeyOf(keyset: Keyset, scope: ProviderKey['scope']): ProviderKey {
  return { ...keyOf(keyset, scope, []), tellsSecrets: false };
}

export function readKeyOf(
  keyset: Keyset,
  config: KeysetScope,
  shown: readonly ShownSecret[],
  askedId: string,
): Result<ProviderKeyWithSecrets> {
  if (keyset.id !== askedId) {
    return fail(changed(PUBNUB_V2_ID, ['The answer is about another keyset than asked for.']));
  }
  const permanentCount = permanentCountOf(shown);
  if (permanentCount > 1) {
    const issue = `The list of secret keys holds ${permanentCount} without an expiry.`;
    return fail(changed(PUBNUB_V2_ID, [issue]));
  }
  const ordered = permanentFirst(shown);
  return ok({ key: keyOf(keyset, config, ordered), secrets: secretsOf(ordered) });
}

export const permanentCountOf = (shown: readonly ShownSecret[]): number =>
  shown.filter(({ expiresAt }) => expiresAt === null).length;

/**
 * With every secret that was shown, whatever else is missing: a later look may show it masked.
 * Without one the key is read again by its id.
 */
export function createdKeyOf({ keyset, config }: CreatedAnswer): ProviderKeyWithSecrets {
  const shown = permanentFirst(keyset.secretKeys ?? []);
  const key = keyOf(keyset, config ?? { kind: 'unknown' }, shown);
  const isTold = shown.length > 0;
  return { key: isTold ? key : { ...key, tellsSecrets: false }, secrets: secretsOf(shown) };
}

/** Whoever takes the first secret takes the one that stays. */
const permanentFirst = (shown: readonly ShownSecret[]): readonly ShownSecret[] =>
  shown.toSorted(
    (left, right) => Number(right.expiresAt === null) - Number(left.expiresAt === null),
  );

/**
 * The secrets whose whole value was shown. Of several with one prefix none is given: the prefix is
 * all that tells them apart, and a wrong one would be taken for the right one.
 */
const secretsOf = (shown: readonly ShownSecret[]): ProviderSecret[] =>
  shown.flatMap(({ stub, secretValue }) => {
    const isAlone = shown.filter((other) => other.stub === stub).length === 1;
    return secretValue === null || !isAlone ? [] : [{ role: 'secret', stub, secretValue }];
  });

export const deleted = ({ success }: { readonly success: boolean }): Result<null> =>
  success
    ? ok(null)
    : fail({
        kind: 'provider-rejected',
        providerId: PUBNUB_V2_ID,
        code: 'delete-refused',
        message: null,
      });

function keyOf(
  keyset: CreatedAnswer['keyset'],
  scope: ProviderKey['scope'],
  shown: readonly ShownSecret[],
): ProviderKey {
  return {
    providerKeyId: keyset.id,
    providerContainerId: keyset.appId,
    name: shownName(keyset.name === '' ? `#${keyset.id}` : keyset.name),
    environment: environmentOf(keyset.type),
    // There is no status: a keyset that is listed works until it is deleted.
    status: 'active',
    createdAt: instantOf(keyset.createdAt),
    scope,
    parts: [
      ...identifier('publish', keyset.publishKey),
      ...identifier('subscribe', keyset.subscribeKey),
      ...shown.map(({ stub, expiresAt }): ProviderPart => ({
        ...{ role: 'secret', nature: 'secret', value: null, stub, expiresAt },
        // Only live ones are asked for, so no clock decides here.
        state: expiresAt === null ? 'current' : 'expiring',
      })),
    ],
  };
}

const identifier = (
  role: 'publish' | 'subscribe',
  value: string | null | undefined,
): ProviderPart[] => (value ? [{ role, nature: 'identifier', value, stub: null }] : []);

function environmentOf(type: unknown): Environment {
  return type === 'production' || type === 'testing' ? type : 'unset';
}

/** ISO 8601 in the documents. */
function instantOf(text: unknown): number | null {
  if (
    typeof text !== 'string' ||
    !/^\d{4}-\d{2}-\d{2}T[\d:.]{5,16}(?:Z|[+-]\d{2}:\d{2})$/.test(text)
  )
    return null;
  const instant = Date.parse(text);
  return instant > 0 && instant <= LATEST_INSTANT ? instant : null;
}
