import { useState } from 'react';
import { settingLimits, type NumberSetting } from '../../../shared/settings/setting-limits.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { figureProblem } from './number-setting.ts';
import { SavedNote } from './saved-note.tsx';
import { useSaveSetting } from './use-save-setting.ts';
import styles from './settings.module.css';

export interface NumberSettingFieldProps {
  name: NumberSetting;
  label: string;
  unit: string;
  description?: string | undefined;
  settings: Settings;
}

/** What was typed and is not (yet) what is saved. */
interface Draft {
  readonly typed: number | null;
}

/** Saved when the field is left or Enter is pressed. A refused figure stays to be mended; the old one counts. */
export function NumberSettingField({
  name,
  label,
  unit,
  description,
  settings,
}: NumberSettingFieldProps) {
  const saved = settings[name];
  const [seen, setSeen] = useState(saved);
  const [draft, setDraft] = useState<Draft | null>(null);
  const saving = useSaveSetting();
  if (seen !== saved) {
    setSeen(saved);
    setDraft(null);
  }
  const { min, max } = settingLimits[name];
  const shown = draft === null ? saved : draft.typed;
  const problem = figureProblem(name, shown, unit);
  const change = async (typed: number | null) => {
    setDraft({ typed });
    if (typed === null || typed === saved || figureProblem(name, typed, unit) !== null) return;
    const isSaved = await saving.save({ [name]: typed });
    if (!isSaved) setDraft(null);
  };
  return (
    <div className={styles['setting']}>
      <NumberField
        label={label}
        unit={unit}
        value={shown}
        onChange={(typed) => void change(typed)}
        minValue={min}
        maxValue={max}
        description={description}
        error={problem ?? undefined}
      />
      {problem === null && <SavedNote saving={saving} />}
    </div>
  );
}
