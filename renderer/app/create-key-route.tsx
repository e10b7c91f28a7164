import { useSearch } from '@tanstack/react-router';
import { CreateKeyScreen } from '../features/keys/create/create-key-screen.tsx';
import type { KeySettingsSlot } from '../features/keys/create/key-settings-slot.ts';
import { NewScopeFields } from '../features/scopes/new-scope-fields.tsx';
import { NewScopeReview } from '../features/scopes/new-scope-review.tsx';
import { newScope, newScopeProblems } from '../features/scopes/new-scope.ts';
import { ReturnedSettings } from '../features/scopes/returned-settings.tsx';

const settings: KeySettingsSlot = {
  initialScope: newScope,
  fields: (form) => <NewScopeFields {...form} />,
  problemCount: (kind, draft) => Object.keys(newScopeProblems(kind, draft)).length,
  review: (kind, draft) => <NewScopeReview kind={kind} draft={draft} />,
  returned: (scope, sent) => <ReturnedSettings scope={scope} sent={sent?.input ?? null} />,
};

/** Creating a key is the keys' matter, what it may do the scopes': here they meet. */
export function CreateKeyRoute() {
  const { container } = useSearch({ from: '/keys/new' });
  return <CreateKeyScreen containerId={container} settings={settings} />;
}
