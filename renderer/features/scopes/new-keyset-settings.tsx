import { useState } from 'react';
import {
  keysetFields,
  type KeysetScope,
  type PropertyValue,
} from '../../../shared/scopes/keyset-scope.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { KeysetForm } from './keyset-form.tsx';
import { propertyProblems, type Properties } from './keyset-draft.ts';
import { keysetTemplatesV1, type TemplateId } from './keyset-templates.ts';

export interface NewKeysetSettingsProps {
  generation: KeysetScope['generation'];
  properties: Properties;
  onChange: (name: string, value: PropertyValue) => void;
  /** A template takes the place of everything. */
  onReplace: (properties: Properties) => void;
}

/** Problems of a draft by property name; empty when it can be sent. */
export const newKeysetProblems = (
  generation: KeysetScope['generation'],
  properties: Properties,
): Readonly<Record<string, string>> => propertyProblems(keysetFields(generation), {}, properties);

/** The settings of a key that does not exist yet: a purpose to start from, then every property. */
export function NewKeysetSettings({
  generation,
  properties,
  onChange,
  onReplace,
}: NewKeysetSettingsProps) {
  const [template, setTemplate] = useState<TemplateId | null>(() => templateOf(properties));
  return (
    <>
      <RadioGroup<TemplateId>
        label="Start from a purpose"
        options={keysetTemplatesV1.map(({ id, label, description }) => ({
          value: id,
          label,
          description,
        }))}
        value={template}
        onChange={(id) => {
          setTemplate(id);
          onReplace(keysetTemplatesV1.find((candidate) => candidate.id === id)?.properties ?? {});
        }}
      />
      <KeysetForm
        generation={generation}
        properties={properties}
        problems={newKeysetProblems(generation, properties)}
        onChange={onChange}
      />
    </>
  );
}

/** The template whose values these are, when a person comes back to this step. */
function templateOf(properties: Properties): TemplateId | null {
  const names = Object.keys(properties);
  const same = keysetTemplatesV1.find(
    (template) =>
      Object.keys(template.properties).length === names.length &&
      names.every((name) => template.properties[name] === properties[name]),
  );
  return same?.id ?? null;
}
