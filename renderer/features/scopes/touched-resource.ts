import type { CapabilityMap } from '../../../shared/scopes/capability-scope-schema.ts';

/** The resource that a change added or gave other operations; the last one of several, null for none. */
export function touchedResource(before: CapabilityMap, after: CapabilityMap): string | null {
  const touched = Object.entries(after).filter(
    ([resource, operations]) => inOrder(before[resource]) !== inOrder(operations),
  );
  return touched.at(-1)?.[0] ?? null;
}

const inOrder = (operations: readonly string[] | undefined): string | undefined =>
  operations?.toSorted().join();
