import type { Container } from '../../../shared/connections/connection.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { ChangeScopeDraft, ScopeDraft, ScopeEditorKind } from '../../parts/scope-draft.ts';
import { isCapabilityDraft } from './capability-draft.ts';
import { isChannelDraft } from './channel-draft.ts';
import { NewCapability } from './new-capability.tsx';
import { NewChannels } from './new-channels.tsx';
import { NewKeysetSettings } from './new-keyset-settings.tsx';
import { generationOf } from './new-scope.ts';

export interface NewScopeFieldsProps {
  kind: ScopeEditorKind;
  draft: ScopeDraft;
  onChange: ChangeScopeDraft;
  container: Container;
  descriptor: ProviderDescriptor;
}

/** What a key that does not exist yet may do: a purpose to start from, then everything. */
export function NewScopeFields({
  kind,
  draft,
  onChange,
  container,
  descriptor,
}: NewScopeFieldsProps) {
  const targetsOf = descriptor.capabilities.scopeTargets ? container.id : null;
  switch (kind) {
    case 'keyset-v1':
    case 'keyset-v2':
      return (
        <NewKeysetSettings generation={generationOf(kind)} draft={draft} onChange={onChange} />
      );
    case 'capability':
      return isCapabilityDraft(draft) ? (
        <NewCapability draft={draft} targetsOf={targetsOf} onChange={onChange} />
      ) : null;
    case 'channels':
      return isChannelDraft(draft) ? (
        <NewChannels draft={draft} targetsOf={targetsOf} onChange={onChange} />
      ) : null;
  }
}
