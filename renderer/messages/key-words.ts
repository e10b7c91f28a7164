import type {
  AttentionReason,
  Custody,
  Environment,
  KeyStatus,
  PartRole,
} from '../../shared/keys/key.ts';

export const statusWords: Readonly<Record<KeyStatus, string>> = {
  active: 'active',
  ended: 'ended',
  unknown: 'unknown',
  gone: 'gone',
};

export const statusExplanations: Readonly<Record<KeyStatus, string>> = {
  active: 'As far as Rekey knows, the provider accepts this key.',
  ended: 'The provider no longer accepts this key. That cannot be undone.',
  unknown: 'The provider did not say whether this key works.',
  gone: 'The provider no longer lists this key. Its secrets stay on this machine.',
};

export const environmentWords: Readonly<Record<Environment, string>> = {
  production: 'production',
  testing: 'testing',
  unset: '—',
};

export const custodyWords: Readonly<Record<Custody, string>> = {
  'in-keychain': 'keychain',
  'at-provider': 'at provider',
  'awaiting-keychain': 'database',
  'not-held': 'not held',
  session: 'session',
};

export const custodyExplanations: Readonly<Record<Custody, string>> = {
  'in-keychain': 'The secret is in this machine’s keychain.',
  'at-provider': 'The provider shows the secret again on request. Nothing is stored here.',
  'awaiting-keychain':
    'The keychain did not take the secret. It is kept in Rekey’s encrypted database until the keychain takes it.',
  'not-held': 'This secret is not on this machine, and Rekey cannot read it from the provider.',
  session: 'The secret is in memory only, until Rekey quits.',
};

/**
 * The rule for a public key, from ABetterChoice's page on API keys. Of a keyset only the publish and
 * subscribe keys are shipped: its secret key makes the tokens, on servers.
 */
export const publicRule = (isKeyset: boolean): string =>
  isKeyset
    ? 'Never ship its secret key, and never reuse its other keys on servers.'
    : 'Never reuse it on servers.';

export const roleWords: Readonly<Record<PartRole, string>> = {
  publish: 'Publish key',
  subscribe: 'Subscribe key',
  secret: 'Secret key',
  'api-key': 'API key',
  token: 'Token',
};

/** A few words for the row, a sentence for the details. */
export const attentionWords: Readonly<
  Record<AttentionReason, { readonly short: string; readonly sentence: string }>
> = {
  'rotation-waiting': {
    short: 'rotation waiting',
    sentence: 'A rotation of this key is waiting for its next step.',
  },
  'secret-not-held': {
    short: 'secret not held',
    sentence: 'Its secret is not on this machine, and Rekey cannot read it from the provider.',
  },
  'gone-at-provider': {
    short: 'gone',
    sentence: 'The provider no longer lists this key. Somebody may have deleted it elsewhere.',
  },
  'access-manager-off': {
    short: 'open access',
    sentence:
      'Access Manager is off: everybody who has the subscribe key may read and write in production.',
  },
  'scope-unrestricted': {
    short: 'may do everything',
    sentence:
      'One key may do everything: it has every operation on every channel. Give it only what its consumers use.',
  },
  'over-age': {
    short: 'due',
    sentence:
      'It is older than your settings allow for it, or its secret has ended by itself. Rotate it.',
  },
  'history-forever': {
    short: 'longest history',
    sentence: 'Messages are kept for the longest time the provider offers.',
  },
};
