import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { Environment, KeySummary } from '../../../shared/keys/key.ts';
import { countOf } from '../../messages/count-words.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ScopeFields } from './scope-fields.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';
import styles from './keyset-form.module.css';

export interface SettingsFieldsProps {
  summary: KeySummary;
  form: SettingsDraft;
  descriptor: ProviderDescriptor;
}

/** What the provider lets be changed, and nothing else. */
export function SettingsFields({ summary, form, descriptor }: SettingsFieldsProps) {
  const { capabilities } = descriptor;
  const { shownScope } = form;
  return (
    <>
      <div className={styles['head']}>
        <TextField
          label="Name"
          value={form.draft.name}
          onChange={form.setName}
          error={form.nameProblem}
          isReadOnly={!capabilities.rename}
          description={capabilities.rename ? undefined : 'The provider does not rename keys.'}
          isRequired
        />
        {capabilities.editEnvironment && (
          <RadioGroup<Environment>
            label="Environment"
            orientation="horizontal"
            options={[
              { value: 'production', label: 'Production' },
              { value: 'testing', label: 'Testing' },
            ]}
            value={form.draft.environment}
            onChange={form.setEnvironment}
            description={
              summary.environment === 'production' ? undefined : descriptor.planNotes?.production
            }
          />
        )}
      </div>
      {form.draft.scope !== null && (
        <ScopeFields
          summary={summary}
          descriptor={descriptor}
          shown={shownScope}
          draft={form.draft.scope}
          problems={form.problems}
          onChange={form.changeScope}
        />
      )}
      {shownScope.kind === 'keyset' && shownScope.unmanaged.length > 0 && (
        <p className={styles['unmanaged']}>
          {countOf(shownScope.unmanaged.length, 'setting', 'settings')} that Rekey does not manage
          stay as they are.
        </p>
      )}
    </>
  );
}
