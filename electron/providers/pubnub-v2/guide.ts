import type { ProviderGuide } from '../provider-module.ts';

export const pubnubV2Guide: ProviderGuide = {
  name: 'PubNub (API v2)',
  mark: { letters: 'P2', hue: 335 },
  nouns: { container: 'app', containers: 'apps', key: 'keyset', keys: 'keysets' },
  connectFields: [
    {
      name: 'apiKey',
      input: 'secret',
      label: 'API key',
      hint: 'Of a service integration in the PubNub Admin Portal; it begins with si_.',
      autoComplete: 'off',
    },
  ],
  connectAdvice: [
    'Make a service integration of its own for Rekey in the PubNub Admin Portal, under Service Integrations. Only an Owner or an Account Admin can.',
    'Smallest rights to look around: read for App, Keyset and Secret key. To create keysets also write for Keyset, to rotate a secret key or to extend or end an old one write for Secret key, to add apps write for App.',
    'PubNub shows the API key once. Rekey keeps it in the keychain and sends it to PubNub only.',
    'An API key ends after a year at most. An integration can hold three, so make the next one before the old one ends and sign in with it.',
    'An API key may do what its integration may, in every app it was given. Give it only the apps you want to manage here.',
  ],
  words: {
    createContainer: null,
    end: 'Deleting is final: the keyset is gone with its stored messages, files and App Context. Every client that uses its keys stops working. PubNub offers no way to disable a keyset for a while.',
    notCarriedOver: [
      'The channel namespace: clients on the old and the new keyset cannot hear each other.',
      'Message history: stored messages are deleted with the old keyset.',
      'Presence: who is online is counted for each keyset by itself.',
      'App Context: users, channels and memberships are deleted with the old keyset.',
      'Files: uploaded files are deleted with the old keyset.',
      'Vault values: they never come back from PubNub, so they must be written again.',
      'Push: key files of Apple and Firebase and registered devices stay with the old keyset.',
      'Access Manager tokens and grants of the old keyset do not work on the new one.',
      'Functions, webhooks and other integrations name the old keyset until you change them.',
    ],
  },
  // "Create a new keyset" and "Secret keys": both answer 403 or 400 without a paid plan.
  planNotes: {
    production: 'A keyset for production needs a paid PubNub plan.',
    overlap: 'An old secret that goes on, and moving its end, need a paid PubNub plan.',
  },
};
