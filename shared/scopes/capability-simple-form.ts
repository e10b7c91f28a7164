import type { CapabilityMap } from './capability-scope-schema.ts';

/** The eight capabilities of Ably's dashboard, with the operations behind each. */
export const simpleCapabilities = [
  {
    id: 'publish',
    label: 'Publish',
    description: 'Clients may publish messages to channels.',
    operations: ['publish'],
  },
  {
    id: 'subscribe',
    label: 'Subscribe',
    description: 'Clients may receive messages and presence state changes.',
    operations: ['subscribe'],
  },
  {
    id: 'history',
    label: 'History',
    description: 'Clients may retrieve message and presence history.',
    operations: ['history'],
  },
  {
    id: 'presence',
    label: 'Presence',
    description: 'Clients may register presence on a channel.',
    operations: ['presence'],
  },
  {
    id: 'channel-metadata',
    label: 'Channel metadata',
    description: 'Clients may query channel metadata.',
    operations: ['channel-metadata'],
  },
  {
    id: 'push',
    label: 'Push admin and push-subscribe',
    description: 'Clients may manage and subscribe to push notifications.',
    operations: ['push-admin', 'push-subscribe'],
  },
  {
    id: 'stats',
    label: 'Statistics',
    description: 'Clients may query usage statistics.',
    operations: ['stats'],
  },
  {
    id: 'privileged-headers',
    label: 'Privileged headers',
    description: 'Clients may set privileged headers, such as to skip channel rules.',
    operations: ['privileged-headers'],
  },
] as const;

export type SimpleCapabilityId = (typeof simpleCapabilities)[number]['id'];

/** The dashboard's four restrictions. That "none" is written `[*]*` is not stated by Ably. */
export type SimpleRestriction = 'none' | 'only-channels' | 'only-queues' | 'selected';

const restrictionResources = {
  none: '[*]*',
  'only-channels': '*',
  'only-queues': '[queue]*',
} as const;

/** One set of capabilities on all resources, as the dashboard shows a key. */
export interface SimpleCapabilityForm {
  readonly capabilities: ReadonlySet<SimpleCapabilityId>;
  readonly restriction: SimpleRestriction;
  /** Only for `selected`. */
  readonly resources: readonly string[];
}

/**
 * The map as the dashboard would show it; null where it cannot without loss: different operations
 * per resource, operations outside the eight capabilities, or one half of the two push operations.
 */
export function simpleFormOf(map: CapabilityMap): SimpleCapabilityForm | null {
  const resources = Object.keys(map);
  const [first = [], ...others] = Object.values(map).map((operations) => new Set(operations));
  const operations = new Set(first);
  if (others.some((other) => !isSameSet(other, operations))) return null;
  const capabilities = capabilitiesOf(operations);
  return capabilities === null ? null : { capabilities, ...restrictionOf(resources) };
}

/** The map that a form stands for. Selected, but nothing named yet: an empty map. */
export function capabilityOfSimpleForm(form: SimpleCapabilityForm): CapabilityMap {
  const operations = simpleCapabilities
    .filter(({ id }) => form.capabilities.has(id))
    .flatMap((capability) => [...capability.operations])
    .sort();
  const resources =
    form.restriction === 'selected' ? form.resources : [restrictionResources[form.restriction]];
  return Object.fromEntries(resources.map((resource) => [resource, [...operations]]));
}

function capabilitiesOf(operations: ReadonlySet<string>): Set<SimpleCapabilityId> | null {
  const held = simpleCapabilities.filter((capability) =>
    capability.operations.every((operation) => operations.has(operation)),
  );
  const explained = held.reduce((count, capability) => count + capability.operations.length, 0);
  return explained === operations.size ? new Set(held.map(({ id }) => id)) : null;
}

function restrictionOf(
  resources: readonly string[],
): Pick<SimpleCapabilityForm, 'restriction' | 'resources'> {
  const [only] = resources;
  if (resources.length === 1)
    for (const restriction of ['none', 'only-channels', 'only-queues'] as const)
      if (restrictionResources[restriction] === only) return { restriction, resources: [] };
  return { restriction: 'selected', resources };
}

const isSameSet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  one.size === other.size && [...one].every((member) => other.has(member));
