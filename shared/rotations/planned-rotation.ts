import { ROTATION_VERSION, type Rotation } from './rotation.ts';
import type { RotationStep } from './rotation-view.ts';

/** What a new rotation is made of; the plan was just recomputed and found unchanged. */
type NewRotation = Pick<
  Rotation,
  | 'id'
  | 'connectionId'
  | 'providerId'
  | 'accountName'
  | 'startedBy'
  | 'containerId'
  | 'providerContainerId'
  | 'oldKey'
  | 'plan'
  | 'destinations'
> & { readonly at: number };

/** A rotation written down, with nothing sent yet. */
export function plannedRotation({ at, ...facts }: NewRotation): Rotation {
  const step: RotationStep = 'planned';
  return {
    version: ROTATION_VERSION,
    ...facts,
    consent: {
      count: 0,
      marker: facts.plan.marker,
      newName: facts.plan.newName,
      expiresAt: null,
      listedStubs: facts.plan.listedStubs,
    },
    lostStubs: [],
    mayHaveRenewed: false,
    isOldLost: false,
    formerMarkers: [],
    scopeCompared: 'not-yet',
    scopeDifferences: [],
    proofNew: null,
    proofDead: null,
    endStatements: [],
    timeline: [{ at, step }],
    startedAt: at,
    updatedAt: at,
    closing: null,
    state: { step },
  };
}
