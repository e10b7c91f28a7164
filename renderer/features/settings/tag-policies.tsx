import { useState, type SyntheticEvent } from 'react';
import { tagLimits } from '../../../shared/keys/due-limits.ts';
import type { TagPolicy } from '../../../shared/keys/due-plan.ts';
import type { Settings } from '../../../shared/settings/settings.ts';
import { countOf } from '../../messages/count-words.ts';
import { daysProblem } from '../../parts/days-problem.ts';
import { tagProblem } from '../../parts/tag-text.ts';
import { Button } from '../../ui/button.tsx';
import { FieldSet } from '../../ui/field-set.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SavedNote } from './saved-note.tsx';
import { useSaveSetting } from './use-save-setting.ts';
import styles from './settings.module.css';

/** How often keys with a tag are rotated. */
export function TagPolicies({ settings }: { settings: Settings }) {
  const saving = useSaveSetting();
  const policies = settings.tagPolicies;
  const save = (tagPolicies: TagPolicy[]) => saving.save({ tagPolicies });
  return (
    <FieldSet
      legend="Age by tag"
      description="For a key with one of these tags this counts instead of its environment; of several the shortest. Tags are given to a key in its notes."
    >
      {policies.length > 0 && (
        <ul className={styles['policies']} aria-label="Policies by tag">
          {policies.map(({ tag, days }) => (
            <li key={tag} className={styles['policy']}>
              <span className={styles['tag']}>{tag}</span>
              <span>{countOf(days, 'day', 'days')}</span>
              <IconButton
                icon="delete"
                size="small"
                label={`Remove the policy for ${tag}`}
                onPress={() => void save(policies.filter((policy) => policy.tag !== tag))}
              />
            </li>
          ))}
        </ul>
      )}
      {policies.length < tagLimits.policies && (
        <PolicyAdder
          policies={policies}
          isPending={saving.isPending}
          onAdd={(policy) => save([...policies, policy])}
        />
      )}
      <SavedNote saving={saving} />
    </FieldSet>
  );
}

interface PolicyAdderProps {
  policies: readonly TagPolicy[];
  isPending: boolean;
  onAdd: (policy: TagPolicy) => Promise<boolean>;
}

function PolicyAdder({ policies, isPending, onAdd }: PolicyAdderProps) {
  const [tagText, setTagText] = useState('');
  const [days, setDays] = useState<number | null>(null);
  const tag = tagText.trim().toLowerCase();
  const isTaken = policies.some((policy) => policy.tag === tag);
  const problem = isTaken ? `There is a policy for ${tag} already.` : tagProblem(tag);
  const daysError = daysProblem(days);
  const isReady = problem === null && daysError === null && days !== null;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isReady || isPending) return;
    const isSaved = await onAdd({ tag, days });
    if (!isSaved) return;
    setTagText('');
    setDays(null);
  };
  return (
    <form className={styles['adder']} onSubmit={(event) => void submit(event)} noValidate>
      <TextField
        label="Tag"
        value={tagText}
        onChange={setTagText}
        placeholder="ci"
        error={tag === '' ? undefined : (problem ?? undefined)}
      />
      <NumberField
        label="Rotate after"
        unit="days"
        value={days}
        onChange={setDays}
        error={days === null ? undefined : (daysError ?? undefined)}
      />
      <div className={styles['adderButton']}>
        <Button type="submit" icon="add" isDisabled={!isReady} isPending={isPending}>
          Add policy
        </Button>
      </div>
    </form>
  );
}
