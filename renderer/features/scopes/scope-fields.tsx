import type { KeySummary } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type { ChangeScopeDraft, ScopeDraft } from '../../parts/scope-draft.ts';
import { isCapabilityDraft } from './capability-draft.ts';
import { CapabilityEditor } from './capability-editor.tsx';
import { isChannelDraft } from './channel-draft.ts';
import { ChannelEditor } from './channel-editor.tsx';
import { KeysetForm } from './keyset-form.tsx';
import type { Problems } from './scope-problems.ts';

export interface ScopeFieldsProps {
  summary: KeySummary;
  descriptor: ProviderDescriptor;
  /** As the provider showed it when the editor was opened. */
  shown: KeyScope;
  draft: ScopeDraft;
  problems: Problems;
  onChange: ChangeScopeDraft;
}

/** The editor of a key's scope, by its kind. */
export function ScopeFields(props: ScopeFieldsProps) {
  const { summary, descriptor, shown, draft, problems, onChange } = props;
  const targetsOf = descriptor.capabilities.scopeTargets ? summary.containerId : null;
  if (shown.kind === 'keyset')
    return (
      <KeysetForm
        generation={shown.generation}
        draft={draft}
        shown={shown.properties}
        problems={problems}
        onChange={onChange}
      />
    );
  if (isCapabilityDraft(draft))
    return <CapabilityEditor draft={draft} targetsOf={targetsOf} onChange={onChange} />;
  return isChannelDraft(draft) && shown.kind === 'channels' ? (
    <ChannelEditor draft={draft} shown={shown} targetsOf={targetsOf} onChange={onChange} />
  ) : null;
}
