import { useState } from 'react';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';
import { countOf } from '../../messages/count-words.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { keyOptions } from './vault-keys.ts';

export interface KeyPickerProps {
  label: string;
  isLabelHidden?: boolean | undefined;
  nouns: { readonly key: string; readonly keys: string };
  keys: readonly KeySummary[];
  chosenId: KeyId | undefined;
  onChange: (keyId: KeyId | undefined) => void;
  description?: string | undefined;
  error?: string | undefined;
  autoFocus?: boolean | undefined;
}

/** One key out of thousands, by typing parts of its name. */
export function KeyPicker({ keys, chosenId, onChange, nouns, ...field }: KeyPickerProps) {
  const [typed, setTyped] = useState('');
  const chosen = keys.find(({ id }) => id === chosenId);
  return (
    <ComboBox
      {...field}
      options={keyOptions(keys, typed, chosen)}
      value={chosen?.id ?? null}
      onChange={(value) => {
        onChange(keys.find(({ id }) => id === value)?.id);
      }}
      onQueryChange={setTyped}
      placeholder={`Find one of ${countOf(keys.length, nouns.key, nouns.keys)}…`}
    />
  );
}
