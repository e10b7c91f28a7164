import { useState } from 'react';
import type { Connection, Container } from '../../../../shared/connections/connection.ts';
import type { Environment } from '../../../../shared/keys/key.ts';
import type { ContainerId } from '../../../../shared/lib/ids.ts';
import type { ProviderDescriptor } from '../../../../shared/providers/provider-descriptor.ts';
import type { PropertyValue } from '../../../../shared/scopes/keyset-scope.ts';
import { nameProblem } from '../../../parts/name-problem.ts';
import type { KeyProperties } from './key-settings-slot.ts';

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
  readonly properties: KeyProperties;
}

export interface KeyDraftState {
  readonly draft: KeyDraft;
  /** Null while no app is chosen. */
  readonly place: KeyPlace | null;
  readonly nameProblem: string | undefined;
  readonly change: (part: Partial<KeyDraft>) => void;
  readonly setProperty: (name: string, value: PropertyValue) => void;
  readonly startAgain: () => void;
}

export function useKeyDraft(
  places: readonly KeyPlace[],
  containerId: ContainerId | undefined,
  initialProperties: KeyProperties,
): KeyDraftState {
  const only = places.length === 1 ? places[0]?.container.id : undefined;
  const empty: KeyDraft = {
    containerId: containerId ?? only ?? null,
    name: '',
    environment: 'testing',
    properties: initialProperties,
  };
  const [draft, setDraft] = useState(empty);
  const place = places.find(({ container }) => container.id === draft.containerId) ?? null;
  return {
    draft,
    place,
    nameProblem: nameProblem(draft.name, place?.descriptor.limits.keyNameMax ?? 200),
    // From the latest draft: a number field reports when it loses the focus, so two fields may
    // change between two renders.
    change: (part) => {
      setDraft((latest) => ({ ...latest, ...part }));
    },
    setProperty: (name, value) => {
      setDraft((latest) => ({ ...latest, properties: { ...latest.properties, [name]: value } }));
    },
    startAgain: () => {
      setDraft((latest) => ({ ...empty, containerId: latest.containerId }));
    },
  };
}
