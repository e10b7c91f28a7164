import type { AppError } from '../../../shared/errors/app-error.ts';
import type { PickedFileId } from '../../../shared/lib/ids.ts';
import { variableNamePattern } from '../../../shared/rotations/variable-name.ts';
import type { ChosenDestination } from './chosen-destination.ts';
import { kindWords } from './destination-words.ts';

export type FileKind = 'env' | 'json';
/** A name, or the names and numbers that lead to a value. */
type Place = readonly (string | number)[];

/** A picked file and where in it a secret can be put. */
export interface DescribedFile {
  readonly fileId: PickedFileId;
  readonly fileName: string;
  readonly places: readonly Place[];
  /** There are more places than are listed. */
  readonly isCut: boolean;
  /** Why it cannot be used; it then has no places. */
  readonly error: AppError | null;
}

export interface OfferedPlace {
  readonly key: string;
  readonly words: string;
  /** How many of the files have it. */
  readonly fileCount: number;
}

const keyOf = (place: Place): string => JSON.stringify(place);
const wordsOf = (place: Place): string => place.join(' › ');

/** What most looks like a secret's name first, then what most of the files have, then as in the files. */
export function offeredPlaces(
  kind: FileKind,
  files: readonly DescribedFile[],
): readonly OfferedPlace[] {
  const offered = new Map<string, OfferedPlace>();
  for (const { places } of files)
    for (const place of places.filter((candidate) => isUsable(kind, candidate))) {
      const key = keyOf(place);
      const fileCount = (offered.get(key)?.fileCount ?? 0) + 1;
      offered.set(key, { key, words: wordsOf(place), fileCount });
    }
  return [...offered.values()].toSorted(
    (left, right) =>
      likeness(right.words) - likeness(left.words) || right.fileCount - left.fileCount,
  );
}

const isUsable = (kind: FileKind, place: Place): boolean =>
  kind === 'json' || variableNamePattern.test(String(place[0]));

function likeness(words: string): number {
  if (/secret/i.test(words)) return 2;
  return /key|token|passw/i.test(words) ? 1 : 0;
}

/** The same place in every file that has it. */
export function choicesAt(
  kind: FileKind,
  files: readonly DescribedFile[],
  key: string,
): readonly ChosenDestination[] {
  return files.flatMap(({ fileId, fileName, places }): ChosenDestination[] => {
    const place = places.find((candidate) => keyOf(candidate) === key);
    if (place === undefined) return [];
    const label = `${kindWords[`${kind}-file`]}: ${fileName} · ${wordsOf(place)}`;
    return kind === 'env'
      ? [{ choice: { kind: 'env-file', fileId, name: String(place[0]) }, label }]
      : [{ choice: { kind: 'json-file', fileId, path: [...place] }, label }];
  });
}

/** The files that do not have the place. */
export const filesWithout = (
  files: readonly DescribedFile[],
  key: string,
): readonly DescribedFile[] =>
  files.filter(
    ({ places, error }) => error === null && !places.some((place) => keyOf(place) === key),
  );
