import { useSearch } from '@tanstack/react-router';
import { CreateKeyScreen } from '../features/keys/create/create-key-screen.tsx';
import type { KeySettingsSlot } from '../features/keys/create/key-settings-slot.ts';
import { NewScopeFields } from '../features/scopes/new-scope-fields.tsx';
import { NewScopeReview } from '../features/scopes/new-scope-review.tsx';
import {
  copiedScope,
  newScope,
  newScopeProblems,
  warningsIfPublic,
} from '../features/scopes/new-scope.ts';
import { ReturnedSettings } from '../features/scopes/returned-settings.tsx';
import { ScopeComparison } from '../features/scopes/scope-comparison.tsx';

const settings: KeySettingsSlot = {
  initialScope: newScope,
  copiedScope,
  fields: (form) => <NewScopeFields {...form} />,
  problemCount: (kind, draft) => Object.keys(newScopeProblems(kind, draft)).length,
  review: (kind, draft) => <NewScopeReview kind={kind} draft={draft} />,
  comparison: (shown, name, draft) => <ScopeComparison shown={shown} name={name} draft={draft} />,
  warningsIfPublic,
  returned: (scope, sent, differences) => (
    <ReturnedSettings scope={scope} sent={sent?.input ?? null} differences={differences} />
  ),
};

/** Creating a key is the keys' matter, what it may do the scopes': here they meet. */
export function CreateKeyRoute() {
  const { container, like } = useSearch({ from: '/keys/new' });
  return <CreateKeyScreen containerId={container} likeId={like} settings={settings} />;
}
