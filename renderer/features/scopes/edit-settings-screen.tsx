import { useCommandQuery } from '../../ipc/use-command-query.ts';
import type { KeyId } from '../../../shared/lib/ids.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useProviders } from '../../parts/use-providers.ts';
import { SettingsEditor } from './settings-editor.tsx';

/** Name, environment and every setting of one key. */
export function EditSettingsScreen({ keyId }: { keyId: KeyId }) {
  const details = useCommandQuery('keys.get', { keyId });
  const { find } = useProviders();
  return (
    <Loaded query={details}>
      {(value) => {
        const descriptor = find(value.summary.providerId);
        return descriptor === undefined ? null : (
          <SettingsEditor details={value} descriptor={descriptor} />
        );
      }}
    </Loaded>
  );
}
