import { describe, expect, it } from 'vitest';
import {
  rememberedDestination,
  withAdded,
  copyDestination,
} from '../../../../../renderer/features/rotations/chosen-destination.ts';
import {
  choicesAt,
  filesWithout,
  offeredPlaces,
  type DescribedFile,
} from '../../../../../renderer/features/rotations/file-places.ts';
import { destinationIdSchema, pickedFileIdSchema } from '../../../../../shared/lib/ids.ts';

const file = (
  number: number,
  places: DescribedFile['places'],
  error: DescribedFile['error'] = null,
): DescribedFile => ({
  fileId: pickedFileIdSchema.parse(`01J0000000000000000000000${String(number)}`),
  fileName: `${String(number)}.env`,
  places,
  isCut: false,
  error,
});

describe('the places of several files', () => {
  const files = [
    file(1, [['PORT'], ['API_KEY'], ['APP_SECRET']]),
    file(2, [['PORT'], ['API_KEY'], ['not a variable']]),
    file(3, [], { kind: 'file-refused', reason: 'not-text', fileName: '3.env' }),
  ];

  it('are offered once, what looks like a secret first', () => {
    expect(offeredPlaces('env', files).map(({ words, fileCount }) => [words, fileCount])).toEqual([
      ['APP_SECRET', 1],
      ['API_KEY', 2],
      ['PORT', 2],
    ]);
  });

  it('are chosen in every file that has them, and the others are named', () => {
    const key = JSON.stringify(['APP_SECRET']);
    expect(choicesAt('env', files, key)).toEqual([
      {
        choice: { kind: 'env-file', fileId: files[0]?.fileId, name: 'APP_SECRET' },
        label: '.env file: 1.env · APP_SECRET',
      },
    ]);
    expect(filesWithout(files, key).map(({ fileName }) => fileName)).toEqual(['2.env']);
  });

  it('tell a number in a list from a name that looks like one', () => {
    const json = [file(1, [['keys', 0]]), file(2, [['keys', '0']])];
    expect(offeredPlaces('json', json)).toHaveLength(2);
    expect(choicesAt('json', json, JSON.stringify(['keys', 0]))).toMatchObject([
      { choice: { kind: 'json-file', path: ['keys', 0] } },
    ]);
  });
});

describe('chosen destinations', () => {
  it('are added once each', () => {
    const byHand = { choice: { kind: 'by-hand', note: 'x' }, label: 'By hand: x' } as const;
    expect(withAdded([copyDestination], [byHand, copyDestination, byHand])).toEqual([
      copyDestination,
      byHand,
    ]);
  });

  it('of the last rotation are chosen by their id, and copying as copying', () => {
    const id = destinationIdSchema.parse('01J00000000000000000000009');
    expect(
      rememberedDestination({ id, kind: 'env-file', label: 'a.env', detail: 'KEY' }).choice,
    ).toEqual({ kind: 'remembered', destinationId: id });
    expect(rememberedDestination({ id, kind: 'copy', label: '', detail: '' })).toBe(
      copyDestination,
    );
  });
});
