import { useState } from 'react';
import { copyName } from '../../../../shared/keys/name-suggestions.ts';
import type { Connection, Container } from '../../../../shared/connections/connection.ts';
import type { Environment, KeyDetails } from '../../../../shared/keys/key.ts';
import type { ContainerId } from '../../../../shared/lib/ids.ts';
import type { ProviderDescriptor } from '../../../../shared/providers/provider-descriptor.ts';
import { nameProblem } from '../../../parts/name-problem.ts';
import type { ChangeScopeDraft, ScopeDraft } from '../../../parts/scope-draft.ts';
import type { KeySettingsSlot } from './key-settings-slot.ts';
import { useTakenNames } from './use-taken-names.ts';

/** Where a key can be made: an app, its account and what the provider offers. */
export interface KeyPlace {
  readonly container: Container;
  readonly connection: Connection;
  readonly descriptor: ProviderDescriptor;
}

/** Several keys in one, of which not all are shipped. */
export const isKeyset = (place: KeyPlace | null): boolean =>
  place?.descriptor.scope === 'keyset-v1' || place?.descriptor.scope === 'keyset-v2';

export interface KeyDraft {
  readonly containerId: ContainerId | null;
  readonly name: string;
  readonly environment: Environment;
  /** It will be shipped in a browser or an app. */
  readonly isPublic: boolean;
  /** Null while no app is chosen, and where the provider sets what a key may do. */
  readonly scope: ScopeDraft | null;
}

export interface KeyDraftState {
  readonly draft: KeyDraft;
  /** Null while no app is chosen. */
  readonly place: KeyPlace | null;
  /** The key that this is a copy of; null: of none, or of another provider's. */
  readonly source: KeyDetails | null;
  readonly nameProblem: string | undefined;
  readonly change: (part: Partial<Pick<KeyDraft, 'name' | 'environment' | 'isPublic'>>) => void;
  readonly chooseContainer: (containerId: ContainerId | null) => void;
  readonly changeScope: ChangeScopeDraft;
  readonly startAgain: () => void;
}

/** What a person has chosen so far; null: nothing, and then the place and the source say what it begins with. */
interface Chosen {
  readonly containerId: ContainerId | null;
  readonly name: string | null;
  readonly environment: Environment | null;
  readonly isPublic: boolean | null;
  readonly scope: ScopeDraft | null;
}

export function useKeyDraft(
  places: readonly KeyPlace[],
  start: { readonly containerId: ContainerId | undefined; readonly source: KeyDetails | null },
  settings: KeySettingsSlot,
): KeyDraftState {
  const only = places.length === 1 ? places[0]?.container.id : undefined;
  const [chosen, setChosen] = useState(() =>
    nothingIn(start.containerId ?? start.source?.summary.containerId ?? only ?? null),
  );
  const taken = useTakenNames(chosen.containerId);
  // Asked anew each time: an app that was just created is listed a moment later.
  const placeOf = (id: ContainerId | null) => places.find(({ container }) => container.id === id);
  const place = placeOf(chosen.containerId) ?? null;
  const source = sourceIn(place, start.source);
  const limit = place?.descriptor.limits.keyNameMax ?? 200;
  const name = chosen.name ?? (source === null ? '' : copyName(source.summary.name, taken, limit));
  return {
    draft: {
      containerId: chosen.containerId,
      name,
      environment: environmentIn(place, chosen, source),
      isPublic: chosen.isPublic ?? source?.annotations.isPublic ?? false,
      scope: scopeIn(place, chosen, source, settings),
    },
    place,
    source,
    nameProblem: nameProblem(name, limit),
    change: (part) => {
      setChosen((latest) => ({ ...latest, ...part }));
    },
    chooseContainer: (next) => {
      setChosen((latest) => {
        const isSameProvider =
          placeOf(latest.containerId)?.descriptor.id === placeOf(next)?.descriptor.id;
        return { ...latest, containerId: next, scope: isSameProvider ? latest.scope : null };
      });
    },
    changeScope: (change) => {
      setChosen((latest) => {
        const there = placeOf(latest.containerId) ?? null;
        const before = scopeIn(there, latest, sourceIn(there, start.source), settings);
        return before === null ? latest : { ...latest, scope: change(before) };
      });
    },
    startAgain: () => {
      setChosen((latest) => nothingIn(latest.containerId));
    },
  };
}

const nothingIn = (containerId: ContainerId | null): Chosen => ({
  containerId,
  name: null,
  environment: null,
  isPublic: null,
  scope: null,
});

/** A scope means nothing at another provider. */
const sourceIn = (place: KeyPlace | null, source: KeyDetails | null): KeyDetails | null =>
  source !== null && source.summary.providerId === place?.descriptor.id ? source : null;

/** Where a provider knows no environments, none is asked for and none is sent. */
function environmentIn(
  place: KeyPlace | null,
  { environment }: Chosen,
  source: KeyDetails | null,
): Environment {
  if (place?.descriptor.capabilities.editEnvironment === false) return 'unset';
  const copied = source?.summary.environment ?? 'unset';
  return environment ?? (copied === 'unset' ? 'testing' : copied);
}

function scopeIn(
  place: KeyPlace | null,
  { scope }: Chosen,
  source: KeyDetails | null,
  settings: KeySettingsSlot,
): ScopeDraft | null {
  const kind = place?.descriptor.scope ?? null;
  if (kind === null) return null;
  const copied = source === null ? null : settings.copiedScope(source.scope);
  return scope ?? copied ?? settings.initialScope(kind);
}
