import type {
  CapabilityMap,
  CapabilityScope,
} from '../../../shared/scopes/capability-scope-schema.ts';
import {
  capabilityProblems,
  capabilityText,
  readCapabilityText,
} from '../../../shared/scopes/capability-text.ts';
import type { ScopeDraft } from '../../parts/scope-draft.ts';

/** The draft of a capability with its own kind of input. */
export interface CapabilityDraft extends ScopeDraft {
  readonly input: CapabilityScope;
}

export const isCapabilityDraft = (draft: ScopeDraft): draft is CapabilityDraft =>
  draft.input.kind === 'capability';

/** The document beside the form, in a person's spelling while there is one. */
export const documentOf = ({ input, text }: CapabilityDraft): string =>
  text ?? capabilityText(input.capability);

/** Why the document cannot be read now; empty when it can. */
export function documentProblems({ text }: ScopeDraft): readonly string[] {
  if (text === null) return [];
  const reading = readCapabilityText(text);
  return reading.kind === 'read' ? [] : reading.problems;
}

/** The form has changed the map: what was typed in the document gives way. */
export const withMap = (draft: ScopeDraft, capability: CapabilityMap): ScopeDraft =>
  isCapabilityDraft(draft) ? { input: { ...draft.input, capability }, text: null } : draft;

/** The document was typed in: the map follows as soon as it can be read. */
export function withDocument(draft: ScopeDraft, text: string): ScopeDraft {
  if (!isCapabilityDraft(draft)) return draft;
  const reading = readCapabilityText(text);
  return reading.kind === 'read'
    ? { input: { ...draft.input, capability: reading.capability }, text }
    : { ...draft, text };
}

export const withRevocableTokens = (draft: ScopeDraft, revocableTokens: boolean): ScopeDraft =>
  isCapabilityDraft(draft) ? { ...draft, input: { ...draft.input, revocableTokens } } : draft;

/**
 * What is wrong with a draft, in words. What the provider's own map has wrong is the provider's, and
 * no reason to refuse another change.
 */
export function capabilityDraftProblems(
  draft: CapabilityDraft,
  shown: CapabilityMap | null,
): Readonly<Record<string, string>> {
  const known = new Set(shown === null ? [] : capabilityProblems(shown));
  const problems = [
    ...documentProblems(draft),
    ...capabilityProblems(draft.input.capability).filter((problem) => !known.has(problem)),
  ];
  return Object.fromEntries(problems.map((problem) => [problem, problem]));
}

/** One operation more or less on one resource. */
export function withOperation(
  map: CapabilityMap,
  resource: string,
  operation: string,
  isHeld: boolean,
): CapabilityMap {
  const others = (map[resource] ?? []).filter((held) => held !== operation);
  return { ...map, [resource]: isHeld ? [...others, operation].sort() : others };
}

export const withResource = (
  map: CapabilityMap,
  resource: string,
  operations: readonly string[] = [],
): CapabilityMap => ({ ...map, [resource]: [...operations] });

export const withoutResource = (map: CapabilityMap, resource: string): CapabilityMap =>
  Object.fromEntries(Object.entries(map).filter(([name]) => name !== resource));
