import { useState } from 'react';
import type { KeysetScope } from '../../../shared/scopes/keyset-scope.ts';
import type { ChangeScopeDraft, ScopeDraft } from '../../parts/scope-draft.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { KeysetForm } from './keyset-form.tsx';
import { keysetProblems, type Properties } from './keyset-draft.ts';
import { keysetTemplates, type KeysetTemplate, type TemplateId } from './keyset-templates.ts';

export interface NewKeysetSettingsProps {
  generation: KeysetScope['generation'];
  draft: ScopeDraft;
  onChange: ChangeScopeDraft;
}

/** The settings of a key that does not exist yet: a purpose to start from, then every property. */
export function NewKeysetSettings({ generation, draft, onChange }: NewKeysetSettingsProps) {
  const properties: Properties = draft.input.kind === 'keyset' ? draft.input.properties : {};
  const templates = keysetTemplates[generation];
  const [template, setTemplate] = useState(() => templateOf(templates, properties));
  return (
    <>
      <RadioGroup<TemplateId>
        label="Start from a purpose"
        options={templates.map(({ id, label, description }) => ({
          value: id,
          label,
          description,
        }))}
        value={template}
        onChange={(id) => {
          setTemplate(id);
          const chosen = templates.find((candidate) => candidate.id === id)?.properties ?? {};
          onChange(() => ({ input: { kind: 'keyset', properties: chosen }, text: null }));
        }}
      />
      <KeysetForm
        generation={generation}
        draft={draft}
        shown={null}
        problems={keysetProblems(generation, {}, properties)}
        onChange={onChange}
      />
    </>
  );
}

/** The template whose values these are, when a person comes back to this step. */
function templateOf(
  templates: readonly KeysetTemplate[],
  properties: Properties,
): TemplateId | null {
  const names = Object.keys(properties);
  const same = templates.find(
    (template) =>
      Object.keys(template.properties).length === names.length &&
      names.every((name) => template.properties[name] === properties[name]),
  );
  return same?.id ?? null;
}
