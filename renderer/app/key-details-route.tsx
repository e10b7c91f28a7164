import type { KeyId } from '../../shared/lib/ids.ts';
import { CheckPanel } from '../features/by-hand/check-panel.tsx';
import { KeyDetailsPane } from '../features/keys/details/key-details-pane.tsx';
import { ScopePanel } from '../features/scopes/scope-panel.tsx';

export function KeyDetailsRoute({ keyId, onClose }: { keyId: KeyId; onClose: () => void }) {
  return (
    <KeyDetailsPane
      key={keyId}
      keyId={keyId}
      onClose={onClose}
      scopePanel={(scope) => <ScopePanel scope={scope} />}
      checkPanel={(summary) => <CheckPanel summary={summary} />}
    />
  );
}
