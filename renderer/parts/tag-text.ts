import { tagLimits, tagPattern } from '../../shared/keys/due-limits.ts';

/** The tags in a typed line, each once. */
export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[\s,;]+/u)
      .filter((tag) => tag !== ''),
  ),
];

/** What is wrong with one tag, in a sentence; null when it can be used. */
export const tagProblem = (tag: string): string | null =>
  tagPattern.test(tag)
    ? null
    : `A tag has up to ${String(tagLimits.length)} letters, digits and hyphens, such as ci or billing-eu.`;

/** What is wrong with the tags of a key; null when they can be saved. */
export function tagsProblem(tags: readonly string[]): string | null {
  if (tags.length > tagLimits.perKey)
    return `A key has at most ${String(tagLimits.perKey)} tags; these are ${String(tags.length)}.`;
  for (const tag of tags) {
    const problem = tagProblem(tag);
    if (problem !== null) return problem;
  }
  return null;
}
