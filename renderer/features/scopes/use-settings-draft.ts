import { useState } from 'react';
import type { Environment, KeyDetails } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import { keysetFields, type PropertyValue } from '../../../shared/scopes/keyset-scope.ts';
import { nameProblem } from '../../parts/name-problem.ts';
import {
  draftChanges,
  propertyProblems,
  type DraftChanges,
  type KeysetDraft,
} from './keyset-draft.ts';

export interface SettingsDraft {
  /** What the provider showed when the editor was opened; a sync meanwhile does not move it. */
  readonly original: KeysetDraft;
  readonly draft: KeysetDraft;
  readonly changes: DraftChanges;
  readonly nameProblem: string | undefined;
  readonly problems: Readonly<Record<string, string>>;
  readonly problemCount: number;
  readonly setName: (name: string) => void;
  readonly setEnvironment: (environment: Environment) => void;
  readonly setProperty: (name: string, value: PropertyValue) => void;
}

export function useSettingsDraft(
  { summary, scope }: KeyDetails,
  { limits }: ProviderDescriptor,
): SettingsDraft {
  const [opened] = useState(() => ({
    scope: scope.kind === 'keyset' ? scope : null,
    draft: {
      name: summary.name,
      environment: summary.environment,
      properties: scope.kind === 'keyset' ? scope.properties : {},
    },
  }));
  const [draft, setDraft] = useState<KeysetDraft>(opened.draft);
  const changes = draftChanges(opened.draft, opened.scope, draft);
  const problems =
    opened.scope === null
      ? {}
      : propertyProblems(
          keysetFields(opened.scope.generation),
          opened.scope.properties,
          draft.properties,
        );
  const wrongName =
    changes.name === null ? undefined : nameProblem(changes.name, limits.keyNameMax);
  return {
    original: opened.draft,
    draft,
    changes,
    nameProblem: wrongName,
    problems,
    problemCount: Object.keys(problems).length + (wrongName === undefined ? 0 : 1),
    // From the latest draft: a number field reports when it loses the focus, so two fields may
    // change between two renders.
    setName: (name) => {
      setDraft((latest) => ({ ...latest, name }));
    },
    setEnvironment: (environment) => {
      setDraft((latest) => ({ ...latest, environment }));
    },
    setProperty: (name, value) => {
      setDraft((latest) => ({ ...latest, properties: { ...latest.properties, [name]: value } }));
    },
  };
}
