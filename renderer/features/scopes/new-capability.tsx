import { useState } from 'react';
import type { Container } from '../../../shared/connections/connection.ts';
import type { ChangeScopeDraft } from '../../parts/scope-draft.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { withMap, type CapabilityDraft } from './capability-draft.ts';
import { CapabilityEditor } from './capability-editor.tsx';
import { capabilityTemplates, type CapabilityTemplateId } from './capability-templates.ts';

export interface NewCapabilityProps {
  draft: CapabilityDraft;
  onChange: ChangeScopeDraft;
  targetsOf: Container['id'] | null;
}

/** A purpose to start from, then everything. */
export function NewCapability({ draft, onChange, targetsOf }: NewCapabilityProps) {
  const [id, setId] = useState<CapabilityTemplateId | null>(null);
  const template = capabilityTemplates.find((candidate) => candidate.id === id);
  return (
    <>
      <RadioGroup<CapabilityTemplateId>
        label="Start from a purpose"
        options={capabilityTemplates.map(({ id: value, label, description }) => ({
          value,
          label,
          description,
        }))}
        value={id}
        onChange={(next) => {
          const chosen = capabilityTemplates.find((candidate) => candidate.id === next);
          setId(next);
          onChange((latest) => withMap(latest, chosen?.capability ?? {}));
        }}
      />
      <CapabilityEditor
        key={id}
        draft={draft}
        onChange={onChange}
        targetsOf={targetsOf}
        startForm={template?.start ?? undefined}
      />
    </>
  );
}
