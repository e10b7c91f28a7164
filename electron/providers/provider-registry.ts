import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type {
  ProviderAdapter,
  ProviderOperations,
  ProviderRegistry,
} from '../services/ports/provider-adapter.ts';
import type { GuardedFetch } from './guarded-fetch.ts';
import type { ProviderHttp } from './provider-http.ts';
import type { ProviderModule } from './provider-module.ts';
import { createAbetterchoice } from './abetterchoice/index.ts';
import { createActivitysmith } from './activitysmith/index.ts';
import { createAbly } from './ably/index.ts';
import { createPubnubV1 } from './pubnub-v1/index.ts';
import { createPubnubV2 } from './pubnub-v2/index.ts';

/** What every provider is built from. */
export interface ProviderDependencies {
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly options: ProviderOptions;
  /** For a transport that is not a request and its JSON answer, such as MCP. */
  readonly fetch: GuardedFetch;
}

/** Settings that change how a provider is spoken to; read at every call. */
export interface ProviderOptions {
  /** The `PubNub-Version` header, a date. */
  readonly pubnubVersion: () => string;
}

/** Every provider this version knows, in the order in which they are shown. */
export function createProviderRegistry(dependencies: ProviderDependencies): ProviderRegistry {
  const modules = [
    createPubnubV1(dependencies),
    createPubnubV2(dependencies),
    createAbly(dependencies),
    createAbetterchoice(dependencies),
    createActivitysmith(dependencies),
  ];
  const adapters = modules.map(adapterOf);
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

type Can = (name: keyof ProviderOperations) => boolean;

/** Capabilities are read off the operations, so that no flag can disagree with the code. */
function describe({ id, guide, rules, operations }: ProviderModule): ProviderDescriptor {
  const can: Can = (name) => operations[name] !== undefined;
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
      byHand: can('openByHand'),
      signIn: can('signIn') || can('signInWithBrowser'),
      listKeys: can('listContainers') && can('listKeys'),
      createContainer: can('createContainer'),
      createKey: can('createKey'),
      rename: canEdit('name'),
      editEnvironment: canEdit('environment'),
      editScope: canEdit('scope') && rules.scope !== null,
      end: endOf(can),
      extendSecret: can('extendSecret'),
      endSecret: can('endSecret'),
      revokeTokens: can('revokeTokens'),
      browserSignIn: can('signInWithBrowser'),
      scopeTargets: can('listScopeTargets'),
      readSecretAgain: can('readKey') && rules.showsSecretAgain,
      vault: can('vault'),
      rotate: canReplace(can) ? 'replace' : 'none',
      verify: can('probeKey'),
      verifyCountsAsTraffic: can('probeKey') && rules.probeCountsAsTraffic === true,
    },
    limits: {
      keyNameMax: rules.keyNameMax,
      containerNameMax: rules.containerNameMax,
      vaultNamePattern: rules.vaultNamePattern,
      vaultNameMax: rules.vaultNameMax,
    },
    scope: rules.scope,
    words: guide.words,
    guide: guide.byHand ?? null,
  };
}

/** A replacement that cannot find its key again after a lost answer would have to create blindly. */
function canReplace(can: Can): boolean {
  return can('createKey') && can('readKey') && can('findByMarker') && endOf(can) !== null;
}

function endOf(can: Can): ProviderDescriptor['capabilities']['end'] {
  if (can('disableKey')) return 'disable';
  if (can('revokeKey')) return 'revoke';
  return can('deleteKey') ? 'delete' : null;
}
