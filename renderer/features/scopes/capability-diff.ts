import {
  coversResource,
  resourceRelation,
  type ResourceRelation,
} from '../../../shared/scopes/capability-matching.ts';
import { ALL_OPERATIONS, capabilityChanges } from '../../../shared/scopes/capability-scope.ts';
import type {
  CapabilityMap,
  CapabilityScope,
} from '../../../shared/scopes/capability-scope-schema.ts';
import type { DiffLine } from '../../ui/diff-line.ts';

/** A change of rights like a diff of code: `+ publish on chat:*`, `− history on *`. */
export function capabilityDiff(before: CapabilityScope, after: CapabilityScope): DiffLine[] {
  const changes = capabilityChanges(before.capability, after.capability);
  return [
    ...changes.flatMap(({ resource, gained, lost, kept }) => [
      ...lost.map((operation) =>
        line(
          'removed',
          operation,
          resource,
          remainder(after.capability, resource, operation, lostWords),
        ),
      ),
      ...gained.map((operation) =>
        line(
          'added',
          operation,
          resource,
          remainder(before.capability, resource, operation, gainedWords),
        ),
      ),
      ...kept.map((operation) => line('unchanged', operation, resource, undefined)),
    ]),
    ...tokenLines(before.revocableTokens ?? false, after.revocableTokens ?? false),
  ];
}

/** The rights that a new key will have; from one that does not exist, nothing is taken away. */
export const newCapabilityLines = (scope: CapabilityScope): DiffLine[] =>
  capabilityDiff({ kind: 'capability', capability: {}, revocableTokens: false }, scope).filter(
    ({ kind }) => kind !== 'removed',
  );

/** What running clients feel of the change, in sentences. */
export function feltByClients(before: CapabilityScope, after: CapabilityScope): string[] {
  const changes = capabilityChanges(before.capability, after.capability);
  const isNarrowed = changes.some(({ resource, lost }) =>
    lost.some((operation) => coveringResource(after.capability, resource, operation) === undefined),
  );
  const [hadTokens, hasTokens] = [before.revocableTokens ?? false, after.revocableTokens ?? false];
  return [
    ...(changes.some(({ gained, lost }) => gained.length + lost.length > 0)
      ? ['Changed capabilities reach open connections only after they reconnect.']
      : []),
    ...(isNarrowed ? ['From then on, calls that need what is taken away are refused.'] : []),
    ...(!hadTokens && hasTokens ? [revocableOn] : []),
    ...(hadTokens && !hasTokens
      ? [
          'Tokens made afterwards cannot be revoked one by one. Tokens already issued stay as they are.',
        ]
      : []),
  ];
}

export const revocableOn =
  'Tokens made afterwards last for 1 hour at most; a request for a longer one is refused, which can break a server that issues longer ones. Tokens already issued stay as they are.';

interface RemainderWords {
  readonly covered: string;
  readonly except: string;
  readonly partly: string;
}

const lostWords: RemainderWords = {
  covered: 'still given by',
  except: 'except',
  partly: 'partly still given by',
};
const gainedWords: RemainderWords = {
  covered: 'already given by',
  except: 'new except',
  partly: 'partly given already by',
};

/** What the rest of a map still says of a right that one line takes or gives: wildcards overlap. */
function remainder(
  map: CapabilityMap,
  resource: string,
  operation: string,
  words: RemainderWords,
): string | undefined {
  const covering = coveringResource(map, resource, operation);
  if (covering !== undefined) return `${words.covered} ${covering}`;
  const related = (relation: ResourceRelation) =>
    holdersOf(map, operation).filter((holder) => resourceRelation(holder, resource) === relation);
  const inner = related('covered-by');
  if (inner.length > 0) return `${words.except} ${inner.join(', ')}`;
  const partly = related('overlaps');
  return partly.length > 0 ? `${words.partly} ${partly.join(', ')}` : undefined;
}

/** A resource of the map that gives the operation on everything the named one covers. */
const coveringResource = (
  map: CapabilityMap,
  resource: string,
  operation: string,
): string | undefined =>
  holdersOf(map, operation).find((holder) => coversResource(holder, resource));

const holdersOf = (map: CapabilityMap, operation: string): string[] =>
  Object.keys(map).filter((holder) =>
    map[holder]?.some((held) => held === operation || held === ALL_OPERATIONS),
  );

const line = (
  kind: DiffLine['kind'],
  operation: string,
  resource: string,
  note: string | undefined,
): DiffLine => ({
  kind,
  text: `${operation === ALL_OPERATIONS ? 'every operation' : operation} on ${resource}`,
  ...(note === undefined ? {} : { note }),
});

function tokenLines(before: boolean, after: boolean): DiffLine[] {
  if (before === after) return [];
  return [
    { kind: 'removed', text: `revocable tokens: ${before ? 'on' : 'off'}` },
    { kind: 'added', text: `revocable tokens: ${after ? 'on' : 'off'}` },
  ];
}
