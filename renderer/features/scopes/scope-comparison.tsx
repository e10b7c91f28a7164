import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import type { ScopeDraft } from '../../parts/scope-draft.ts';
import { DiffLines } from '../../ui/diff-lines.tsx';
import { UntrustedText } from '../../ui/untrusted-text.tsx';
import { comparisonLines } from './scope-diff.ts';

export interface ScopeComparisonProps {
  /** Of the key that the new one is a copy of. */
  shown: KeyScope;
  name: string;
  draft: ScopeDraft;
}

/** Whether a copy will have the permissions of its source, or in what they differ. */
export function ScopeComparison({ shown, name, draft }: ScopeComparisonProps) {
  const lines = comparisonLines(shown, draft);
  return (
    <>
      <h2>
        Compared with <UntrustedText text={name} limit={120} />
      </h2>
      {lines.length === 0 ? (
        <p>
          The same permissions as <UntrustedText text={name} limit={120} />.
        </p>
      ) : (
        <DiffLines label="Differences from the key it is copied from" lines={lines} />
      )}
    </>
  );
}
