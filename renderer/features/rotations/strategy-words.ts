import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/duration.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { RotationStrategy } from '../../../shared/rotations/rotation-strategy.ts';
import { durationWords } from '../../messages/duration-words.ts';

interface StrategyWords {
  readonly label: string;
  /** When to use it, and what it costs. */
  readonly explanation: string;
}

export const strategyWords: Readonly<Record<RotationStrategy, StrategyWords>> = {
  replace: {
    label: 'A new key beside the old one',
    explanation:
      'For every planned rotation: both work until you retire the old key, and you can go back until then. It costs new identifiers, and what is stored under the old key stays there.',
  },
  overlap: {
    label: 'A new secret, and the old one goes on for a while',
    explanation:
      'For planned rotations of a key that has to stay: its identifiers do not change. It costs the way back, and the old secret ends at its time whether or not everything has moved.',
  },
  immediate: {
    label: 'A new secret, and the old one ends at once',
    explanation:
      'Only when the old secret has to stop now, or none may go on beside the new one. It costs a gap: from the call until the last consumer has the new secret, nothing works.',
  },
  guided: {
    label: 'By hand in the console, step by step',
    explanation:
      'For keys that only the provider’s console can make and end: Rekey says what to click, checks, and remembers. It costs your clicks, and pasting the new token once.',
  },
};

export type OverlapBounds = NonNullable<ProviderDescriptor['limits']['overlap']>;

/** How long an old secret may go on, each with when to use it. */
export const overlapPresets = [
  { overlapMs: 15 * MINUTE_MS, use: 'For one consumer that you restart yourself.' },
  { overlapMs: HOUR_MS, use: 'For a deployment that you watch to its end.' },
  { overlapMs: DAY_MS, use: 'For most: everything is deployed or restarted within a day.' },
  { overlapMs: 7 * DAY_MS, use: 'For weekly jobs, and for consumers that others deploy.' },
] as const;

export const isWithin = (
  { minMs, maxMs }: Pick<OverlapBounds, 'minMs' | 'maxMs'>,
  overlapMs: number,
): boolean => overlapMs >= minMs && overlapMs <= maxMs;

/** "Between 1 minute and 366 days." */
export const boundsWords = ({ minMs, maxMs }: Pick<OverlapBounds, 'minMs' | 'maxMs'>): string =>
  `Between ${durationWords(minMs)} and ${durationWords(maxMs)}.`;
