import { assertNever } from '../lib/assert-never.ts';
import { ALL_OPERATIONS } from '../scopes/capability-scope.ts';
import type { CapabilityMap } from '../scopes/capability-scope-schema.ts';
import { coversResource } from '../scopes/capability-matching.ts';
import type { KeyScope } from '../scopes/key-scope.ts';
import { isOpenToEverybody } from '../scopes/keyset-words.ts';
import { MAX_SCOPE_WORDS, scopeWords } from '../scopes/scope-words.ts';
import type { KeyAnnotations } from './key.ts';

/** The words of a list row: that a key is public comes before what it may do. */
export const listWords = (
  scope: KeyScope,
  { isPublic }: Pick<KeyAnnotations, 'isPublic'>,
): string[] => [...(isPublic ? ['public'] : []), ...scopeWords(scope)].slice(0, MAX_SCOPE_WORDS);

/** What a client may do to the channels it is let into, from Ably's page on capabilities. */
const readingOperations: ReadonlySet<string> = new Set([
  'subscribe',
  'history',
  'object-subscribe',
  'annotation-subscribe',
  'push-subscribe',
]);
const writingOperations: ReadonlySet<string> = new Set([
  'publish',
  'presence',
  'object-publish',
  'annotation-publish',
  'message-update-own',
  'message-update-any',
  'message-delete-own',
  'message-delete-any',
]);

const MAX_NAMED = 4;

/**
 * Why a scope is too much for a key that everybody can read out of a page or an app, in sentences;
 * empty when nothing speaks against it. An operation nobody here knows counts as privileged.
 */
export function publicScopeWarnings(scope: KeyScope): string[] {
  switch (scope.kind) {
    case 'capability':
      return capabilityWarnings(scope.capability);
    case 'keyset':
      return isOpenToEverybody(scope)
        ? ['Access Manager is off: everybody who has the page or the app can read and write.']
        : [];
    case 'channels':
      return [
        scope.mode === 'all'
          ? 'Everybody who has it can send to every recipient in the account.'
          : 'Everybody who has it can send to the recipients of its channels.',
      ];
    case 'project':
    case 'unknown':
      return [];
    default:
      return assertNever(scope);
  }
}

function capabilityWarnings(map: CapabilityMap): string[] {
  const rights = Object.entries(map).flatMap(([resource, operations]) =>
    [...new Set(operations)].sort().map((operation) => ({ resource, operation })),
  );
  const named = (isWanted: (operation: string) => boolean): string | null =>
    listed(
      rights
        .filter(({ operation }) => isWanted(operation))
        .map(
          ({ resource, operation }) =>
            `${operation === ALL_OPERATIONS ? 'every operation' : operation} on ${resource}`,
        ),
    );
  const writing = named((operation) => writingOperations.has(operation));
  const privileged = named(
    (operation) => !readingOperations.has(operation) && !writingOperations.has(operation),
  );
  const isWide = rights.some(
    ({ resource, operation }) => readingOperations.has(operation) && coversResource(resource, '*'),
  );
  return [
    ...(writing === null ? [] : [`Everybody who has it can write: ${writing}.`]),
    ...(privileged === null ? [] : [`It has rights that belong on servers: ${privileged}.`]),
    ...(isWide ? ['Everybody who has it can read every channel.'] : []),
  ];
}

function listed(names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const more = names.length - MAX_NAMED;
  const shown = names.slice(0, MAX_NAMED).join(', ');
  return more > 0 ? `${shown} and ${String(more)} more` : shown;
}
