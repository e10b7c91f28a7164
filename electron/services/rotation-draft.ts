import type { AppError } from '../../shared/errors/app-error.ts';
import { markName } from '../../shared/rotations/marker.ts';
import type { ProviderAdapter } from './ports/provider-adapter.ts';
import type { KeyDraft, ProviderKey } from './ports/provider-values.ts';
import { blocks, warns } from './rotation-findings.ts';
import type { Findings } from './rotation-preflight.ts';

/** The draft of the replacement: the same copyable scope and environment under a marked name. */
export function draftOf(
  adapter: ProviderAdapter,
  old: Pick<ProviderKey, 'providerContainerId' | 'name' | 'environment' | 'scope'>,
  marker: string,
  findings: Findings = [],
): KeyDraft {
  const marked = markName(old.name, marker, adapter.rules.keyNameMax);
  if (marked.isCut) findings.push(warns('name-will-be-cut'));
  const draft: KeyDraft = {
    providerContainerId: old.providerContainerId,
    name: marked.name,
    environment: old.environment,
    scope: adapter.copyableScope(old.scope),
  };
  const problems = [
    ...adapter.draftProblems(draft),
    // A key that may do something unknown cannot be replaced by one that provably may do the same.
    ...(draft.scope === null && adapter.descriptor.scope !== null
      ? ['What this key may do is not known, so it cannot be copied.']
      : []),
  ];
  if (problems.length > 0) {
    const issues = problems.slice(0, 30).map((problem) => problem.slice(0, 300));
    const error: AppError = { kind: 'invalid-input', issues };
    findings.push(blocks('draft-refused', error, problems.join(' ').slice(0, 300)));
  }
  return draft;
}

/** A name for the successor of a key that a person makes: the first free number behind the old name. */
export function suggestedName(oldName: string, taken: readonly string[]): string {
  const base = oldName.replace(/_\d{1,4}$/, '');
  for (let number = 2; ; number += 1) {
    const name = `${base}_${String(number)}`;
    if (!taken.includes(name)) return name;
  }
}
