import { useState } from 'react';
import type { Container } from '../../../shared/connections/connection.ts';
import type { ChangeScopeDraft } from '../../parts/scope-draft.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { isChannelDraft, type ChannelDraft } from './channel-draft.ts';
import { ChannelEditor } from './channel-editor.tsx';
import { channelTemplates, type ChannelTemplateId } from './channel-templates.ts';

export interface NewChannelsProps {
  draft: ChannelDraft;
  onChange: ChangeScopeDraft;
  targetsOf: Container['id'] | null;
}

/** A purpose to start from, then whom the key reaches. */
export function NewChannels({ draft, onChange, targetsOf }: NewChannelsProps) {
  const [id, setId] = useState<ChannelTemplateId | null>(null);
  return (
    <>
      <RadioGroup<ChannelTemplateId>
        label="Start from a purpose"
        options={channelTemplates.map(({ id: value, label, description }) => ({
          value,
          label,
          description,
        }))}
        // What reaches everybody is none of these purposes.
        value={draft.input.mode === 'all' ? null : id}
        onChange={(next) => {
          setId(next);
          onChange((latest) =>
            isChannelDraft(latest) && latest.input.mode === 'all' ? channelScoped : latest,
          );
        }}
      />
      <ChannelEditor draft={draft} shown={null} targetsOf={targetsOf} onChange={onChange} />
    </>
  );
}

const channelScoped: ChannelDraft = {
  input: { kind: 'channels', mode: 'channels', channels: [] },
  text: null,
};
