import { coversResource, resourceRelation } from './capability-matching.ts';
import { ALL_OPERATIONS } from './capability-scope.ts';
import type { CapabilityMap } from './capability-scope-schema.ts';

/** One entry of a capability map: an operation on what a resource covers. */
export interface Right {
  readonly resource: string;
  readonly operation: string;
}

/** A right of one map that the other does not give on every name of its resource. */
export interface ChangedRight extends Right {
  /** What of it the other map gives too: each lies wholly inside, and does not change. */
  readonly except: readonly Right[];
  /** Rights of the other map that reach into it and beyond; what they have in common does not change. */
  readonly partly: readonly Right[];
}

/** A right that both maps give on every name of its resource. */
export interface KeptRight extends Right {
  readonly writtenIn: 'both' | 'before' | 'after';
  /** The rights through which the map that does not write it gives it; empty where both do. */
  readonly givenBy: readonly Right[];
}

/** Each list is sorted by resource and operation. */
interface ComparedCapabilities {
  readonly gained: readonly ChangedRight[];
  readonly lost: readonly ChangedRight[];
  readonly unchanged: readonly KeptRight[];
}

/**
 * Two capability maps compared as sets of pairs of a name and an operation, by the rules of
 * `capability-matching.ts`; how a map is written does not count. The new map gives something that
 * the old one did not exactly when `gained` is not empty, and the other way round for `lost`.
 * Operations are compared by name, those nobody here knows too; `*` stands for every operation there
 * is or will be, so that no list of names equals it.
 */
export function comparedCapabilities(
  before: CapabilityMap,
  after: CapabilityMap,
): ComparedCapabilities {
  const [old, next] = [rightsOf(before), rightsOf(after)];
  const gains = comparedWith(next, before, old, 'after');
  const losses = comparedWith(old, after, next, 'before');
  return {
    gained: gains.changed,
    lost: losses.changed,
    unchanged: sorted([
      ...gains.kept,
      // What both write down is in either direction.
      ...losses.kept.filter(({ writtenIn }) => writtenIn !== 'both'),
    ]),
  };
}

function comparedWith(
  rights: readonly Right[],
  otherMap: CapabilityMap,
  others: readonly Right[],
  side: 'before' | 'after',
): { readonly changed: readonly ChangedRight[]; readonly kept: readonly KeptRight[] } {
  const changed: ChangedRight[] = [];
  const kept: KeptRight[] = [];
  for (const right of rights) {
    if (isWritten(otherMap, right)) {
      kept.push({ ...right, writtenIn: 'both', givenBy: [] });
      continue;
    }
    const givenBy = giversOf(right, others);
    if (givenBy === null) changed.push({ ...right, ...remainder(right, others) });
    else kept.push({ ...right, writtenIn: side, givenBy });
  }
  return { changed: sorted(changed), kept };
}

/**
 * Rights that together give the whole of one; null where something of it is missing. One resource
 * covers a part or none do: names are endlessly many, so some name of the part has only segments
 * that no resource spells out, and what covers that name covers the part.
 */
function giversOf(right: Right, rights: readonly Right[]): readonly Right[] | null {
  const givers = new Set<Right>();
  for (const resource of partsOf(right.resource)) {
    const giver = rights.find((held) => gives(held, { ...right, resource }));
    if (giver === undefined) return null;
    givers.add(giver);
  }
  return [...givers];
}

/** `[*]*` means channels, queues and metachannels, which three other resources may cover. */
const partsOf = (resource: string): readonly string[] =>
  resource === '[*]*' ? ['*', '[queue]*', '[meta]*'] : [resource];

const gives = (held: Right, right: Right): boolean =>
  (held.operation === right.operation || held.operation === ALL_OPERATIONS) &&
  coversResource(held.resource, right.resource);

function remainder(right: Right, others: readonly Right[]): Omit<ChangedRight, keyof Right> {
  const except: Right[] = [];
  const partly: Right[] = [];
  for (const other of others) {
    const operation = commonOperation(right.operation, other.operation);
    if (operation === null) continue;
    switch (resourceRelation(other.resource, right.resource)) {
      case 'same':
      case 'covers':
        except.push({ resource: right.resource, operation });
        break;
      case 'covered-by':
        except.push({ resource: other.resource, operation });
        break;
      case 'overlaps':
        partly.push({ resource: other.resource, operation });
        break;
      case 'apart':
    }
  }
  return { except: widest(except), partly: widest(partly) };
}

function commonOperation(one: string, other: string): string | null {
  if (one === other || other === ALL_OPERATIONS) return one;
  return one === ALL_OPERATIONS ? other : null;
}

/** Without those that another of the list gives anyway. */
const widest = (rights: readonly Right[]): Right[] =>
  sorted(rights).filter(
    (right, index, all) =>
      !all.some(
        (other, place) =>
          place !== index && gives(other, right) && (place < index || !gives(right, other)),
      ),
  );

const rightsOf = (map: CapabilityMap): Right[] =>
  Object.entries(map).flatMap(([resource, operations]) =>
    [...new Set(operations)].map((operation) => ({ resource, operation })),
  );

const isWritten = (map: CapabilityMap, { resource, operation }: Right): boolean =>
  Object.hasOwn(map, resource) && map[resource]?.includes(operation) === true;

const sorted = <R extends Right>(rights: readonly R[]): R[] =>
  rights.toSorted(
    (one, other) =>
      compared(one.resource, other.resource) || compared(one.operation, other.operation),
  );

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
