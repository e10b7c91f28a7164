import { ALL_OPERATIONS, capabilityOperations } from '../../../shared/scopes/capability-scope.ts';

type KnownOperation = (typeof capabilityOperations)[number];

export interface OperationGroup {
  readonly label: string;
  readonly operations: readonly string[];
}

/** Ably's operations as a person looks for them. */
export const operationGroups = [
  { label: 'Messages', operations: ['subscribe', 'publish', 'history', 'presence'] },
  {
    label: 'Edits',
    operations: [
      'message-update-own',
      'message-update-any',
      'message-delete-own',
      'message-delete-any',
    ],
  },
  { label: 'Annotations', operations: ['annotation-subscribe', 'annotation-publish'] },
  { label: 'Objects', operations: ['object-subscribe', 'object-publish'] },
  { label: 'Push', operations: ['push-subscribe', 'push-admin'] },
  { label: 'Account', operations: ['stats', 'channel-metadata', 'privileged-headers'] },
] as const satisfies readonly { label: string; operations: readonly KnownOperation[] }[];

/** The groups, and at the end what a resource holds that this version does not know. */
export function groupsFor(held: readonly string[]): readonly OperationGroup[] {
  const known = new Set<string>([ALL_OPERATIONS, ...capabilityOperations]);
  const unknown = [...new Set(held.filter((operation) => !known.has(operation)))].sort();
  return unknown.length === 0
    ? operationGroups
    : [...operationGroups, { label: 'Not known to Rekey', operations: unknown }];
}
