import { useState } from 'react';
import { countOf } from '../../messages/count-words.ts';
import { errorMessage } from '../../messages/error-message.ts';
import { Button } from '../../ui/button.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import type { ChosenDestination } from './chosen-destination.ts';
import {
  choicesAt,
  filesWithout,
  offeredPlaces,
  type DescribedFile,
  type FileKind,
} from './file-places.ts';
import styles from './rotations.module.css';

export interface FilePlacesFormProps {
  kind: FileKind;
  files: readonly DescribedFile[];
  onAdd: (chosen: readonly ChosenDestination[]) => void;
  onCancel: () => void;
}

/** One choice of the place, for all picked files that have it. */
export function FilePlacesForm({ kind, files, onAdd, onCancel }: FilePlacesFormProps) {
  const places = offeredPlaces(kind, files);
  const [key, setKey] = useState(places[0]?.key ?? null);
  const chosen = key === null ? [] : choicesAt(kind, files, key);
  const without = key === null ? [] : filesWithout(files, key);
  return (
    <div className={styles['form']} role="group" aria-label={formLabels[kind]}>
      {places.length === 0 ? (
        <p>{noPlaces[kind]}</p>
      ) : (
        <ComboBox<string>
          label={placeLabels[kind]}
          description={
            files.some(({ isCut }) => isCut)
              ? 'A file has more places than are listed here.'
              : 'Its value is replaced when the rotation comes to it. Everything else stays as it is.'
          }
          options={places.map(({ key: value, words, fileCount }) => ({
            value,
            label: visibleText(words, 120),
            description:
              files.length === 1 ? undefined : `in ${String(fileCount)} of ${String(files.length)}`,
          }))}
          value={key}
          onChange={setKey}
        />
      )}
      {without.length > 0 && (
        <p className={styles['muted']}>
          Left out, because it is not in:{' '}
          <UntrustedText text={without.map(({ fileName }) => fileName).join(', ')} limit={300} />
        </p>
      )}
      {files.map(
        ({ fileId, error }) =>
          error !== null && (
            <p key={fileId} className={styles['muted']}>
              {`Left out: ${errorMessage(error).sentence}`}
            </p>
          ),
      )}
      <div className={styles['row']}>
        <Button
          variant="primary"
          isDisabled={chosen.length === 0}
          autoFocus
          onPress={() => {
            onAdd(chosen);
          }}
        >
          {`Add ${countOf(chosen.length, 'destination', 'destinations')}`}
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}

const formLabels: Readonly<Record<FileKind, string>> = {
  env: 'Place in the .env files',
  json: 'Place in the JSON files',
};

const placeLabels: Readonly<Record<FileKind, string>> = {
  env: 'Variable that gets the new secret',
  json: 'Place that gets the new secret',
};

const noPlaces: Readonly<Record<FileKind, string>> = {
  env: 'None of these files has a variable. Add one with an empty value first.',
  json: 'None of these files has a text value. Add one first.',
};
