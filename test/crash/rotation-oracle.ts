import { newKeyOf, type Rotation } from '../../shared/rotations/rotation.ts';
import { allowedCommands } from '../../shared/rotations/allowed-commands.ts';
import { effectOf } from '../../shared/rotations/transition.ts';
import type { ProfileFacts } from './profile-facts.ts';

/** A keyset as it truly is at the simulated provider, secrets included. */
export interface TrueKeyset {
  readonly id: number;
  readonly appId: number;
  readonly status: 0 | 1;
  readonly secretKey: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Everything there is to see at one instant. */
export interface Instant {
  readonly keysets: readonly TrueKeyset[];
  readonly secretsByName: ReadonlyMap<string, string>;
  readonly profile: ProfileFacts;
}

export interface Scene {
  /** Keysets that were enabled before the rotation began. */
  readonly enabledBefore: ReadonlySet<number>;
  /** Ended by somebody else; not our doing. */
  readonly endedElsewhere: ReadonlySet<number>;
  /** Create calls that arrived at the provider. */
  readonly creates: number;
}

/**
 * O1, O2, O3, O6 and O7 of one instant, in words; empty when all of them hold. O4 (canaries) and O5
 * (recovery twice) need more than an instant and are checked by the lane.
 */
export function violations(scene: Scene, instant: Instant): string[] {
  const { rotations } = instant.profile;
  return [
    ...workingKeysKept(scene, instant),
    ...rotations.flatMap((rotation) => retiredOnlyAfterProof(scene, instant, rotation)),
    ...oneCreatePerConsent(scene, rotations),
    ...rotations.flatMap((rotation) => stepIsTrue(scene, instant, rotation)),
  ];
}

/** O3: nothing enabled at the provider that the list does not show. Holds once recovery is done. */
export function orphans(scene: Scene, { keysets, profile }: Instant): string[] {
  return keysets
    .filter(({ id, status }) => status === 1 && !profile.knownProviderKeyIds.has(String(id)))
    .filter(({ id }) => !scene.enabledBefore.has(id))
    .map(({ id }) => `O3: keyset ${String(id)} is enabled and unknown here`);
}

/** O1: a key leaves the working ones only by a confirmed retirement, and then another one is held. */
function workingKeysKept(scene: Scene, instant: Instant): string[] {
  const found: string[] = [];
  const byId = new Map(instant.keysets.map((keyset) => [keyset.id, keyset]));
  for (const id of scene.enabledBefore) {
    if (byId.get(id)?.status === 1 || scene.endedElsewhere.has(id)) continue;
    const rotation = instant.profile.rotations.find(
      ({ oldKey, timeline }) =>
        oldKey.providerKeyId === String(id) && timeline.some(({ step }) => step === 'retiring'),
    );
    if (rotation === undefined)
      found.push(`O1: keyset ${String(id)} was ended without a confirmed retirement`);
    else if (!isNewKeyHeld(scene, instant, rotation))
      found.push('O1: the old key is ended and no working new key is held');
  }
  return found;
}

function isNewKeyHeld(
  scene: Scene,
  { keysets, secretsByName, profile }: Instant,
  rotation: Rotation,
): boolean {
  const newKey = newKeyOf(rotation);
  if (scene.endedElsewhere.has(Number(newKey?.providerKeyId))) return true;
  const truth = keysets.find(({ id }) => String(id) === newKey?.providerKeyId);
  if (newKey === null || truth?.status !== 1) return false;
  const held = [
    secretIn(secretsByName, newKey.secretPartId),
    profile.escrowSecrets.get(newKey.secretPartId),
  ];
  return held.some((secretValue) => secretValue === truth.secretKey);
}

function secretIn(secretsByName: ReadonlyMap<string, string>, partId: string): string | undefined {
  for (const [name, secretValue] of secretsByName)
    if (name.endsWith(`/secret/${partId}`)) return secretValue;
  return undefined;
}

/** O2: before the old key ends, the new secret is in the keychain, proved, handed out, and it was confirmed. */
function retiredOnlyAfterProof(
  scene: Scene,
  { keysets, secretsByName }: Instant,
  rotation: Rotation,
): string[] {
  const old = keysets.find(({ id }) => String(id) === rotation.oldKey.providerKeyId);
  if (old === undefined || old.status === 1 || scene.endedElsewhere.has(old.id)) return [];
  const found: string[] = [];
  const steps = rotation.timeline.map(({ step }) => step);
  for (const needed of ['keeping', 'verifying', 'overlapping', 'retiring'] as const)
    if (!steps.includes(needed))
      found.push(`O2: the old key is ended and ${needed} is not on disk`);
  if (rotation.proofNew === null) found.push('O2: the old key is ended and the new one not proved');
  if (rotation.destinations.some(({ state }) => state !== 'confirmed'))
    found.push('O2: the old key is ended and a destination waits');
  const newKey = newKeyOf(rotation);
  const truth = keysets.find(({ id }) => String(id) === newKey?.providerKeyId);
  if (newKey === null || secretIn(secretsByName, newKey.secretPartId) !== truth?.secretKey)
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
function stepIsTrue(scene: Scene, { keysets }: Instant, rotation: Rotation): string[] {
  const found: string[] = [];
  const { state } = rotation;
  const statusOf = (providerKeyId: string | undefined): 0 | 1 | undefined =>
    keysets.find(({ id }) => String(id) === providerKeyId)?.status;
  const isElsewhere = (providerKeyId: string): boolean =>
    scene.endedElsewhere.has(Number(providerKeyId));
  const { providerKeyId: oldId } = rotation.oldKey;
  const newId = newKeyOf(rotation)?.providerKeyId;
  const says = (truth: boolean, what: string): void => {
    if (!truth) found.push(`O7: the step is ${state.step}, but ${what}`);
  };
  switch (state.step) {
    case 'planned':
    case 'minting':
    case 'reconciling':
    case 'keeping':
    case 'verifying':
    case 'distributing':
    case 'overlapping':
    case 'cancelled':
    case 'rolling-back':
      says(statusOf(oldId) === 1 || isElsewhere(oldId), 'the old key is ended');
      break;
    case 'retiring':
      break;
    case 'verifying-dead':
    case 'completed':
      says(statusOf(oldId) !== 1, 'the old key is enabled');
      says(
        statusOf(newId) === 1 || (newId !== undefined && isElsewhere(newId)),
        'the new key is not enabled',
      );
      break;
    case 'rolled-back':
      says(newId === undefined || statusOf(newId) !== 1, 'the new key is enabled');
      says(statusOf(oldId) === 1 || isElsewhere(oldId), 'the old key is ended');
      break;
    case 'needs-attention':
      break;
  }
  const isOver = ['completed', 'rolled-back', 'cancelled'].includes(state.step);
  says(
    isOver || effectOf(rotation) !== null || allowedCommands(rotation).length > 0,
    'there is no way on',
  );
  return found;
}
