import type { KeyScope, ScopeInput } from '../../../shared/scopes/key-scope.ts';
import { keysetValueText } from '../../../shared/scopes/keyset-scope.ts';
import { DescriptionList } from '../../ui/description-list.tsx';
import { visibleText } from '../../ui/visible-text.ts';
import { returnedDefaults } from './keyset-draft.ts';

export interface ReturnedSettingsProps {
  scope: KeyScope;
  sent: ScopeInput | null;
}

/** What the provider chose because it was not told. */
export function ReturnedSettings({ scope, sent }: ReturnedSettingsProps) {
  if (scope.kind !== 'keyset') return null;
  const defaults = returnedDefaults(scope, sent?.kind === 'keyset' ? sent.properties : {});
  return (
    <>
      <h2>Chosen by the provider</h2>
      {defaults.length === 0 ? (
        <p>Nothing: it answered with exactly the settings that were sent.</p>
      ) : (
        <DescriptionList
          items={defaults.map(({ field, value }) => ({
            term: field.label,
            details: visibleText(keysetValueText(field, value)),
          }))}
        />
      )}
    </>
  );
}
