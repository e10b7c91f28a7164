import type {
  RotationCommand,
  RotationPlan,
  RotationStep,
  RotationView,
} from '../../../shared/rotations/rotation-view.ts';
import type { MatrixAccount } from './matrix-account.ts';
import type { MatrixCase } from './matrix-cases.ts';
import { MatrixOracle } from './matrix-oracle.ts';
import type { Credential } from './matrix-profiles.ts';

const MAX_TURNS = 40;
/** Nobody presses one button for ever. */
const MAX_TRIES = 3;
const TEN_MINUTES_MS = 600_000;
const THINKING_MS = 5_000;

/** What one seed decides. */
interface Chances {
  /** From 0 up to, not including, `below`. */
  next(below: number): number;
}

export interface TrialReport {
  readonly violations: readonly string[];
  readonly end: RotationStep;
}

/** One rotation that meets one case, with a person who wants it to come to an end. */
export class MatrixTrial {
  readonly account: MatrixAccount;
  readonly seed: number;
  readonly plan: RotationPlan;
  readonly old: Credential;
  private readonly oracle: MatrixOracle;
  private readonly chances: Chances;
  private readonly stepActs = new Map<RotationStep, () => Promise<void>>();
  private readonly theirs: string[] = [];
  private readonly tried = new Map<string, number>();

  private constructor(
    account: MatrixAccount,
    seed: number,
    chances: Chances,
    planned: { readonly plan: RotationPlan; readonly old: Credential },
  ) {
    this.account = account;
    this.seed = seed;
    this.chances = chances;
    this.plan = planned.plan;
    this.old = planned.old;
    this.oracle = new MatrixOracle(account, planned.old);
  }

  static async run(
    account: MatrixAccount,
    matrixCase: MatrixCase,
    seed: number,
    masterSeed: string,
  ): Promise<TrialReport> {
    account.calm();
    account.seed = seed;
    account.latencyMs = 0;
    account.tune(account.profile.tuning(seed));
    // Keys of an earlier trial must not look as if they had been made in this one.
    account.world.host.clock.advance(TEN_MINUTES_MS);
    const chances = chancesOf(
      `${masterSeed}/${account.profile.id}/${matrixCase.name}/${String(seed)}`,
    );
    const planned = await plannedRotation(account, chances);
    const trial = new MatrixTrial(account, seed, chances, planned);
    matrixCase.arrange(trial);
    return trial.play();
  }

  /** Once, when the rotation first stands there. */
  onStep(step: RotationStep, act: () => Promise<void>): void {
    this.stepActs.set(step, act);
  }

  wrongId(isOfAnother: boolean): string | number {
    const other = this.account.credentials().find(({ id }) => id !== this.old.id);
    const id = isOfAnother && other !== undefined ? other.id : 'app.zzzzzz';
    if (this.account.profile.providerId === 'pubnub-v1') return isOfAnother ? Number(id) : 987_654;
    return id.split('.').at(-1) ?? id;
  }

  /** Another admin makes a key like the old one, or renews its secret. */
  async madeElsewhere(name: string): Promise<void> {
    await this.asOthers(() =>
      this.account.elsewhere(this.account.profile.made(this.old, this.account.provider, name)),
    );
  }

  async endElsewhere(credential: Credential): Promise<void> {
    this.oracle.endedElsewhere.add(credential.id);
    await this.account.elsewhere(this.account.profile.ended(credential));
  }

  /** The other admin removes what they made; a secret in force cannot be removed. */
  async endTheirs(): Promise<void> {
    if (this.account.profile.isInPlace) return;
    for (const credential of this.account.credentials())
      if (this.theirs.includes(credential.id) && credential.isLive)
        await this.endElsewhere(credential);
  }

  /** Takes away by what a lost create would be found again. */
  async removeMarker(): Promise<void> {
    const { account, old } = this;
    const { profile } = account;
    if (!profile.isInPlace) {
      const lost = account
        .credentials()
        .find((each) => account.isOurs(each) && each.name === this.plan.newName);
      if (lost !== undefined) await account.elsewhere(profile.renamed(lost, 'mine now'));
      return;
    }
    const path = `/keysets/${old.providerKeyId}/secret-keys`;
    if (profile.hasEndCall)
      await account.elsewhere({
        ...{ method: 'PATCH', path: `${path}/${old.id.split('/')[1] ?? ''}` },
        body: { expiresAt: '2026-12-20T08:00:00.000Z' },
      });
    else await this.asOthers(() => account.elsewhere({ method: 'POST', path, body: {} }));
  }

  /** What begins or ceases to work meanwhile is others' doing. */
  private async asOthers(act: () => Promise<void>): Promise<void> {
    const before = this.account.credentials();
    await act();
    const after = this.account.credentials();
    for (const { id, isLive } of before)
      if (isLive && after.find((each) => each.id === id)?.isLive !== true)
        this.oracle.endedElsewhere.add(id);
    for (const { id } of after) if (!before.some((each) => each.id === id)) this.theirs.push(id);
  }

  private async play(): Promise<TrialReport> {
    const { account, chances } = this;
    account.latencyMs = [0, 0, 0, 40, 300][chances.next(5)] ?? 0;
    const troubleAt = chances.next(4);
    const restartAt = chances.next(6);
    const order = shuffled(['look-again', 'create-again', 'retry'] as const, chances);
    if (troubleAt === 0) this.moreTrouble();
    this.oracle.consents += 1;
    const id = await this.started();
    if (restartAt === 0) {
      for (let step = chances.next(12); step > 0; step -= 1) await account.pass();
      await account.restart();
    }
    for (let turn = 1; turn <= MAX_TURNS; turn += 1) {
      const view = await this.paused(id);
      if (!view.isOpen) return this.ended(view);
      if (turn === restartAt) {
        await account.restart();
        continue;
      }
      if (turn === troubleAt) this.moreTrouble();
      account.world.host.clock.advance(THINKING_MS);
      if (view.step === 'verifying-dead' || view.attention?.from === 'verifying-dead')
        await this.endWhatGoesOn();
      await this.give(view, this.wayOn(view, order));
    }
    throw new Error(`It does not end: ${JSON.stringify(account.view(id))}`);
  }

  /** The second fault may meet the look before the start: then the person starts again. */
  private async started(): Promise<RotationView['id']> {
    const { account } = this;
    const { rotations } = account.world.services;
    const { keyId, hash: planHash, marker } = this.plan;
    const refusals: unknown[] = [];
    while (refusals.length < MAX_TRIES) {
      const started = await account.drive(
        rotations.start({ keyId, planHash, marker, destinations: [{ kind: 'copy' }] }),
      );
      if (started.ok) return started.value.id;
      refusals.push(started.error);
    }
    throw new Error(`Not started: ${JSON.stringify(refusals)}`);
  }

  /** Nothing runs; what the case has in store for this step happens now. */
  private async paused(id: RotationView['id']): Promise<RotationView> {
    const view = await this.account.settled(id);
    this.oracle.look(view);
    const act = this.stepActs.get(view.step);
    if (act === undefined) return view;
    this.stepActs.delete(view.step);
    await act();
    return view;
  }

  private ended(view: RotationView): TrialReport {
    this.account.calm();
    this.account.tune({ ...(this.account.profile.hasEndCall ? {} : { revocationLagMs: 0 }) });
    this.oracle.lookForOrphans(view);
    const bugs = this.account.bugs.splice(0).map((bug) => `bug: ${bug}`);
    return { violations: [...this.oracle.found, ...bugs], end: view.step };
  }

  /** Another admin's renewal gave the old secret an end of its own: a person ends it in the console. */
  private async endWhatGoesOn(): Promise<void> {
    const old = this.account.credentials().find(({ id }) => id === this.old.id);
    if (old?.isLive === true && this.account.profile.isInPlace) await this.endElsewhere(old);
  }

  /** A second fault, at whatever comes next. */
  private moreTrouble(): void {
    const { account, chances } = this;
    const skip = chances.next(3);
    switch (chances.next(6)) {
      case 0:
        account.fault('check', { kind: 'reset', when: 'before-commit' }, { skip, count: 1 });
        break;
      case 1:
        account.fault('read', { kind: 'answer', status: 503 }, { skip: 2 + skip, count: 5 });
        break;
      case 2:
        account.fault('end', { kind: 'reset', when: 'before-commit' }, { count: 1 });
        break;
      case 3:
        account.fault('read', { kind: 'truncated', keep: 'half' }, { skip: 2 + skip, count: 1 });
        break;
      case 4:
        account.fault('check', { kind: 'answer', status: 500 }, { skip, count: 1 });
        break;
      default:
        break;
    }
  }

  /** Onwards where possible, else the three answers in the order of this seed, else out. */
  private wayOn(view: RotationView, order: readonly RotationCommand[]): RotationCommand {
    const attest = this.chances.next(4) === 0;
    const ways: readonly RotationCommand[] = [
      ...(['start', 'confirm-destination', 'retire'] as const),
      ...(attest ? (['check-new', 'check-dead'] as const) : []),
      ...(['attest-new', 'attest-dead'] as const),
      ...order,
      ...(['revoke-orphan', 'roll-back', 'cancel'] as const),
    ];
    const trouble = JSON.stringify([view.step, view.attention, view.attestReason]);
    const isSensible = (way: RotationCommand, maxTries: number): boolean =>
      view.allowed.includes(way) &&
      this.isHonest(way) &&
      (this.tried.get(`${trouble} ${way}`) ?? 0) < maxTries;
    const way =
      ways.find((each) => isSensible(each, MAX_TRIES)) ??
      ways.find((each) => isSensible(each, 3 * MAX_TRIES));
    if (way === undefined)
      throw new Error(`No way on from ${trouble}, offered ${view.allowed.join(', ')}`);
    this.tried.set(`${trouble} ${way}`, (this.tried.get(`${trouble} ${way}`) ?? 0) + 1);
    return way;
  }

  /** Nobody says that an old key is dead which works: it is ended in the console then. */
  private isHonest(way: RotationCommand): boolean {
    if (way !== 'attest-dead') return true;
    return !this.account.credentials().some(({ id, isLive }) => id === this.old.id && isLive);
  }

  private async give(view: RotationView, command: RotationCommand): Promise<void> {
    const { account } = this;
    const { rotations } = account.world.services;
    const rotationId = view.id;
    switch (command) {
      case 'attest-new':
      case 'attest-dead': {
        const what = command === 'attest-new' ? 'new-works' : 'old-dead';
        await account.drive(rotations.attest({ rotationId, what, note: 'seen in the logs' }));
        return;
      }
      case 'confirm-destination': {
        const next = view.destinations.find(({ state }) => state !== 'confirmed');
        if (next === undefined) throw new Error('Nothing to confirm');
        await account.drive(rotations.confirmDestination({ rotationId, destinationId: next.id }));
        return;
      }
      case 'retire':
        await account.drive(rotations.retire({ rotationId, typedName: view.keyName }));
        return;
      case 'enter-new':
      case 'extend':
      case 'undo-destination':
      case 'attest-ended':
        throw new Error(`Nobody asked for ${command}`);
      default: {
        if (
          command === 'create-again' ||
          (command === 'retry' && view.attention?.from === 'minting')
        )
          this.oracle.consents += 1;
        await account.drive(rotations.command({ rotationId, command }));
      }
    }
  }
}

async function plannedRotation(
  account: MatrixAccount,
  chances: Chances,
): Promise<{ plan: RotationPlan; old: Credential }> {
  const { world, profile } = account;
  const fitting = profile.fitting(account.provider);
  const live = account.credentials().filter(({ isLive }) => isLive);
  const rows = world
    .rows()
    .filter(
      ({ status, providerKeyId, name }) =>
        status === 'active' && fitting.has(providerKeyId) && !name.includes('_rk'),
    );
  for (let from = chances.next(rows.length), tries = 0; tries < rows.length; tries += 1) {
    const row = rows[(from + tries) % rows.length];
    const old = live.find(({ providerKeyId }) => providerKeyId === row?.providerKeyId);
    if (row === undefined || old === undefined) continue;
    const made = await account.drive(world.services.rotations.plan(row.id, profile.choice));
    if (made.ok && made.value.findings.every(({ weight }) => weight === 'warns'))
      return { plan: made.value, old };
  }
  throw new Error('No key is left that can be replaced');
}

function shuffled<T>(items: readonly T[], chances: Chances): T[] {
  const rest = [...items];
  const drawn: T[] = [];
  while (rest.length > 0) drawn.push(...rest.splice(chances.next(rest.length), 1));
  return drawn;
}

/** Repeatable, and different for every text. */
function chancesOf(text: string): Chances {
  let state = 2_166_136_261;
  for (const character of text)
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return {
    next: (below) => {
      state = (state + 0x6d_2b_79_f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    },
  };
}
