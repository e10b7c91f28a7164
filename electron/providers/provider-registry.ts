import type { ProviderDescriptor } from '../../shared/providers/provider-descriptor.ts';
import { isInPlace, type RotationStrategy } from '../../shared/rotations/rotation-strategy.ts';
import type { Clock } from '../services/ports/clock.ts';
import type { IdSource } from '../services/ports/id-source.ts';
import type { ProviderAdapter, ProviderRegistry } from '../services/ports/provider-adapter.ts';
import type { ProviderOperations } from '../services/ports/provider-operations.ts';
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
  const strategies = strategiesOf(can, { guide, rules });
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
      readRights: can('readRights'),
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
      strategies: [...strategies],
      rotate: inShort(strategies[0]),
      verify: can('probeKey'),
      verifyCountsAsTraffic: can('probeKey') && rules.probeCountsAsTraffic === true,
    },
    limits: {
      keyNameMax: rules.keyNameMax,
      containerNameMax: rules.containerNameMax,
      vaultNamePattern: rules.vaultNamePattern,
      vaultNameMax: rules.vaultNameMax,
      overlap: rules.overlap ?? null,
    },
    scope: rules.scope,
    words: guide.words,
    planNotes: guide.planNotes ?? null,
    guide: guide.byHand ?? null,
  };
}

/** The recommended one first: a key that keeps its id moves nothing else, and an overlap cuts nobody off. */
function strategiesOf(
  can: Can,
  { guide, rules }: Pick<ProviderModule, 'guide' | 'rules'>,
): readonly RotationStrategy[] {
  const inPlace = canRotateInPlace(can) && rules.overlap !== undefined;
  return [
    ...(inPlace ? (['overlap', 'immediate'] as const) : []),
    ...(canReplace(can) ? (['replace'] as const) : []),
    ...(can('openByHand') && guide.byHand !== undefined ? (['guided'] as const) : []),
  ];
}

function inShort(
  recommended: RotationStrategy | undefined,
): ProviderDescriptor['capabilities']['rotate'] {
  if (recommended === undefined) return 'none';
  if (isInPlace(recommended)) return 'in-place';
  return recommended === 'guided' ? 'guided' : 'replace';
}

/** A lost answer is resolved by a look at the key, and the old secret has to be movable and endable. */
function canRotateInPlace(can: Can): boolean {
  return can('rotateSecret') && can('readKey') && can('extendSecret') && can('endSecret');
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
