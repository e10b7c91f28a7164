import { Banner } from '../../ui/banner.tsx';
import type { ScopeEdit } from './edit-draft.ts';

/** Why the key's name has to be typed before this is sent. */
export function DangerNote({ edit }: { edit: ScopeEdit }) {
  if (edit.kind === 'channels')
    return (
      <Banner tone="danger" title="This key will reach every recipient">
        It was restricted to its channels. After this it can send to everybody in the account, those
        of channels added later too.
      </Banner>
    );
  if (edit.kind !== 'keyset') return null;
  const dangers = edit.changes.filter(({ field }) => field.danger !== null);
  return (
    <Banner tone="danger" title="This may destroy data">
      {dangers.map(({ field }) => `${field.label}: ${field.effect ?? ''}`).join(' ')} There is no
      way back.
    </Banner>
  );
}
