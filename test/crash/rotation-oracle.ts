import { allowedCommands } from '../../shared/rotations/allowed-commands.ts';
import {
  changesInPlace,
  cutsFirst,
  newKeyOf,
  type RotatedKey,
  type Rotation,
} from '../../shared/rotations/rotation.ts';
import type { RotationStep } from '../../shared/rotations/rotation-view.ts';
import { effectOf } from '../../shared/rotations/transition.ts';
import type { ProfileFacts } from './profile-facts.ts';
import { secretIdOf, type TrueCredential } from './true-credential.ts';

/** Everything there is to see at one instant. */
export interface Instant {
  readonly now: number;
  readonly credentials: readonly TrueCredential[];
  readonly secretsByName: ReadonlyMap<string, string>;
  readonly profile: ProfileFacts;
}

export interface Scene {
  /** What worked before the rotation began. */
  readonly liveBefore: ReadonlySet<string>;
  /** What worked at an earlier instant, with its secret in our hands. */
  readonly heldBefore: ReadonlySet<string>;
  /** Ended by somebody else; not our doing. */
  readonly endedElsewhere: ReadonlySet<string>;
  /** Create calls that arrived at the provider. */
  readonly creates: number;
}

/**
 * O1, O2, O6 and O7 of one instant, in words; empty when all of them hold. O3 is `orphans`. O4
 * (canaries) and O5 (recovery twice) need more than an instant and are checked by the lane.
 */
export function violations(scene: Scene, instant: Instant): string[] {
  const { rotations } = instant.profile;
  return [
    ...workingOnesKept(scene, instant),
    ...heldOnesKept(scene, instant),
    ...rotations.flatMap((rotation) => endedOnlyAfterProof(scene, instant, rotation)),
    ...oneCreatePerConsent(scene, rotations),
    ...rotations.flatMap((rotation) => stepIsTrue(scene, instant, rotation)),
  ];
}

/** O3: nothing works at the provider that the list does not show. Holds once recovery is done. */
export function orphans(scene: Scene, { credentials, profile }: Instant): string[] {
  return credentials
    .filter(({ id, isLive }) => isLive && !profile.knownCredentialIds.has(id))
    .filter(({ id }) => !scene.liveBefore.has(id))
    .map(({ id }) => `O3: ${id} works and is unknown here`);
}

/** What works now, with its secret in our hands: in the keychain, in escrow, or readable. */
export function heldNow(instant: Instant): string[] {
  const { credentials, secretsByName, profile } = instant;
  const kept = new Set([...secretsByName.values(), ...profile.escrowSecrets.values()]);
  return credentials
    .filter(
      ({ isLive, isReadable, secretValue }) =>
        isLive && secretValue !== null && (isReadable || kept.has(secretValue)),
    )
    .map(({ id }) => id);
}

/** O1: one leaves the working ones only by a confirmed retirement, and then another one is held. */
function workingOnesKept(scene: Scene, instant: Instant): string[] {
  const found: string[] = [];
  for (const id of scene.liveBefore) {
    if (isLive(instant, id) || scene.endedElsewhere.has(id)) continue;
    const rotation = instant.profile.rotations.find(
      (one) => credentialIdOf(one, one.oldKey) === id && isEndConsented(one, instant),
    );
    if (rotation === undefined) found.push(`O1: ${id} was ended without a confirmed retirement`);
    else if (!isNewHeld(scene, instant, rotation) && !isGapNamed(rotation))
      found.push('O1: the old one is ended and no working new one is held');
  }
  return found;
}

/** O1: what was in our hands stays there while it works; a new one ends only as was asked for. */
function heldOnesKept(scene: Scene, instant: Instant): string[] {
  const held = new Set(heldNow(instant));
  const found: string[] = [];
  for (const id of scene.heldBefore) {
    if (held.has(id) || scene.endedElsewhere.has(id)) continue;
    if (isLive(instant, id)) found.push(`O1: the secret of ${id} was held and is lost`);
    else if (!scene.liveBefore.has(id) && !instant.profile.rotations.some(mayEndNew))
      found.push(`O1: the new ${id} was ended and nobody asked for it`);
  }
  return found;
}

/** Rolled back, or replaced by a new consent. */
const mayEndNew = (rotation: Rotation): boolean =>
  hasReached(rotation, 'rolling-back') || rotation.consent.count > 1;

const hasReached = ({ timeline }: Rotation, step: RotationStep): boolean =>
  timeline.some((entry) => entry.step === step);

/** A person has agreed, on disk, that this one ends: by retiring it, or with the plan of the call. */
function isEndConsented(rotation: Rotation, { credentials, now }: Instant): boolean {
  if (hasReached(rotation, 'retiring')) return true;
  if (!changesInPlace(rotation) || !hasReached(rotation, 'minting')) return false;
  if (rotation.plan.strategy === 'immediate') return true;
  const id = credentialIdOf(rotation, rotation.oldKey);
  const endsAt = credentials.find((one) => one.id === id)?.endsAt ?? null;
  return endsAt !== null && endsAt <= now;
}

/**
 * In place the old one may end before the new one is held; the plan has named that. Then the step has
 * to say that the new one is still to be found, and there has to be a way on.
 */
function isGapNamed(rotation: Rotation): boolean {
  if (!changesInPlace(rotation) || hasReached(rotation, 'retiring')) return false;
  const { state } = rotation;
  const step = state.step === 'needs-attention' ? state.from.step : state.step;
  return (step === 'minting' || step === 'reconciling') && hasWayOn(rotation);
}

function isNewHeld(scene: Scene, instant: Instant, rotation: Rotation): boolean {
  const { credentials, secretsByName, profile } = instant;
  const newKey = newKeyOf(rotation);
  if (newKey === null) return false;
  const id = credentialIdOf(rotation, newKey);
  if (scene.endedElsewhere.has(id)) return true;
  const truth = credentials.find((one) => one.id === id);
  if (truth?.isLive !== true) return false;
  const held = [
    secretIn(secretsByName, newKey.secretPartId),
    profile.escrowSecrets.get(newKey.secretPartId),
  ];
  return held.some((secretValue) => secretValue === truth.secretValue);
}

function secretIn(secretsByName: ReadonlyMap<string, string>, partId: string): string | undefined {
  for (const [name, secretValue] of secretsByName)
    if (name.endsWith(`/secret/${partId}`)) return secretValue;
  return undefined;
}

/** O2: before the old one ends, the new secret is in the keychain, proved, handed out, and it was confirmed. */
function endedOnlyAfterProof(scene: Scene, instant: Instant, rotation: Rotation): string[] {
  const oldId = credentialIdOf(rotation, rotation.oldKey);
  if (isLive(instant, oldId) || !scene.liveBefore.has(oldId) || scene.endedElsewhere.has(oldId))
    return [];
  // The plan of the call has ended it, or the provider's clock: O1 says what has to hold then.
  if (!hasReached(rotation, 'retiring') && isEndConsented(rotation, instant)) return [];
  const found: string[] = [];
  for (const needed of ['keeping', 'verifying', 'overlapping', 'retiring'] as const)
    if (!hasReached(rotation, needed))
      found.push(`O2: the old key is ended and ${needed} is not on disk`);
  if (rotation.proofNew === null) found.push('O2: the old key is ended and the new one not proved');
  const isHandedOut = rotation.destinations.every(({ state }) => state === 'confirmed');
  if (!isHandedOut && !cutsFirst(rotation))
    found.push('O2: the old key is ended and a destination waits');
  const newKey = newKeyOf(rotation);
  const truth =
    newKey === null
      ? undefined
      : instant.credentials.find(({ id }) => id === credentialIdOf(rotation, newKey));
  if (
    newKey === null ||
    secretIn(instant.secretsByName, newKey.secretPartId) !== truth?.secretValue
  )
    found.push('O2: the old key is ended and the keychain does not hold the new secret');
  return found;
}

/** O6 */
function oneCreatePerConsent(scene: Scene, rotations: readonly Rotation[]): string[] {
  const consents = rotations.reduce((sum, { consent }) => sum + consent.count, 0);
  return scene.creates > consents
    ? [`O6: ${String(scene.creates)} create calls for ${String(consents)} consents`]
    : [];
}

/** O7: what the screen says is so, and there is always a way on. */
function stepIsTrue(scene: Scene, instant: Instant, rotation: Rotation): string[] {
  const found: string[] = [];
  const { state } = rotation;
  const oldId = credentialIdOf(rotation, rotation.oldKey);
  const newKey = newKeyOf(rotation);
  const newId = newKey === null ? null : credentialIdOf(rotation, newKey);
  const says = (truth: boolean, what: string): void => {
    if (!truth) found.push(`O7: the step is ${state.step}, but ${what}`);
  };
  const saysOldWorks = (): void => {
    const mayHaveEnded =
      scene.endedElsewhere.has(oldId) ||
      (changesInPlace(rotation) && isEndConsented(rotation, instant));
    says(isLive(instant, oldId) || mayHaveEnded, 'the old key is ended');
  };
  const saysOldIsDead = (): void => {
    says(!isLive(instant, oldId), 'the old key is enabled');
  };
  switch (state.step) {
    case 'distributing':
      if (state.isOldDead) saysOldIsDead();
      else saysOldWorks();
      break;
    case 'planned':
    case 'minting':
    case 'reconciling':
    case 'keeping':
    case 'verifying':
    case 'overlapping':
    case 'cancelled':
    case 'rolling-back':
      saysOldWorks();
      break;
    case 'verifying-dead':
    case 'completed':
      saysOldIsDead();
      says(
        newId !== null && (isLive(instant, newId) || scene.endedElsewhere.has(newId)),
        'the new key is not enabled',
      );
      break;
    case 'rolled-back':
      says(newId === null || !isLive(instant, newId), 'the new key is enabled');
      saysOldWorks();
      break;
    case 'retiring':
    case 'needs-attention':
      break;
  }
  says(hasWayOn(rotation), 'there is no way on');
  return found;
}

function hasWayOn(rotation: Rotation): boolean {
  const isOver = ['completed', 'rolled-back', 'cancelled'].includes(rotation.state.step);
  return isOver || effectOf(rotation) !== null || allowedCommands(rotation).length > 0;
}

const credentialIdOf = (
  rotation: Rotation,
  { providerKeyId, stub }: Pick<RotatedKey, 'providerKeyId' | 'stub'>,
): string => (changesInPlace(rotation) ? secretIdOf(providerKeyId, stub) : providerKeyId);

const isLive = ({ credentials }: Instant, id: string): boolean =>
  credentials.some((one) => one.id === id && one.isLive);
