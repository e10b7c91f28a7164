import { unmarkedName } from '../rotations/marker.ts';
import type { Environment } from './key.ts';

export interface NamingPlace {
  readonly environment: Environment;
  readonly containerName: string;
  /** Shipped in a browser or an app, not used on servers. */
  readonly isPublic: boolean;
  /** Names of the container's keys. */
  readonly taken: readonly string[];
  /** In code points. */
  readonly maxLength: number;
}

const MAX_SUGGESTIONS = 4;

/** Consumers as in the layout that ABetterChoice's page on API keys recommends. */
const consumers = {
  onServers: ['server', 'http_batch', 'ci'],
  shipped: ['browser', 'ios', 'android'],
} as const;

type EnvironmentWord = 'prod' | 'staging';

const environmentWords: Readonly<Record<Exclude<Environment, 'unset'>, EnvironmentWord>> = {
  production: 'prod',
  testing: 'staging',
};

/**
 * Names of letters, digits and underscores, which every provider takes: one for each environment
 * and consumer that has no key here yet.
 */
export function nameSuggestions(place: NamingPlace): string[] {
  const candidates = candidateNames(place).filter((name) => [...name].length <= place.maxLength);
  const taken = takenNames(place.taken);
  const free = candidates.filter((name) => !taken.has(name));
  if (free.length > 0) return free.slice(0, MAX_SUGGESTIONS);
  const [first] = candidates;
  return first === undefined ? [] : [copyName(first, place.taken, place.maxLength)];
}

/** The name for a copy of a key: its own with the next free number, within the provider's limit. */
export function copyName(name: string, taken: readonly string[], maxLength: number): string {
  const used = takenNames(taken);
  const base = unmarkedName(name).trim();
  const numbered = /^(?<stem>.+)(?<mark>[ _-])(?<number>[1-9]\d{0,2})$/su.exec(base)?.groups;
  const stem = [...(numbered?.['stem'] ?? base)];
  const mark = numbered?.['mark'] ?? /[ _-]/u.exec(base)?.[0] ?? '_';
  for (let number = Number(numbered?.['number'] ?? 1) + 1; ; number += 1) {
    const ending = `${mark}${String(number)}`;
    const copy = `${stem.slice(0, Math.max(0, maxLength - ending.length)).join('')}${ending}`;
    if (!used.has(copy.toLowerCase())) return copy;
  }
}

function candidateNames({ environment, containerName, isPublic }: NamingPlace): string[] {
  const words = environmentsOf(environment, containerName);
  return (isPublic ? consumers.shipped : consumers.onServers).flatMap((consumer, index) =>
    // Of the first consumer one for each environment; a batch has none in the layout that is known.
    consumer === 'http_batch' && words[0] === 'prod'
      ? [consumer]
      : words.slice(0, index === 0 ? 2 : 1).map((word) => `${consumer}_${word}`),
  );
}

/** Where a provider knows no environments, the container's name may say which one it is. */
function environmentsOf(
  environment: Environment,
  containerName: string,
): readonly [EnvironmentWord, ...EnvironmentWord[]] {
  if (environment !== 'unset') return [environmentWords[environment]];
  const words = containerName.toLowerCase().split(/[^a-z]+/u);
  if (
    words.some((word) => ['staging', 'stage', 'test', 'testing', 'dev', 'sandbox'].includes(word))
  )
    return ['staging'];
  return words.some((word) => ['prod', 'production', 'live'].includes(word))
    ? ['prod']
    : ['prod', 'staging'];
}

const takenNames = (taken: readonly string[]): ReadonlySet<string> =>
  new Set(taken.flatMap((name) => [name.toLowerCase(), unmarkedName(name).toLowerCase()]));
