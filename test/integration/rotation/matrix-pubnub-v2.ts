import type { RunningProvider } from '../../../electron/sandbox/compose-sandbox.ts';
import type { KeysetRecord } from '../../../electron/sandbox/pubnub-v2/account-record.ts';
import type { PlanChoice } from '../../../electron/services/plan-choice.ts';
import type { MatrixProfile } from './matrix-profiles.ts';

const PROVIDER = 'pubnub-v2';
const STUB_LENGTH = 11;

const isEven = (seed: number): boolean => seed % 2 === 0;

const keysetsOf = (provider: RunningProvider): readonly KeysetRecord[] =>
  (JSON.parse(provider.instance.snapshot()) as { keysets: KeysetRecord[] }).keysets;

/** What the list of secrets shows decides whether a lost one can be read again. */
const tuning = (seed: number) => ({ listShowsSecrets: isEven(seed) ? 'full' : 'stub' });

/** Of secrets that are on their way out there may be five: every trial has its own keyset. */
const fitting = (provider: RunningProvider): ReadonlySet<string> =>
  new Set(
    keysetsOf(provider)
      .filter(({ deletedAt, secretKeys }) => deletedAt === null && secretKeys.length === 1)
      .map(({ id }) => id),
  );

const renamed: MatrixProfile['renamed'] = ({ providerKeyId }, name) => ({
  ...{ method: 'PATCH', path: `/keysets/${providerKeyId}`, body: { name } },
});

/** What a create call may carry of a keyset's configuration. */
function sendable(config: KeysetRecord['config']): KeysetRecord['config'] {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([section]) => section !== 'fcm')
      .map(([section, fields]) => [
        section,
        Object.fromEntries(
          Object.entries(fields).filter(([name, value]) => name !== 'filename' && value !== null),
        ),
      ]),
  );
}

/** A second keyset with a secret of its own, instead of a second secret. */
export const replacedKeyset: MatrixProfile = {
  ...{ id: 'pubnub-v2, replaced', providerId: PROVIDER, choice: { strategy: 'replace' } },
  ...{ isInPlace: false, hasEndCall: true, tuning, fitting, renamed },
  answer: {
    ...{ secretPaths: ['keyset.secretKeys'], idPath: 'keyset.id' },
    emptyYes: { status: 200, body: { success: true } },
  },
  kindOf: ({ method, path }, isDataPlane) => {
    if (isDataPlane) return 'check';
    if (method === 'POST' && path === '/v2/keysets') return 'create';
    if (method === 'DELETE') return 'end';
    return method === 'GET' && path.startsWith('/v2/keysets') ? 'read' : 'other';
  },
  credentials: (provider, _now, seed) =>
    keysetsOf(provider).map(({ id, name, deletedAt, secretKeys }) => ({
      ...{ id, providerKeyId: id, name, secretValue: secretKeys.at(-1)?.secretKey ?? '' },
      ...{ isLive: deletedAt === null, isReadable: isEven(seed) },
    })),
  made: ({ id }, provider, name) => {
    const like = keysetsOf(provider).find((keyset) => keyset.id === id);
    if (like === undefined) throw new Error(`No keyset ${id}`);
    const { type, appId, config } = like;
    const body = { keyset: { name, type, appId }, config: sendable(config) };
    return { method: 'POST', path: '/keysets', body };
  },
  ended: ({ id }) => ({ method: 'DELETE', path: `/keysets/${id}`, body: null }),
};

const inPlace = (
  id: string,
  choice: PlanChoice,
  hasEndCall: MatrixProfile['hasEndCall'],
): MatrixProfile => ({
  ...{ id, providerId: PROVIDER, choice, isInPlace: true, hasEndCall, tuning, fitting, renamed },
  answer: {
    ...{ secretPaths: ['secretKey'], idPath: null },
    emptyYes: { status: 200, body: { success: true } },
  },
  kindOf: ({ method, path }, isDataPlane) => {
    if (isDataPlane) return 'check';
    if (method === 'POST' && path.endsWith('/secret-keys')) return 'create';
    if (method === 'DELETE') return 'end';
    return method === 'GET' && path.endsWith('/secret-keys') ? 'read' : 'other';
  },
  credentials: (provider, now, seed) =>
    keysetsOf(provider).flatMap(({ id: keysetId, name, deletedAt, secretKeys }) =>
      secretKeys.map(({ secretKey, expiresAt, endedAt }) => ({
        ...{ id: `${keysetId}/${secretKey.slice(0, STUB_LENGTH)}`, providerKeyId: keysetId },
        ...{ name, secretValue: secretKey, isReadable: isEven(seed) },
        isLive: deletedAt === null && endedAt === null && (expiresAt === null || expiresAt > now),
      })),
    ),
  made: ({ providerKeyId }) => ({
    ...{ method: 'POST', path: `/keysets/${providerKeyId}/secret-keys` },
    body: { expiresAt: '2026-12-21T10:00:00.000Z' },
  }),
  ended: ({ id: credentialId }) => ({
    ...{ method: 'DELETE', path: `/keysets/${credentialId.replace('/', '/secret-keys/')}` },
    body: null,
  }),
});

export const renewedProfiles: readonly MatrixProfile[] = [
  inPlace('pubnub-v2, renewed with an overlap', { strategy: 'overlap' }, true),
  inPlace('pubnub-v2, renewed at once', { strategy: 'immediate' }, false),
];
