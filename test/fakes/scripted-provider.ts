import { adapterOf } from '../../electron/providers/provider-registry.ts';
import type {
  ProviderAdapter,
  ProviderRegistry,
} from '../../electron/services/ports/provider-adapter.ts';
import type { ProviderKey } from '../../electron/services/ports/provider-values.ts';
import type { ProviderOperations } from '../../electron/services/ports/provider-operations.ts';

/** A provider that offers exactly the operations a test writes. */
export function scriptedProvider(
  operations: ProviderOperations,
  rules: {
    readonly pageLimit?: number;
    readonly listing?: 'container' | 'account';
    readonly concurrency?: number;
    readonly showsSecretAgain?: boolean;
  } = {},
): ProviderAdapter {
  return adapterOf({
    id: 'scripted',
    rules: {
      baseUrl: 'https://admin.example.com',
      dataPlaneUrl: 'https://data.example.com',
      adminHosts: ['admin.example.com'],
      dataPlaneHosts: ['data.example.com'],
      pageLimit: rules.pageLimit ?? 10,
      listing: rules.listing ?? 'container',
      concurrency: rules.concurrency ?? 1,
      requestRate: null,
      propagationDelayMs: 0,
      keyNameMax: 200,
      containerNameMax: 200,
      vaultNameMax: 100,
      vaultNamePattern: '^[a-z]+$',
      editable: [],
      showsSecretAgain: rules.showsSecretAgain ?? true,
      scope: null,
    },
    guide: {
      name: 'Scripted',
      mark: { letters: 'SC', hue: 0 },
      nouns: { key: 'key', keys: 'keys', container: 'app', containers: 'apps' },
      connectFields: [],
      connectAdvice: [],
      words: { createContainer: null, end: null, notCarriedOver: [] },
    },
    operations,
    draftProblems: () => [],
    copyableScope: () => null,
    scopeDifferences: () => [],
    plannedReplacement: () => [],
  });
}

export const registryOf = (adapter: ProviderAdapter): ProviderRegistry => ({
  all: () => [adapter],
  find: (providerId) => (providerId === adapter.id ? adapter : null),
});

export function shownKey(number: number, changes: Partial<ProviderKey> = {}): ProviderKey {
  return {
    providerKeyId: String(number),
    providerContainerId: 'app',
    name: `key ${String(number)}`,
    environment: 'testing',
    status: 'active',
    createdAt: null,
    scope: { kind: 'unknown' },
    parts: [{ role: 'secret', nature: 'secret', value: null, stub: `sec-c-${String(number)}` }],
    ...changes,
  };
}
