import type { SimpleCapabilityForm } from '../../../shared/scopes/capability-simple-form.ts';
import type { CapabilityMap } from '../../../shared/scopes/capability-scope-schema.ts';

export type CapabilityTemplateId = 'browser' | 'publisher' | 'queue' | 'everything';

export interface CapabilityTemplate {
  readonly id: CapabilityTemplateId;
  readonly label: string;
  readonly description: string;
  /** What the form begins with; its resources are named by the person where there are none. */
  readonly start: SimpleCapabilityForm | null;
  /** For what the simple form cannot show. */
  readonly capability: CapabilityMap;
}

/** Starting points by purpose; all but the last give one thing on as little as possible. */
export const capabilityTemplates: readonly CapabilityTemplate[] = [
  {
    id: 'browser',
    label: 'Browser client',
    description: 'Subscribe and history on one namespace that you name.',
    start: {
      capabilities: new Set(['subscribe', 'history']),
      restriction: 'selected',
      resources: [],
    },
    capability: {},
  },
  {
    id: 'publisher',
    label: 'Server publisher',
    description: 'Publish on the channels or namespaces that you name, and nothing else.',
    start: { capabilities: new Set(['publish']), restriction: 'selected', resources: [] },
    capability: {},
  },
  {
    id: 'queue',
    label: 'Queue consumer',
    description: 'Subscribe to every queue and to no channel.',
    start: { capabilities: new Set(['subscribe']), restriction: 'only-queues', resources: [] },
    capability: { '[queue]*': ['subscribe'] },
  },
  {
    id: 'everything',
    label: 'Everything (not recommended)',
    description: 'Every operation on every channel and queue: a leak opens the whole app.',
    start: null,
    capability: { '[*]*': ['*'] },
  },
];
