import type { ActivityEntry } from '../../../shared/activity/activity-entry.ts';
import { factWords } from '../../messages/activity-fact-words.ts';
import { activitySentence, kindOf, type ActivityKind } from '../../messages/activity-words.ts';

export interface ActivityFilter {
  readonly text: string;
  readonly outcome: ActivityEntry['outcome'] | 'all';
  readonly kind: ActivityKind | 'all';
}

export const everything: ActivityFilter = { text: '', outcome: 'all', kind: 'all' };

export const isFiltering = ({ text, outcome, kind }: ActivityFilter): boolean =>
  text.trim() !== '' || outcome !== 'all' || kind !== 'all';

/** The entries that fit: every word must appear in the sentence, the name or the facts. */
export function filterEntries(
  entries: readonly ActivityEntry[],
  { text, outcome, kind }: ActivityFilter,
): readonly ActivityEntry[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  return entries.filter(
    (entry) =>
      (outcome === 'all' || entry.outcome === outcome) &&
      (kind === 'all' || kindOf(entry.action) === kind) &&
      (words.length === 0 || hasWords(entry, words)),
  );
}

function hasWords(entry: ActivityEntry, words: readonly string[]): boolean {
  const { before, after } = activitySentence(entry);
  const haystack = [`#${entry.seq}`, before, entry.subject, after, ...factWords(entry.facts)]
    .join(' ')
    .toLowerCase();
  return words.every((word) => haystack.includes(word));
}
