import {
  keysetFields,
  keysetLockReason,
  type KeysetScope,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';
import type { ChangeScopeDraft, ScopeDraft } from '../../parts/scope-draft.ts';
import { FieldSet } from '../../ui/field-set.tsx';
import { fieldGroups } from './field-groups.ts';
import { keysetText } from './keyset-document.ts';
import { KeysetFieldInput } from './keyset-field-input.tsx';
import {
  idleReason,
  keysetDocumentProblems,
  withKeysetDocument,
  withProperty,
  type Properties,
} from './keyset-draft.ts';
import { RawDocument, UnreadableNote } from './raw-document.tsx';
import styles from './keyset-form.module.css';

export interface KeysetFormProps {
  generation: KeysetScope['generation'];
  draft: ScopeDraft;
  /** What the provider shows; null for a keyset that does not exist yet. */
  shown: Properties | null;
  /** By property name, in words. */
  problems: Readonly<Record<string, string>>;
  onChange: ChangeScopeDraft;
}

/** All properties of a keyset, made from the table of its generation, and its document beside them. */
export function KeysetForm({ generation, draft, shown, problems, onChange }: KeysetFormProps) {
  const properties: Properties = draft.input.kind === 'keyset' ? draft.input.properties : {};
  const documentProblems = keysetDocumentProblems(generation, draft);
  return (
    <div className={styles['editor']} data-wide>
      {documentProblems.length > 0 && (
        <UnreadableNote
          onDiscard={() => {
            onChange((latest) => ({ ...latest, text: null }));
          }}
        />
      )}
      <KeysetGroups
        generation={generation}
        properties={properties}
        shown={shown}
        problems={problems}
        isResting={documentProblems.length > 0}
        onChange={(name, value) => {
          onChange((latest) => withProperty(latest, shown ?? {}, name, value));
        }}
      />
      <div className={styles['document']}>
        <RawDocument
          text={draft.text ?? keysetText(generation, properties)}
          description="The settings that Rekey manages, as the provider writes them. What is left out stays as it is."
          problems={documentProblems}
          onChange={(text) => {
            onChange((latest) => withKeysetDocument(latest, generation, shown ?? {}, text));
          }}
        />
      </div>
    </div>
  );
}

interface KeysetGroupsProps extends Pick<KeysetFormProps, 'generation' | 'shown' | 'problems'> {
  properties: Properties;
  isResting: boolean;
  onChange: (name: string, value: PropertyValue) => void;
}

function KeysetGroups({ generation, properties, shown, ...rest }: KeysetGroupsProps) {
  const all = keysetFields(generation);
  // What can only be read says nothing before there is a keyset.
  const fields = shown === null ? all.filter(({ locked }) => locked !== 'read-only') : all;
  return (
    <div className={styles['groups']} inert={rest.isResting}>
      {fieldGroups(fields).map(({ group, fields: members }) => (
        <div key={group}>
          <FieldSet legend={group}>
            {members.map((field) => (
              <KeysetFieldInput
                key={field.name}
                field={field}
                value={properties[field.name]}
                idleReason={idleReason(field, all, properties)}
                lockReason={keysetLockReason(field, shown?.[field.name])}
                problem={rest.problems[field.name]}
                onChange={(value) => {
                  rest.onChange(field.name, value);
                }}
              />
            ))}
          </FieldSet>
        </div>
      ))}
    </div>
  );
}
