import { useState } from 'react';
import type { Connection, Container } from '../../../../shared/connections/connection.ts';
import type { Environment } from '../../../../shared/keys/key.ts';
import type { ContainerId } from '../../../../shared/lib/ids.ts';
import type { ProviderDescriptor } from '../../../../shared/providers/provider-descriptor.ts';
import { nameProblem } from '../../../parts/name-problem.ts';
import type { ChangeScopeDraft, ScopeDraft } from '../../../parts/scope-draft.ts';
import type { KeySettingsSlot } from './key-settings-slot.ts';

/** Where a key can be made: an app, its account and what the provider offers. */
export interface KeyPlace {
  readonly container: Container;
  readonly connection: Connection;
  readonly descriptor: ProviderDescriptor;
}

export interface KeyDraft {
  readonly containerId: ContainerId | null;
  readonly name: string;
  readonly environment: Environment;
  /** Null while no app is chosen, and where the provider sets what a key may do. */
  readonly scope: ScopeDraft | null;
}

export interface KeyDraftState {
  readonly draft: KeyDraft;
  /** Null while no app is chosen. */
  readonly place: KeyPlace | null;
  readonly nameProblem: string | undefined;
  readonly change: (part: Partial<Pick<KeyDraft, 'name' | 'environment'>>) => void;
  readonly chooseContainer: (containerId: ContainerId | null) => void;
  readonly changeScope: ChangeScopeDraft;
  readonly startAgain: () => void;
}

/** What a person has chosen so far; null: nothing, and then the place says what it begins with. */
interface Chosen {
  readonly containerId: ContainerId | null;
  readonly name: string;
  readonly environment: Environment | null;
  readonly scope: ScopeDraft | null;
}

export function useKeyDraft(
  places: readonly KeyPlace[],
  containerId: ContainerId | undefined,
  settings: KeySettingsSlot,
): KeyDraftState {
  const only = places.length === 1 ? places[0]?.container.id : undefined;
  const [chosen, setChosen] = useState(() => nothingIn(containerId ?? only ?? null));
  // Asked anew each time: an app that was just created is listed a moment later.
  const placeOf = (id: ContainerId | null) => places.find(({ container }) => container.id === id);
  const place = placeOf(chosen.containerId) ?? null;
  return {
    draft: {
      ...chosen,
      environment: environmentIn(place, chosen),
      scope: scopeIn(place, chosen, settings),
    },
    place,
    nameProblem: nameProblem(chosen.name, place?.descriptor.limits.keyNameMax ?? 200),
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
        const before = scopeIn(placeOf(latest.containerId) ?? null, latest, settings);
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
  name: '',
  environment: null,
  scope: null,
});

/** Where a provider knows no environments, none is asked for and none is sent. */
const environmentIn = (place: KeyPlace | null, { environment }: Chosen): Environment =>
  place?.descriptor.capabilities.editEnvironment === false ? 'unset' : (environment ?? 'testing');

function scopeIn(
  place: KeyPlace | null,
  { scope }: Chosen,
  settings: KeySettingsSlot,
): ScopeDraft | null {
  const kind = place?.descriptor.scope ?? null;
  return kind === null ? null : (scope ?? settings.initialScope(kind));
}
