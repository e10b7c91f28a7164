import type { SimpleCapabilityForm } from '../../../shared/scopes/capability-simple-form.ts';
import type { CapabilityMap } from '../../../shared/scopes/capability-scope-schema.ts';

export type CapabilityTemplateId = 'server' | 'browser' | 'ci' | 'statistics' | 'push' | 'queue';

export interface CapabilityTemplate {
  readonly id: CapabilityTemplateId;
  readonly label: string;
  /** What the key may do, and what not. */
  readonly description: string;
  /** What the form begins with; its resources are named by the person where there are none. */
  readonly start: SimpleCapabilityForm | null;
  /** For what the simple form cannot show. */
  readonly capability: CapabilityMap;
}

/**
 * Starting points by purpose; each gives one thing on as little as possible. `stats` and `push-admin`
 * are of the whole app: by "Capabilities" in Ably's documentation the first has an effect only on `*`.
 */
export const capabilityTemplates: readonly CapabilityTemplate[] = [
  {
    id: 'server',
    label: 'Server publisher',
    description: 'May publish on the channels or namespaces that you name; it can read nothing.',
    start: { capabilities: new Set(['publish']), restriction: 'selected', resources: [] },
    capability: {},
  },
  {
    id: 'browser',
    label: 'Browser, subscribe only',
    description:
      'May receive messages on the channels or namespaces that you name; it can publish nothing and look up no history.',
    start: { capabilities: new Set(['subscribe']), restriction: 'selected', resources: [] },
    capability: {},
  },
  {
    id: 'ci',
    label: 'CI',
    description:
      'May publish and receive in one namespace of its own, ci:*; it touches no channel of your users.',
    start: {
      capabilities: new Set(['publish', 'subscribe']),
      restriction: 'selected',
      resources: ['ci:*'],
    },
    capability: { 'ci:*': ['publish', 'subscribe'] },
  },
  {
    id: 'statistics',
    label: 'Statistics reader',
    description: 'May read the usage statistics of the app; it can neither read nor send messages.',
    start: { capabilities: new Set(['stats']), restriction: 'only-channels', resources: [] },
    capability: { '*': ['stats'] },
  },
  {
    id: 'push',
    label: 'Push campaign',
    description:
      'May manage the devices of the app and send push to any of them; it can neither read nor publish on channels.',
    start: null,
    capability: { '*': ['push-admin'] },
  },
  {
    id: 'queue',
    label: 'Queue consumer',
    description: 'May receive from every queue; it reaches no channel.',
    start: { capabilities: new Set(['subscribe']), restriction: 'only-queues', resources: [] },
    capability: { '[queue]*': ['subscribe'] },
  },
];
