import { z } from 'zod';

/** Resource to operations. */
export type Capability = Readonly<Record<string, readonly string[]>>;

/** "Capabilities", the table of operations. */
const operations = new Set([
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
  // In no table, but the vendor's Terraform provider creates keys with it.
  'statistics',
  '*',
]);

/** A channel may not begin with a bracket; brackets name queues, metachannels or everything. */
const isResource = (resource: string): boolean =>
  resource.trim() !== '' &&
  (!resource.startsWith('[') || /^\[(?:queue|meta|\*)\].+/.test(resource));

/** What keys are created and changed with; operations come back sorted and without repetition. */
export const capabilitySchema = z
  .record(
    z.string().refine(isResource, 'invalid resource'),
    z
      .array(z.string().refine((name) => operations.has(name), 'unknown operation'))
      .min(1, 'operations must not be empty'),
  )
  .refine((map) => Object.keys(map).length > 0, 'capability must not be empty')
  .transform(sorted);

function sorted(map: Capability): Record<string, string[]> {
  return Object.fromEntries(
    Object.keys(map)
      .sort()
      .map((resource) => [resource, [...new Set(map[resource])].sort()]),
  );
}

/** What both allow: a requested capability cut down to what the key has; empty if they share nothing. */
export function intersection(held: Capability, wanted: Capability): Record<string, string[]> {
  const common: Record<string, string[]> = {};
  for (const [heldResource, heldOperations] of Object.entries(held)) {
    for (const [wantedResource, wantedOperations] of Object.entries(wanted)) {
      const resource = narrower(heldResource, wantedResource);
      const both = commonOperations(heldOperations, wantedOperations);
      if (resource !== null && both.length > 0) {
        common[resource] = [...(common[resource] ?? []), ...both];
      }
    }
  }
  return sorted(common);
}

/** Whether an operation is allowed on a channel of exactly this name. */
export function allows(held: Capability, channel: string, operation: string): boolean {
  return Object.entries(held).some(
    ([resource, names]) =>
      covers(resource, channel) && (names.includes('*') || names.includes(operation)),
  );
}

function commonOperations(left: readonly string[], right: readonly string[]): string[] {
  if (left.includes('*')) return [...right];
  if (right.includes('*')) return [...left];
  return left.filter((operation) => right.includes(operation));
}

function narrower(left: string, right: string): string | null {
  if (covers(left, right)) return right;
  return covers(right, left) ? left : null;
}

interface Resource {
  /** Empty for channels. */
  readonly kind: string;
  readonly segments: readonly string[];
}

function parsed(resource: string): Resource {
  const [, kind = '', name = ''] = /^(?:\[([^\]]*)\])?(.*)$/s.exec(resource) ?? [];
  return { kind, segments: name.split(':') };
}

/**
 * Wildcards stand for whole segments, the last one for any number of them; `foo*` is a name like any
 * other, and `*` means neither queues nor metachannels.
 */
function covers(outer: string, inner: string): boolean {
  if (outer === '[*]*') return true;
  const wide = parsed(outer);
  const narrow = parsed(inner);
  if (wide.kind !== narrow.kind) return false;
  const last = wide.segments.length - 1;
  const isOpen = wide.segments[last] === '*';
  const lengthFits = isOpen
    ? narrow.segments.length >= wide.segments.length
    : narrow.segments.length === wide.segments.length && !endsOpen(narrow);
  return (
    lengthFits &&
    wide.segments.every((segment, index) => segment === '*' || segment === narrow.segments[index])
  );
}

const endsOpen = ({ segments }: Resource): boolean => segments.at(-1) === '*';
