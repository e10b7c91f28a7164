import type { AppError } from '../../shared/errors/app-error.ts';
import type { CommandName, Input, Output } from '../../shared/ipc/contract.ts';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { RotationView } from '../../shared/rotations/rotation-view.ts';
import type { RunningProvider } from '../../electron/sandbox/compose-sandbox.ts';
import type { ChildHandle } from './child-handle.ts';
import type { CrashProfile } from './crash-profile.ts';
import type { HandedOut } from './handed-out.ts';

/** What the person wants in the end. */
export type Goal = 'complete' | 'roll-back';

/** The keychain or the network was away for a moment: the person tries again. */
const passing: readonly AppError['kind'][] = [
  'keychain-unavailable',
  'network-offline',
  'provider-unavailable',
  'timed-out',
];

const plainWays = ['start', 'create-again', 'retry', 'look-again'] as const;

/** Takes every step that a person would, in the app and in the provider's console. */
export class TrialPerson {
  private readonly profile: CrashProfile;
  private readonly provider: RunningProvider;
  private readonly goal: Goal;
  private readonly handedOut: HandedOut;

  constructor(profile: CrashProfile, provider: RunningProvider, goal: Goal, handedOut: HandedOut) {
    this.profile = profile;
    this.provider = provider;
    this.goal = goal;
    this.handedOut = handedOut;
  }

  hasReached({ step }: RotationView): boolean {
    return this.goal === 'complete' ? step === 'completed' : step === 'rolled-back';
  }

  /** Plans and consents. */
  async begin(child: ChildHandle, keyId: KeyId): Promise<void> {
    const { choice } = this.profile;
    const plan = await ask(child, 'rotations.plan', { keyId, ...choice });
    if (plan === null) return;
    const destinations = await this.handedOut.choose(child, keyId);
    const { hash: planHash, marker } = plan;
    await ask(child, 'rotations.start', { keyId, planHash, marker, destinations });
  }

  /** One step. Answers what is wrong where there is no way on. */
  async act(child: ChildHandle, view: RotationView): Promise<string | null> {
    const { id: rotationId, allowed } = view;
    const plainly = async (command: (typeof plainWays)[number] | 'roll-back' | 'revoke-orphan') => {
      await ask(child, 'rotations.command', { rotationId, command });
    };
    if (this.goal === 'roll-back' && (await this.goBack(view, plainly))) return null;
    if (allowed.includes('confirm-destination')) {
      const next = view.destinations.find(
        ({ kind, state }) =>
          state === 'failed' ||
          state === 'undone' ||
          (state === 'waiting' && (kind === 'copy' || kind === 'by-hand')),
      );
      if (next === undefined) throw new Error('Nothing to confirm');
      if (next.state === 'waiting')
        await ask(child, 'rotations.confirm-destination', { rotationId, destinationId: next.id });
      else await plainly('retry');
      return null;
    }
    if (allowed.includes('retire')) {
      await ask(child, 'rotations.retire', { rotationId, typedName: view.keyName });
      return null;
    }
    if (await this.vouch(child, view)) return null;
    const way = plainWays.find((name) => allowed.includes(name));
    if (way === undefined) return `O7: no way on from ${view.step}`;
    await plainly(way);
    return null;
  }

  private async goBack(
    { allowed, step }: RotationView,
    plainly: (command: 'roll-back' | 'revoke-orphan') => Promise<void>,
  ): Promise<boolean> {
    if (allowed.includes('revoke-orphan')) await plainly('revoke-orphan');
    else if (allowed.includes('roll-back') && step !== 'verifying') await plainly('roll-back');
    else return false;
    return true;
  }

  /** What only a person can say, or do in the console. */
  private async vouch(child: ChildHandle, view: RotationView): Promise<boolean> {
    const { id: rotationId, allowed, keyName } = view;
    const { byHand } = this.profile;
    if (allowed.includes('enter-new')) {
      const name = view.plan.newName;
      const secretValue = byHand?.make(this.provider, name) ?? '';
      await ask(child, 'rotations.enter-new', { rotationId, name, secretValue });
    } else if (allowed.includes('attest-ended')) {
      byHand?.end(this.provider, keyName);
      const statements = ['deactivated', 'logs-stopped'] as const;
      await ask(child, 'rotations.attest-ended', { rotationId, statements: [...statements] });
    } else if (allowed.includes('attest-rolled-back')) {
      byHand?.end(this.provider, view.newKeyName);
      await ask(child, 'rotations.command', { rotationId, command: 'attest-rolled-back' });
    } else if (allowed.includes('check-new') || allowed.includes('check-dead')) {
      const command = allowed.includes('check-new') ? 'check-new' : 'check-dead';
      await ask(child, 'rotations.command', { rotationId, command });
    } else if (allowed.includes('attest-new') || allowed.includes('attest-dead')) {
      const what = allowed.includes('attest-new') ? 'new-works' : 'old-dead';
      await ask(child, 'rotations.attest', { rotationId, what, note: 'tried it' });
    } else return false;
    return true;
  }
}

/** Null where it could not be done now. */
async function ask<N extends CommandName>(
  child: ChildHandle,
  name: N,
  input: Input<N>,
): Promise<Output<N> | null> {
  const result = await child.command(name, input);
  if (result.ok) return result.value;
  if (passing.includes(result.error.kind)) return null;
  throw new Error(`${name}: ${JSON.stringify(result.error)}`);
}
