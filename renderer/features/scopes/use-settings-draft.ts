import { useState } from 'react';
import type { Environment, KeyDetails } from '../../../shared/keys/key.ts';
import type { ProviderDescriptor } from '../../../shared/providers/provider-descriptor.ts';
import type { KeyScope } from '../../../shared/scopes/key-scope.ts';
import { nameProblem } from '../../parts/name-problem.ts';
import type { ChangeScopeDraft } from '../../parts/scope-draft.ts';
import {
  draftOfRest,
  editChanges,
  openedDraft,
  type EditChanges,
  type EditDraft,
} from './edit-draft.ts';
import { scopeProblems } from './scope-problems.ts';

export interface SettingsDraft {
  /** What the provider showed when the editor was opened; a sync meanwhile does not move it. */
  readonly original: EditDraft;
  readonly shownScope: KeyScope;
  readonly draft: EditDraft;
  readonly changes: EditChanges;
  readonly nameProblem: string | undefined;
  /** By setting, or by what else is wrong with the scope, in words. */
  readonly problems: Readonly<Record<string, string>>;
  readonly problemCount: number;
  readonly setName: (name: string) => void;
  readonly setEnvironment: (environment: Environment) => void;
  readonly changeScope: ChangeScopeDraft;
  /** The settings were saved and the rest was not: this is the key now. */
  readonly keepRest: (now: KeyDetails) => void;
}

export function useSettingsDraft(
  details: KeyDetails,
  { limits, capabilities }: ProviderDescriptor,
): SettingsDraft {
  const openedAt = (shown: KeyDetails) => ({
    scope: shown.scope,
    draft: openedDraft(shown, capabilities.editScope),
  });
  const [opened, setOpened] = useState(() => openedAt(details));
  const [draft, setDraft] = useState<EditDraft>(opened.draft);
  const changes = editChanges(opened.draft, opened.scope, draft);
  const problems = draft.scope === null ? {} : scopeProblems(opened.scope, draft.scope);
  const wrongName =
    changes.name === null ? undefined : nameProblem(changes.name, limits.keyNameMax);
  return {
    original: opened.draft,
    shownScope: opened.scope,
    draft,
    changes,
    nameProblem: wrongName,
    problems,
    problemCount: Object.keys(problems).length + (wrongName === undefined ? 0 : 1),
    setName: (name) => {
      setDraft((latest) => ({ ...latest, name }));
    },
    setEnvironment: (environment) => {
      setDraft((latest) => ({ ...latest, environment }));
    },
    changeScope: (change) => {
      setDraft((latest) =>
        latest.scope === null ? latest : { ...latest, scope: change(latest.scope) },
      );
    },
    keepRest: (now) => {
      const reopened = openedAt(now);
      setOpened(reopened);
      setDraft(draftOfRest(reopened.draft, changes));
    },
  };
}
