import {
  keysetFields,
  type KeysetScope,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';
import { FieldSet } from '../../ui/field-set.tsx';
import { fieldGroups } from './field-groups.ts';
import { KeysetFieldInput } from './keyset-field-input.tsx';
import { idleReason, type Properties } from './keyset-draft.ts';
import styles from './keyset-form.module.css';

export interface KeysetFormProps {
  generation: KeysetScope['generation'];
  properties: Properties;
  /** By property name, in words. */
  problems: Readonly<Record<string, string>>;
  onChange: (name: string, value: PropertyValue) => void;
}

/** All properties of a keyset, made from the table of its generation. */
export function KeysetForm({ generation, properties, problems, onChange }: KeysetFormProps) {
  const fields = keysetFields(generation);
  return (
    <div className={styles['groups']}>
      {fieldGroups(fields).map(({ group, fields: members }) => (
        <div key={group}>
          <FieldSet legend={group}>
            {members.map((field) => (
              <KeysetFieldInput
                key={field.name}
                field={field}
                value={properties[field.name]}
                idleReason={idleReason(field, fields, properties)}
                problem={problems[field.name]}
                onChange={(value) => {
                  onChange(field.name, value);
                }}
              />
            ))}
          </FieldSet>
        </div>
      ))}
    </div>
  );
}
