import { useSearch } from '@tanstack/react-router';
import { CreateKeyScreen } from '../features/keys/create/create-key-screen.tsx';
import type { KeySettingsSlot } from '../features/keys/create/key-settings-slot.ts';
import { keysetTemplatesV1 } from '../features/scopes/keyset-templates.ts';
import { NewKeysetSettings, newKeysetProblems } from '../features/scopes/new-keyset-settings.tsx';
import { NewSettingsReview } from '../features/scopes/new-settings-review.tsx';
import { ReturnedSettings } from '../features/scopes/returned-settings.tsx';

const settings: KeySettingsSlot = {
  initialProperties: keysetTemplatesV1[0]?.properties ?? {},
  fields: (form) => <NewKeysetSettings {...form} />,
  problemCount: (generation, properties) =>
    Object.keys(newKeysetProblems(generation, properties)).length,
  review: (generation, properties) => (
    <NewSettingsReview generation={generation} properties={properties} />
  ),
  returned: (scope, sent) => <ReturnedSettings scope={scope} sent={sent} />,
};

/** Creating a key is the keys' matter, what it may do the scopes': here they meet. */
export function CreateKeyRoute() {
  const { container } = useSearch({ from: '/keys/new' });
  return <CreateKeyScreen containerId={container} settings={settings} />;
}
