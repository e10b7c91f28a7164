import type { CapabilityMap } from './capability-scope-schema.ts';
import { repeatedKeys } from './repeated-keys.ts';

const MAX_RESOURCE_LENGTH = 1_000;
const MAX_OPERATION_LENGTH = 100;
const MAX_OPERATIONS = 100;

/** The raw document read: a map, or why it is none, in words. */
export type CapabilityReading =
  | { readonly kind: 'read'; readonly capability: CapabilityMap }
  | { readonly kind: 'unreadable'; readonly problems: readonly string[] };

/** A map as the raw document shows it: one resource a line. Reading it again gives the same map. */
export function capabilityText(map: CapabilityMap): string {
  const lines = Object.entries(map).map(
    ([resource, operations]) =>
      `  ${JSON.stringify(resource)}: [${operations.map((operation) => JSON.stringify(operation)).join(', ')}]`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n}`;
}

/** Reads the raw document. Operations nobody here knows are kept, and so is their order. */
export function readCapabilityText(text: string): CapabilityReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return unreadable([syntaxProblem(error)]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return unreadable([
      'The document is an object: resources at the left, operations at the right.',
    ]);
  const problems = [
    ...repeatedKeys(text).map(
      (resource) => `“${resource}” stands here more than once; only the last would count.`,
    ),
    ...Object.entries(value).flatMap(([resource, operations]) =>
      isTextList(operations) ? [] : [`The operations of “${resource}” are a list of texts.`],
    ),
  ];
  // Safe: every value was found to be a list of texts.
  return problems.length > 0
    ? unreadable(problems)
    : { kind: 'read', capability: value as CapabilityMap };
}

/** Why a map would be refused, in words; empty when it can be sent. */
export function capabilityProblems(map: CapabilityMap): string[] {
  const entries = Object.entries(map);
  if (entries.length === 0)
    return ['Name at least one resource: a key without any may do nothing.'];
  return entries.flatMap(([resource, operations]) => [
    ...resourceProblems(resource),
    ...operationProblems(resource, operations),
  ]);
}

/** Why a text is no resource, in words. */
export function resourceProblems(resource: string): string[] {
  if (resource.trim() === '') return ['A resource has a name.'];
  return [
    ...(resource === resource.trim() ? [] : [`“${resource}” begins or ends with a space.`]),
    ...(resource.length > MAX_RESOURCE_LENGTH
      ? [`“${resource.slice(0, 20)}…” is longer than ${String(MAX_RESOURCE_LENGTH)} characters.`]
      : []),
  ];
}

function operationProblems(resource: string, operations: readonly string[]): string[] {
  if (operations.length === 0) return [`Choose at least one operation for “${resource}”.`];
  if (operations.length > MAX_OPERATIONS)
    return [`“${resource}” has more than ${String(MAX_OPERATIONS)} operations.`];
  const isOdd = operations.some(
    (operation) => operation.trim() === '' || operation.length > MAX_OPERATION_LENGTH,
  );
  return isOdd
    ? [
        `An operation of “${resource}” is empty or longer than ${String(MAX_OPERATION_LENGTH)} characters.`,
      ]
    : [];
}

const unreadable = (problems: readonly string[]): CapabilityReading => ({
  kind: 'unreadable',
  problems,
});

/** Where the engine says where: "line 2 column 5". */
function syntaxProblem(error: unknown): string {
  const place = error instanceof Error ? /line \d+ column \d+/u.exec(error.message) : null;
  const example = 'It looks like {"chat:*": ["publish"]}.';
  return place === null
    ? `This is not JSON. ${example}`
    : `This is not JSON at ${place[0]}. ${example}`;
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((member) => typeof member === 'string');
