import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type { ProviderAdapter, ProviderRegistry } from '../services/ports/provider-adapter.ts';
import type { ProviderHttp } from './provider-http.ts';
import type { ProviderModule } from './provider-module.ts';
import { createPubnubV1 } from './pubnub-v1/index.ts';

/** What every provider is built from. */
export interface ProviderDependencies {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Every provider this version knows, in the order in which they are shown. */
export function createProviderRegistry(dependencies: ProviderDependencies): ProviderRegistry {
  const adapters = [createPubnubV1(dependencies)].map(adapterOf);
  const byId = new Map(adapters.map((adapter) => [adapter.id, adapter]));
  return {
    all: () => adapters,
    find: (providerId) => byId.get(providerId) ?? null,
  };
}

/** Adds the descriptor to a provider's module. */
export function adapterOf(module: ProviderModule): ProviderAdapter {
  return { ...module, descriptor: describe(module) };
}

/** Capabilities are read off the operations, so that no flag can disagree with the code. */
function describe({ id, guide, rules, operations }: ProviderModule): ProviderDescriptor {
  const can = (name: keyof typeof operations): boolean => operations[name] !== undefined;
  const canEdit = (what: (typeof rules.editable)[number]): boolean =>
    can('editKey') && rules.editable.includes(what);
  return {
    id,
    name: guide.name,
    mark: guide.mark,
    nouns: guide.nouns,
    connect: {
      fields: [...guide.connectFields],
      advice: [...guide.connectAdvice],
      baseUrl: rules.baseUrl,
      dataPlaneUrl: rules.dataPlaneUrl,
    },
    capabilities: {
      signIn: can('signIn'),
      listKeys: can('listContainers') && can('listKeys'),
      createContainer: can('createContainer'),
      createKey: can('createKey'),
      rename: canEdit('name'),
      editEnvironment: canEdit('environment'),
      editScope: canEdit('scope') && rules.scopeGeneration !== null,
      disable: can('disableKey'),
      readSecretAgain: can('readKey') && rules.showsSecretAgain,
      vault: can('vault'),
      rotate: canReplace(can) ? 'replace' : 'none',
      verify: can('probeKey'),
    },
    limits: {
      keyNameMax: rules.keyNameMax,
      containerNameMax: rules.containerNameMax,
      vaultNamePattern: rules.vaultNamePattern,
      vaultNameMax: rules.vaultNameMax,
    },
    scopeGeneration: rules.scopeGeneration,
    words: guide.words,
  };
}

/** A replacement that cannot find its key again after a lost answer would have to create blindly. */
function canReplace(
  can: (name: 'createKey' | 'readKey' | 'disableKey' | 'findByMarker') => boolean,
) {
  return can('createKey') && can('readKey') && can('disableKey') && can('findByMarker');
}
