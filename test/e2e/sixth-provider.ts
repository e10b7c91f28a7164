import type { ProviderModule } from '../../electron/providers/provider-module.ts';
import { ok } from '../../shared/errors/app-error.ts';

/** A made-up provider, as a newcomer's first: it signs in and lists, and nothing else. */
export const createSixth = (): ProviderModule => ({
  id: 'sixth',
  rules: {
    baseUrl: 'https://api.sixth.invalid/admin',
    dataPlaneUrl: 'https://data.sixth.invalid',
    adminHosts: ['api.sixth.invalid'],
    dataPlaneHosts: ['data.sixth.invalid'],
    pageLimit: 100,
    listing: 'container',
    concurrency: 1,
    requestRate: null,
    propagationDelayMs: 0,
    keyNameMax: 40,
    containerNameMax: 40,
    vaultNameMax: 1,
    vaultNamePattern: '^(?!)',
    editable: [],
    showsSecretAgain: false,
    scope: null,
  },
  guide: {
    name: 'Sixth Sense',
    mark: { letters: '6S', hue: 120 },
    nouns: { container: 'room', containers: 'rooms', key: 'pass', keys: 'passes' },
    connectFields: [
      {
        name: 'passphrase',
        input: 'secret',
        label: 'Passphrase of the house',
        hint: 'It hangs beside the door.',
        autoComplete: 'off',
      },
    ],
    connectAdvice: ['Use a passphrase that opens one floor only.'],
    words: { createContainer: null, end: null, notCarriedOver: [] },
  },
  operations: {
    signIn: (_target, fields) =>
      Promise.resolve(
        ok({
          credentialSecret: fields['passphrase'] ?? '',
          accountId: 'house-1',
          accountName: 'The house',
          expiresAt: null,
        }),
      ),
    listContainers: () => Promise.resolve(ok([{ providerContainerId: 'hall', name: 'Hall' }])),
    listKeys: () =>
      Promise.resolve(
        ok({
          keys: [
            {
              providerKeyId: 'pass-1',
              providerContainerId: 'hall',
              name: 'front door',
              environment: 'unset',
              status: 'active',
              createdAt: null,
              scope: { kind: 'unknown' },
              parts: [{ role: 'token', nature: 'secret', value: null, stub: 'pass-' }],
            },
          ],
          total: 1,
        }),
      ),
  },
  draftProblems: () => [],
  copyableScope: () => null,
  scopeDifferences: () => [],
  plannedReplacement: () => [],
});
