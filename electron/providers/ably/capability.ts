import type { CapabilityScope } from '../../../shared/scopes/capability-scope-schema.ts';
import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { scopeToCopy } from '../../../shared/scopes/scope-to-copy.ts';
import type { KeyDraft } from '../../services/ports/provider-values.ts';
import { ablyRules } from './rules.ts';

/** What is sent to create a key; also shown in the plan. */
export function createBody({ name, scope }: KeyDraft) {
  return { name, ...scopeBody(scope) };
}

/** The map always goes as a whole: merging is documented nowhere. */
export function scopeBody(scope: ScopeInput | null) {
  if (scope?.kind !== 'capability') return {};
  const { capability, revocableTokens } = scope;
  return { capability, ...(revocableTokens === null ? {} : { revocableTokens }) };
}

export function draftProblems({ name, scope }: Pick<KeyDraft, 'name' | 'scope'>): string[] {
  return [...nameProblems(name, ablyRules.keyNameMax), ...scopeProblems(scope)];
}

/** Ably documents no rule for names; the bound is Rekey's own and says so. */
export function nameProblems(name: string, maxCodePoints: number): string[] {
  const problems: string[] = [];
  if (name.trim() === '') problems.push('The name must be filled in.');
  const length = [...name].length;
  if (length > maxCodePoints) {
    problems.push(
      `The name has ${length} characters; Rekey allows ${maxCodePoints}, because Ably states no limit.`,
    );
  }
  if (/\p{Cc}/u.test(name)) problems.push('The name contains control characters.');
  if (!name.isWellFormed()) problems.push('The name contains half a character.');
  return problems;
}

/** Operations and resources that nobody here knows are Ably's to judge. */
export function scopeProblems(scope: ScopeInput | null): string[] {
  if (scope === null) return [];
  if (scope.kind !== 'capability')
    return ['An Ably key has capabilities; this is the scope of another provider.'];
  const resources = Object.entries(scope.capability);
  if (resources.length === 0) return ['Choose at least one channel or queue.'];
  return resources.flatMap(([resource, operations]) => [
    ...(resource.trim() === '' || /\p{Cc}/u.test(resource)
      ? ['The name of a channel or queue is empty or contains control characters.']
      : []),
    ...(operations.length === 0
      ? [`Choose at least one operation for ${resource.slice(0, 100)}.`]
      : []),
  ]);
}

/** The scope a replacement is created with: all of it. */
export const copyableScope = (scope: KeyScope): ScopeInput | null =>
  scope.kind === 'capability' ? scopeToCopy(scope) : null;

/** Names of the resources whose operations differ; their order means nothing and comes back sorted. */
export function scopeDifferences(before: KeyScope, after: KeyScope): readonly string[] {
  if (before.kind !== 'capability' || after.kind !== 'capability') return ['capability'];
  const resources = new Set([...Object.keys(before.capability), ...Object.keys(after.capability)]);
  const isSame = (resource: string): boolean =>
    sortedOperations(before, resource) === sortedOperations(after, resource);
  return [
    ...[...resources].filter((resource) => !isSame(resource)).sort(),
    ...(before.revocableTokens === after.revocableTokens ? [] : ['revocableTokens']),
  ];
}

/** Own properties only: a channel may be called like something every object has. */
function sortedOperations({ capability }: CapabilityScope, resource: string): string {
  const operations = Object.hasOwn(capability, resource) ? capability[resource] : undefined;
  return JSON.stringify(operations === undefined ? null : [...new Set(operations)].sort());
}
