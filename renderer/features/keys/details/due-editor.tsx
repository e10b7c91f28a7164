import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import type { KeyDue, KeyRule } from '../../../../shared/keys/due-plan.ts';
import type { KeyId } from '../../../../shared/lib/ids.ts';
import { useCommand } from '../../../ipc/use-command.ts';
import { useCommandQuery } from '../../../ipc/use-command-query.ts';
import { causeWords, dueWords } from '../../../messages/due-words.ts';
import { exactTime } from '../../../messages/exact-time.ts';
import { daysProblem } from '../../../parts/days-problem.ts';
import { ErrorBanner } from '../../../parts/error-banner.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { tagsOf, tagsProblem } from '../../../parts/tag-text.ts';
import { useNow } from '../../../parts/use-now.ts';
import { announce } from '../../../ui/announce.ts';
import { Button } from '../../../ui/button.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { UntrustedText } from '../../../ui/untrusted-text.tsx';
import styles from './key-details.module.css';

/** When this key is to be rotated, and what says so. Stays on this machine. */
export function DueEditor({ keyId }: { keyId: KeyId }) {
  const keyDue = useCommandQuery('keys.due', { keyId });
  return (
    <section aria-labelledby="key-due" className={styles['due']}>
      <h3 id="key-due">Rotation</h3>
      <Loaded query={keyDue}>
        {(value) => (
          <>
            <DueSentence due={value.due} />
            <DueForm key={keyId} keyId={keyId} plan={value.plan} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function DueSentence({ due }: Pick<KeyDue, 'due'>) {
  const now = useNow();
  const { dueAt, cause, snooze, isLowerBound } = due;
  if (dueAt === null || cause === null)
    return <p className={styles['note']}>It is never due. Rekey does not remind of it.</p>;
  const words = dueWords(due, now);
  return (
    <div className={styles['note']}>
      <p>
        {`${words.slice(0, 1).toUpperCase()}${words.slice(1)}, ${now > dueAt ? 'since' : 'on'} `}
        <time dateTime={new Date(dueAt).toISOString()}>{exactTime(dueAt)}</time>
        {` (${causeWords(cause)}).`}
        {isLowerBound && ' Counted from the first time Rekey saw it: it may be older.'}
      </p>
      {snooze !== null && (
        <p>
          {`Snoozed until ${exactTime(snooze.until)}: `}
          <UntrustedText text={snooze.reason} limit={200} />
        </p>
      )}
    </div>
  );
}

type RuleChoice = 'inherited' | 'days' | 'never';
const ruleOptions = [
  { value: 'inherited', label: 'as its tags or its environment say' },
  { value: 'days', label: 'after a number of days' },
  { value: 'never', label: 'never' },
] as const;

const choiceOf = (rule: KeyRule): RuleChoice =>
  rule === null ? 'inherited' : rule === 'never' ? 'never' : 'days';

function DueForm({ keyId, plan }: { keyId: KeyId; plan: KeyDue['plan'] }) {
  const [tagText, setTagText] = useState(plan.tags.join(', '));
  const [choice, setChoice] = useState(choiceOf(plan.rule));
  const [days, setDays] = useState(typeof plan.rule === 'number' ? plan.rule : null);
  const setRule = useCommand('keys.set-due-rule');
  const tags = tagsOf(tagText);
  const problem = tagsProblem(tags);
  const daysError = choice === 'days' ? daysProblem(days) : null;
  const rule = choice === 'inherited' ? null : choice === 'never' ? 'never' : days;
  const isChanged =
    tags.join() !== plan.tags.join() || choice !== choiceOf(plan.rule) || rule !== plan.rule;
  const canSave = isChanged && problem === null && daysError === null;
  const save = async () => {
    const result = await setRule.run({ keyId, tags, rule });
    if (result.ok) announce('Saved.');
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (canSave) void save();
  };
  const keepTyped = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isChanged) return;
    event.preventDefault();
    announce('Not closed: the rotation policy is not saved yet.');
  };
  return (
    <form className={styles['form']} onSubmit={submit} onKeyDown={keepTyped}>
      <TextField
        label="Tags"
        description="Separated by commas. Settings say how often keys with a tag are rotated."
        value={tagText}
        onChange={setTagText}
        error={problem ?? undefined}
      />
      <Select<RuleChoice>
        label="Rotate this key"
        options={ruleOptions}
        value={choice}
        onChange={setChoice}
      />
      {choice === 'days' && (
        <NumberField
          label="Days after the last rotation"
          unit="days"
          value={days}
          onChange={setDays}
          error={daysError !== null && days !== null ? daysError : undefined}
        />
      )}
      {setRule.error !== null && <ErrorBanner error={setRule.error} onRetry={() => void save()} />}
      <div className={styles['formActions']}>
        <Button type="submit" isDisabled={!canSave} isPending={setRule.isPending}>
          Save rotation policy
        </Button>
      </div>
    </form>
  );
}
