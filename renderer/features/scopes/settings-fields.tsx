import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type { Environment } from '../../../shared/keys/key.ts';
import { countOf } from '../../messages/count-words.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { KeysetForm } from './keyset-form.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';
import styles from './keyset-form.module.css';

export interface SettingsFieldsProps {
  form: SettingsDraft;
  descriptor: ProviderDescriptor;
  scope: KeyScope;
}

/** What the provider lets be changed, and nothing else. */
export function SettingsFields({ form, descriptor, scope }: SettingsFieldsProps) {
  const { capabilities } = descriptor;
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
          />
        )}
      </div>
      {scope.kind === 'keyset' && capabilities.editScope && (
        <KeysetForm
          generation={scope.generation}
          properties={form.draft.properties}
          problems={form.problems}
          onChange={form.setProperty}
        />
      )}
      {scope.kind === 'keyset' && scope.unmanaged.length > 0 && (
        <p className={styles['unmanaged']}>
          {countOf(scope.unmanaged.length, 'setting', 'settings')} that Rekey does not manage stay
          as they are.
        </p>
      )}
    </>
  );
}
