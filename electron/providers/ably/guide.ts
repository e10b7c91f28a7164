import type { ProviderGuide } from '../provider-module.ts';

export const ablyGuide: ProviderGuide = {
  name: 'Ably',
  mark: { letters: 'AB', hue: 16 },
  nouns: { container: 'app', containers: 'apps', key: 'API key', keys: 'API keys' },
  connectFields: [
    {
      name: 'accessToken',
      input: 'secret',
      label: 'Access token',
      hint: 'From the Ably dashboard, under "Access tokens" of your account.',
      autoComplete: 'off',
    },
  ],
  connectAdvice: [
    'An API key does not work here: the Control API takes an access token, which only account admins can make.',
    'Give the token read:app, read:key and write:key. Add read:queue and read:namespace to pick queues and namespaces, write:app only to create apps here.',
    'Let it expire after 30, 60 or 90 days. Ably mails you 7 days and 1 day before.',
    'Rotating the access token in the dashboard ends the old one at once: connect again with the new one right away.',
    "Ably's list answers contain every API key in full. Rekey drops the secrets while reading.",
  ],
  words: {
    createContainer: 'Keys, queues and namespaces belong to one app.',
    end: 'Revoking is final: this key never works again. Every connection that uses it, or a token made with it, is dropped at once.',
    notCarriedOver: [
      'Tokens that clients hold were made with the old key: they end when it is revoked.',
      'Token servers and anything else that signs with the old key use it until you change them.',
      'Revocations of tokens apply to the key that made the tokens.',
      'Integrations, webhooks and queue consumers that sign in with the old key name it until you change them.',
    ],
  },
};
