import type { DestinationChoice } from '../../../shared/rotations/destination.ts';
import type { RotationId } from '../../../shared/lib/ids.ts';
import type {
  RotationPlan,
  RotationStep,
  RotationView,
} from '../../../shared/rotations/rotation-view.ts';
import type { PlanChoice } from '../../../electron/services/plan-choice.ts';
import { OtherAccount } from '../services/other-account.ts';
import { nextTurn, valueOf, type ServicesWorld } from '../services/services-world.ts';

/** One rotation of one key of a connected account, moved step by step. */
export class StrategyRun {
  readonly account: OtherAccount;
  readonly world: ServicesWorld;
  plan!: RotationPlan;
  id!: RotationId;

  private constructor(account: OtherAccount) {
    this.account = account;
    this.world = account.world;
  }

  static async connected(providerId: string): Promise<StrategyRun> {
    const account = await OtherAccount.connected(providerId);
    account.listSecrets();
    return new StrategyRun(account);
  }

  private get rotations() {
    return this.world.services.rotations;
  }

  get view(): RotationView {
    return valueOf(this.rotations.get(this.id));
  }

  get steps(): RotationStep[] {
    return this.view.timeline.map(({ step }) => step);
  }

  /** A plan for the first active key that this way can be taken for, and that can be proved. */
  async planned(choice: PlanChoice): Promise<RotationPlan> {
    for (const { id, status } of this.world.rows()) {
      if (status !== 'active') continue;
      const made = await this.world.answered(this.rotations.plan(id, choice));
      if (!made.ok) continue;
      const isBlocked = made.value.findings.some(({ weight }) => weight === 'blocks');
      if (isBlocked || made.value.verification !== 'probe') continue;
      this.plan = made.value;
      return made.value;
    }
    throw new Error('No key can be replaced this way');
  }

  async start(destinations: DestinationChoice[] = [{ kind: 'copy' }]): Promise<RotationView> {
    const { keyId, hash: planHash, marker } = this.plan;
    const started = valueOf(
      await this.world.answered(this.rotations.start({ keyId, planHash, marker, destinations })),
    );
    this.id = started.id;
    return this.settle();
  }

  async confirmAll(): Promise<RotationView> {
    for (const { id, state } of this.view.destinations) {
      if (state === 'confirmed') continue;
      const input = { rotationId: this.id, destinationId: id };
      valueOf(await this.world.answered(this.rotations.confirmDestination(input)));
    }
    return this.settle();
  }

  async retire(): Promise<RotationView> {
    const input = { rotationId: this.id, typedName: this.plan.keyName };
    valueOf(await this.world.answered(this.rotations.retire(input)));
    return this.settle();
  }

  async command(command: Parameters<typeof this.rotations.command>[0]['command']) {
    valueOf(await this.world.answered(this.rotations.command({ rotationId: this.id, command })));
    return this.settle();
  }

  async attest(what: 'new-works' | 'old-dead') {
    const input = { rotationId: this.id, what, note: 'seen in the logs' };
    valueOf(await this.world.answered(this.rotations.attest(input)));
    return this.settle();
  }

  /** Lets time pass until nothing runs for this rotation. */
  async settle(): Promise<RotationView> {
    for (let step = 0; step < 2_000; step += 1) {
      await this.workDone();
      if (!this.isAtWork) break;
      await this.world.host.clock.advanceAsync(500);
    }
    return this.view;
  }

  /** Time for what does not wait for the clock: only the rest needs time to pass. */
  private async workDone(): Promise<void> {
    for (let turn = 0; turn < 20 && this.isAtWork; turn += 1) await nextTurn();
  }

  private get isAtWork(): boolean {
    return this.view.isBusy;
  }

  /** Lets this much time pass in steps of a minute. */
  async pass(totalMs: number): Promise<void> {
    for (let passed = 0; passed < totalMs; passed += 60_000) {
      await this.world.host.clock.advanceAsync(60_000);
      for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    }
  }

  /** Lets time pass until the wait for the provider's clock is over, and everything after it. */
  async passOverlap(): Promise<RotationView> {
    for (let turn = 0; turn < 600 && this.view.step === 'overlapping'; turn += 1) {
      await this.world.host.clock.advanceAsync(30_000);
      for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    }
    return this.settle();
  }
}
