import type { ProviderGuide } from '../provider-module.ts';

export const pubnubV1Guide: ProviderGuide = {
  name: 'PubNub',
  mark: { letters: 'PN', hue: 355 },
  nouns: { container: 'app', containers: 'apps', key: 'keyset', keys: 'keysets' },
  connectFields: [
    {
      name: 'email',
      input: 'email',
      label: 'E-mail',
      hint: 'The address you sign in to the PubNub Admin Portal with.',
      autoComplete: 'username',
    },
    {
      name: 'password',
      input: 'secret',
      label: 'Password',
      hint: 'Used once to sign in, then forgotten.',
      autoComplete: 'off',
    },
  ],
  connectAdvice: [
    'The password is sent to PubNub once and never stored. What Rekey keeps is the session token, in the keychain.',
    'An account that signs in through single sign-on has no password: set one first with "forgot password" in the PubNub Admin Portal.',
    'A session lasts about 30 days as far as we know; PubNub does not promise it. Rekey then asks you to sign in again.',
    'A session may do everything your account may. Use an account that sees only the apps you want to manage here.',
    "PubNub's list answers contain the secret key of every keyset. Rekey drops them while reading and keeps only the first characters.",
  ],
  words: {
    createContainer: 'An account starts with one app; you rarely need another.',
    end: 'Disabling is final: this keyset cannot be re-enabled. Every client that uses its keys stops working. Stored messages, files and App Context of this keyset are no longer reachable.',
    notCarriedOver: [
      'The channel namespace: clients on the old and the new keyset cannot hear each other.',
      'Message history: stored messages stay with the old keyset.',
      'Presence: who is online is counted for each keyset by itself.',
      'App Context: users, channels and memberships stay with the old keyset.',
      'Files: uploaded files stay with the old keyset.',
      'Vault values: they never come back from PubNub, so they must be written again.',
      'Push: certificates, tokens and registered devices stay with the old keyset.',
      'Access Manager tokens and grants of the old keyset do not work on the new one.',
      'Functions, webhooks and other integrations name the old keyset until you change them.',
    ],
  },
};
