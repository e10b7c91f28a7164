import type { KeyDetails } from '../../../../shared/keys/key.ts';
import { publicScopeWarnings } from '../../../../shared/keys/public-key.ts';
import { publicRule } from '../../../messages/key-words.ts';
import { Banner } from '../../../ui/banner.tsx';
import { visibleText } from '../../../ui/visible-text.ts';

/** Of a key that everybody can read: the rule for it, and what of its scope is too much. */
export function PublicNote({ details }: { details: KeyDetails }) {
  if (!details.annotations.isPublic) return null;
  const warnings = publicScopeWarnings(details.scope);
  return (
    <Banner tone={warnings.length === 0 ? 'info' : 'warning'} title="Public">
      <p>Shipped in a browser or an app. {publicRule(details.scope.kind === 'keyset')}</p>
      {warnings.map((warning) => (
        <p key={warning}>{visibleText(warning, 400)}</p>
      ))}
    </Banner>
  );
}
