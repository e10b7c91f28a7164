import type { CapabilityMap, CapabilityScope } from './capability-scope-schema.ts';

/** Ably's operations as its capability page lists them; others are kept as they come. */
export const capabilityOperations = [
  'subscribe',
  'publish',
  'presence',
  'object-subscribe',
  'object-publish',
  'annotation-subscribe',
  'annotation-publish',
  'message-update-own',
  'message-update-any',
  'message-delete-own',
  'message-delete-any',
  'history',
  'stats',
  'push-subscribe',
  'push-admin',
  'channel-metadata',
  'privileged-headers',
] as const;

/** Every operation, those of the future too. */
export const ALL_OPERATIONS = '*';

/** What one resource gains and loses. */
export interface CapabilityChange {
  readonly resource: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly kept: readonly string[];
}

/** The same rights: order and repetition of operations do not count, resources without any neither. */
export const sameCapability = (one: CapabilityMap, other: CapabilityMap): boolean =>
  capabilityChanges(one, other).every(({ gained, lost }) => gained.length + lost.length === 0);

/** Every resource of both maps, sorted, with what changes for it; compared as sets. */
export function capabilityChanges(before: CapabilityMap, after: CapabilityMap): CapabilityChange[] {
  const resources = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return resources.map((resource) => {
    const old = operationsOf(before, resource);
    const next = operationsOf(after, resource);
    return {
      resource,
      gained: [...next].filter((operation) => !old.has(operation)).sort(),
      lost: [...old].filter((operation) => !next.has(operation)).sort(),
      kept: [...next].filter((operation) => old.has(operation)).sort(),
    };
  });
}

/** Resources, and `revocableTokens`, in which two scopes differ; empty means provably the same. */
export function capabilityDifferences(before: CapabilityScope, after: CapabilityScope): string[] {
  const resources = capabilityChanges(before.capability, after.capability)
    .filter(({ gained, lost }) => gained.length + lost.length > 0)
    .map(({ resource }) => resource);
  const isSameChoice = (before.revocableTokens ?? false) === (after.revocableTokens ?? false);
  return isSameChoice ? resources : [...resources, 'revocableTokens'];
}

/** The scope in a few words, broadest resource first: `chat:* publish`, `[queue]* +2`. */
export function capabilityWords({ capability, revocableTokens }: CapabilityScope): string[] {
  const words = Object.entries(capability)
    .sort(([one], [other]) => breadth(other) - breadth(one) || (one < other ? -1 : 1))
    .map(([resource, operations]) => {
      const [first = 'nothing', ...rest] = operations.includes(ALL_OPERATIONS)
        ? ['everything']
        : operations;
      return `${resource} ${first}${rest.length === 0 ? '' : ` +${String(rest.length)}`}`;
    });
  return revocableTokens === true ? [...words, 'revocable tokens'] : words;
}

/** Whether some resource gives every operation on every channel: the widest key there is. */
export const isUnrestricted = (capability: CapabilityMap): boolean =>
  ['*', '[*]*'].some((resource) => capability[resource]?.includes(ALL_OPERATIONS) === true);

function operationsOf(capability: CapabilityMap, resource: string): ReadonlySet<string> {
  return new Set(Object.hasOwn(capability, resource) ? capability[resource] : []);
}

const breadth = (resource: string): number =>
  resource === '[*]*' ? 3 : resource === '*' ? 2 : resource.includes('*') ? 1 : 0;
