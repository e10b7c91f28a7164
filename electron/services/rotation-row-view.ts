import type { AppError } from '../../shared/errors/app-error.ts';
import {
  connectionIdSchema,
  type ConnectionId,
  type KeyId,
  type RotationId,
} from '../../shared/lib/ids.ts';
import { assertNever } from '../../shared/lib/assert-never.ts';
import { allowedCommands } from '../../shared/rotations/allowed-commands.ts';
import { canUndo } from '../../shared/rotations/destination-rules.ts';
import type { Destination, DestinationView } from '../../shared/rotations/destination.ts';
import {
  changesInPlace,
  isOpenRotation,
  newKeyOf,
  type Rotation,
} from '../../shared/rotations/rotation.ts';
import {
  isOpenStep,
  type RotationPlan,
  type RotationView,
} from '../../shared/rotations/rotation-view.ts';

/** A saved rotation as the wizard shows it: no path, no identifier, no secret. */
export function rotationView(row: Rotation, isBusy: boolean): RotationView {
  const { state, oldKey, plan } = row;
  const inner = state.step === 'needs-attention' ? state.from : state;
  const newKey = newKeyOf(row);
  return {
    id: row.id,
    connectionId: row.connectionId,
    providerId: row.providerId,
    keyId: oldKey.keyId,
    keyName: oldKey.name,
    containerName: plan.containerName,
    environment: oldKey.environment,
    newKeyId: newKey?.keyId ?? null,
    newKeyName: newKey?.name ?? row.consent.newName,
    newSecretPartId: newKey?.secretPartId ?? null,
    step: state.step,
    isOpen: isOpenRotation(row),
    isBusy,
    startedAt: row.startedAt,
    updatedAt: row.updatedAt,
    plan,
    timeline: row.timeline,
    destinations: row.destinations.map(destinationView),
    proofNew: row.proofNew,
    attestReason: attestReasonOf(row, inner),
    scopeCompared: row.scopeCompared,
    scopeDifferences: row.scopeDifferences,
    proofDead: row.proofDead,
    endStatements: row.endStatements,
    oldSecretPartId: changesInPlace(row) ? oldKey.secretPartId : null,
    overlapUntil: overlapUntilOf(row),
    isOldDead: inner.step === 'distributing' && inner.isOldDead,
    isOldLost: row.isOldLost,
    stillAliveCount: inner.step === 'verifying-dead' ? inner.stillAliveCount : 0,
    attention:
      state.step === 'needs-attention' ? { from: state.from.step, error: state.error } : null,
    createConsents: row.consent.count,
    allowed: [...allowedCommands(row)],
  };
}

export function destinationView(destination: Destination): DestinationView {
  const { id, kind, label, state, confirmedAt, error } = destination;
  const shared = { id, kind, label, state, confirmedAt, error };
  return { ...shared, detail: detailOf(destination), canUndo: canUndo(destination) };
}

/** What tells two destinations in the same file or program apart; never a path. */
function detailOf(destination: Destination): string {
  switch (destination.kind) {
    case 'env-file':
    case 'vault':
      return destination.name;
    case 'json-file':
      return destination.jsonPath.join(' › ').slice(0, 1_000);
    case 'command':
      return destination.hand.kind === 'env' ? destination.hand.name : '';
    case 'copy':
    case 'file':
    case 'by-hand':
      return '';
    default:
      return assertNever(destination);
  }
}

/** Known from the moment the call is consented to: the provider's clock does not wait for us. */
export function overlapUntilOf({ state, consent }: Rotation): number | null {
  if (state.step === 'overlapping') return state.until;
  if (state.step === 'distributing' && state.isOldDead) return null;
  return isOpenStep(state.step) && state.step !== 'verifying-dead' ? consent.expiresAt : null;
}

function attestReasonOf(
  row: Rotation,
  inner: Exclude<Rotation['state'], { step: 'needs-attention' }>,
): RotationView['attestReason'] {
  if ('attestReason' in inner && inner.attestReason !== null) return inner.attestReason;
  const { proofNew } = row;
  return proofNew?.how === 'attested' && proofNew.reason !== 'person-chose'
    ? proofNew.reason
    : null;
}

const noConnectionId = connectionIdSchema.parse('0'.repeat(26));

/** In place of a plan that cannot be read. */
const noPlan: Omit<RotationPlan, 'keyId' | 'connectionId' | 'keyName' | 'containerName'> = {
  strategy: 'replace',
  strategies: [],
  trigger: 'planned',
  overlapMs: null,
  listedStubs: [],
  environment: 'unset',
  newName: '',
  marker: '',
  calls: [],
  notCarriedOver: [],
  unmanaged: [],
  verification: 'attest',
  findings: [],
  hash: '0'.repeat(64),
  madeAt: 0,
};

/** A row that cannot be read, as far as it can be told: it waits for a Rekey that can read it. */
export function unreadableView(
  row: { readonly id: RotationId; readonly keyId: KeyId; readonly isOpen: boolean },
  cause: 'newer' | 'damaged',
  key: {
    readonly connectionId: ConnectionId;
    readonly providerId: string;
    readonly name: string;
    readonly containerName: string;
  } | null,
): RotationView {
  const error: AppError = {
    kind: 'database-unavailable',
    reason: cause === 'newer' ? 'newer-version' : 'damaged',
    fileName: '',
  };
  const connectionId = key?.connectionId ?? noConnectionId;
  const keyName = key?.name ?? '';
  const containerName = key?.containerName ?? '';
  return {
    id: row.id,
    connectionId,
    providerId: key?.providerId ?? '',
    keyId: row.keyId,
    keyName,
    containerName,
    environment: 'unset',
    newKeyId: null,
    newKeyName: '',
    newSecretPartId: null,
    step: 'needs-attention',
    isOpen: row.isOpen,
    isBusy: false,
    startedAt: 0,
    updatedAt: 0,
    plan: { ...noPlan, keyId: row.keyId, connectionId, keyName, containerName },
    timeline: [],
    destinations: [],
    proofNew: null,
    attestReason: null,
    scopeCompared: 'not-yet',
    scopeDifferences: [],
    proofDead: null,
    endStatements: [],
    oldSecretPartId: null,
    overlapUntil: null,
    isOldDead: false,
    isOldLost: false,
    stillAliveCount: 0,
    attention: { from: 'planned', error },
    createConsents: 0,
    allowed: [],
  };
}
