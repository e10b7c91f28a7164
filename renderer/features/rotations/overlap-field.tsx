import { useState } from 'react';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/lib/duration.ts';
import { durationWords } from '../../messages/duration-words.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { Select } from '../../ui/select.tsx';
import { boundsWords, isWithin, overlapPresets, type OverlapBounds } from './strategy-words.ts';
import styles from './rotations.module.css';

const custom = 'custom';
const units = {
  minutes: MINUTE_MS,
  hours: HOUR_MS,
  days: DAY_MS,
} as const;
type Unit = keyof typeof units;

export interface OverlapFieldProps {
  label: string;
  bounds: OverlapBounds;
  overlapMs: number;
  onChange: (overlapMs: number) => void;
  isDisabled?: boolean | undefined;
}

/** How long the old secret goes on: times with when to use them, or any time within the provider's bounds. */
export function OverlapField({
  label,
  bounds,
  overlapMs,
  onChange,
  isDisabled,
}: OverlapFieldProps) {
  const isPreset = overlapPresets.some((preset) => preset.overlapMs === overlapMs);
  const [isCustom, setIsCustom] = useState(!isPreset);
  return (
    <div className={styles['form']}>
      <RadioGroup<string>
        label={label}
        isDisabled={isDisabled}
        value={isCustom ? custom : String(overlapMs)}
        onChange={(value) => {
          setIsCustom(value === custom);
          if (value !== custom) onChange(Number(value));
        }}
        options={[
          ...overlapPresets.map((preset) => ({
            value: String(preset.overlapMs),
            label: durationWords(preset.overlapMs),
            description: isWithin(bounds, preset.overlapMs)
              ? preset.use
              : `The provider does not offer it. ${boundsWords(bounds)}`,
            isDisabled: !isWithin(bounds, preset.overlapMs),
          })),
          {
            value: custom,
            label: isPreset ? 'Another time' : `Another time: ${durationWords(overlapMs)}`,
            description: boundsWords(bounds),
          },
        ]}
      />
      {isCustom && (
        <CustomTime
          bounds={bounds}
          overlapMs={overlapMs}
          onUse={onChange}
          isDisabled={isDisabled}
        />
      )}
    </div>
  );
}

interface CustomTimeProps {
  bounds: OverlapBounds;
  overlapMs: number;
  onUse: (overlapMs: number) => void;
  isDisabled?: boolean | undefined;
}

/** Taken at the button only: each time means a new look at the key. */
function CustomTime({ bounds, overlapMs, onUse, isDisabled }: CustomTimeProps) {
  const [unit, setUnit] = useState<Unit>(() => unitOf(overlapMs));
  const [count, setCount] = useState<number | null>(() => overlapMs / units[unitOf(overlapMs)]);
  const typedMs = count === null ? null : count * units[unit];
  const problem = typedMs === null || !isWithin(bounds, typedMs) ? boundsWords(bounds) : undefined;
  return (
    <div className={styles['row']} role="group" aria-label="Another time">
      <NumberField
        label="How long"
        value={count}
        onChange={setCount}
        minValue={1}
        error={problem}
        isDisabled={isDisabled}
      />
      <Select<Unit>
        label="Unit"
        value={unit}
        onChange={setUnit}
        isDisabled={isDisabled}
        options={(Object.keys(units) as Unit[]).map((value) => ({ value, label: value }))}
      />
      <Button
        isDisabled={
          typedMs === null || problem !== undefined || typedMs === overlapMs || isDisabled
        }
        onPress={() => {
          if (typedMs !== null) onUse(typedMs);
        }}
      >
        Use this time
      </Button>
    </div>
  );
}

const unitOf = (overlapMs: number): Unit => {
  if (overlapMs % DAY_MS === 0) return 'days';
  return overlapMs % HOUR_MS === 0 ? 'hours' : 'minutes';
};
