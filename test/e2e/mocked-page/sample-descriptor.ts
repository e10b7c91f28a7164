import {
  providerDescriptorSchema,
  type ProviderDescriptor,
} from '../../../shared/providers/provider-descriptor.ts';

/** A provider that offers everything, so that every screen has something to show. */
export const pubnubDescriptor: ProviderDescriptor = providerDescriptorSchema.parse({
  id: 'pubnub-v1',
  name: 'PubNub',
  mark: { letters: 'PN', hue: 355 },
  nouns: { container: 'app', containers: 'apps', key: 'keyset', keys: 'keysets' },
  connect: {
    fields: [
      { name: 'email', input: 'email', label: 'E-mail', hint: null, autoComplete: 'username' },
      { name: 'password', input: 'secret', label: 'Password', hint: null, autoComplete: 'off' },
    ],
    advice: ['The password is sent once and never stored.'],
    baseUrl: 'https://admin.pubnub.com/api',
    dataPlaneUrl: 'https://ps.pndsn.com',
  },
  capabilities: {
    byHand: false,
    signIn: true,
    readRights: false,
    listKeys: true,
    createContainer: true,
    createKey: true,
    rename: true,
    editEnvironment: true,
    editScope: true,
    end: 'disable',
    extendSecret: false,
    endSecret: false,
    revokeTokens: false,
    browserSignIn: false,
    scopeTargets: false,
    readSecretAgain: true,
    vault: true,
    strategies: ['replace'],
    rotate: 'replace',
    verify: true,
    verifyCountsAsTraffic: false,
  },
  limits: {
    keyNameMax: 200,
    containerNameMax: 200,
    vaultNamePattern: '^[A-Za-z0-9._-]+$',
    vaultNameMax: 100,
    overlap: null,
  },
  scope: 'keyset-v1',
  words: {
    createContainer: 'An account starts with one app; you rarely need another.',
    end: 'Disabling is final: this keyset cannot be re-enabled. Every client that uses its keys stops working. Stored messages, files and App Context of this keyset are no longer reachable.',
    notCarriedOver: ['Message history: stored messages stay with the old keyset.'],
  },
  planNotes: null,
  guide: null,
});
