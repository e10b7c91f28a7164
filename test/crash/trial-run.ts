import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { KeyId } from '../../shared/lib/ids.ts';
import type { RotationView } from '../../shared/rotations/rotation-view.ts';
import type { RunningProvider } from '../../electron/sandbox/compose-sandbox.ts';
import { ChildGone, type ChildHandle } from './child-handle.ts';
import { SUSPENDED_MS } from './crash-protocol.ts';
import { changesAt, type CrashProfile } from './crash-profile.ts';
import type { Blow, Trial, TrialReport } from './crash-trial.ts';
import { HandedOut } from './handed-out.ts';
import { answerOf, type World } from './lab-world.ts';
import { readProfile } from './profile-facts.ts';
import { heldNow, orphans, violations, type Instant, type Scene } from './rotation-oracle.ts';
import { TrialPerson } from './trial-person.ts';

const CANARY = 'RKCANARY';
const MAX_TURNS = 60;

export interface TrialScene {
  readonly profile: CrashProfile;
  readonly provider: RunningProvider;
  readonly world: World;
  readonly key: { readonly id: KeyId };
  readonly trial: Trial;
  readonly dir: string;
  readonly templateDir: string;
  readonly takeChild: () => ChildHandle;
}

/** One rotation with its blows, until the goal is reached, and the oracle all along. */
export class TrialRun {
  private readonly scene: TrialScene;
  private readonly person: TrialPerson;
  private readonly handedOut: HandedOut;
  private readonly profileDir: string;
  private readonly found: string[] = [];
  private readonly liveBefore: ReadonlySet<string>;
  private readonly createsBefore: number;
  private readonly held = new Set<string>();
  private readonly secretsSeen = new Set<string>();
  private readonly children: ChildHandle[] = [];
  private strikes = 0;
  private recoveryMs = 0;
  private end: RotationView | null = null;

  constructor(scene: TrialScene) {
    const { profile, provider, trial, dir } = scene;
    this.scene = scene;
    this.profileDir = join(dir, 'profile');
    this.handedOut = new HandedOut(join(dir, 'handed-out'), trial.destinations ?? 'new-file', {
      // A lab has one vault for all of its trials.
      name: basename(dir),
      read: profile.vaultValue?.bind(profile, provider) ?? null,
    });
    this.person = new TrialPerson(profile, provider, trial.goal ?? 'complete', this.handedOut);
    cpSync(scene.templateDir, this.profileDir, { recursive: true });
    this.liveBefore = new Set(this.credentials.flatMap(({ id, isLive }) => (isLive ? [id] : [])));
    this.createsBefore = profile.creates(provider);
  }

  async play(): Promise<TrialReport> {
    const { trial, provider } = this.scene;
    provider.plan.replace(trial.faults ?? []);
    let deaths = 0;
    let isOver = false;
    for (const [index, blow] of trial.blows.entries()) {
      isOver = !(await this.live(blow, index > 0));
      provider.plan.replace([]);
      if (isOver) break;
      deaths += 1;
      await this.look(`after blow ${String(index + 1)}`);
      // Not the folder of the files that were asked for: a half published one is finished by recovery.
      this.findCanariesIn(this.profileDir);
    }
    if (!isOver && (await this.live(null, deaths > 0))) this.found.push('the recovery died');
    await this.look('at the end', true);
    this.findCanaries();
    return {
      violations: this.found,
      deaths,
      wasStruck: this.strikes === trial.blows.length,
      hits: this.children.flatMap((child) => child.hits),
      messages: this.children[0]?.messages ?? 0,
      recoveryMs: this.recoveryMs,
      end: this.end,
    };
  }

  clean(): void {
    this.scene.provider.plan.replace([]);
    rmSync(this.scene.dir, { recursive: true, force: true });
  }

  /** One process from start to goal; answers whether it died on the way. */
  private async live(blow: Blow | null, isRecovery: boolean): Promise<boolean> {
    const { takeChild } = this.scene;
    const child = takeChild();
    this.children.push(child);
    try {
      const startedAt = performance.now();
      await this.start(child, blow);
      await this.bePerson(child, () => {
        if (isRecovery) this.recoveryMs = Math.max(this.recoveryMs, performance.now() - startedAt);
      });
      await this.startAgainAndChangeNothing(child);
      await child.call({ method: 'stop' });
      await child.end();
      return false;
    } catch (cause) {
      if (!(cause instanceof ChildGone)) {
        await child.kill();
        throw cause;
      }
      await child.gone();
      if (blow?.what === 'kill' || blow?.what === 'stop') this.strikes += 1;
      return true;
    }
  }

  private async start(child: ChildHandle, blow: Blow | null): Promise<void> {
    const { trial, world, profile } = this.scene;
    world.keychainFailures = 0;
    if (blow !== null && 'afterMessages' in blow)
      child.signalAfter(blow.afterMessages, blow.what === 'kill' ? 'SIGKILL' : 'SIGTERM');
    const point = blow !== null && 'point' in blow ? blow.point : null;
    await child.start(
      {
        profileDir: this.profileDir,
        startMs: world.nowMs,
        deed:
          blow === null || point === null || blow.what === 'helper-gone'
            ? null
            : { what: blow.what, point },
        isRecording:
          trial.isRecording === true ||
          (blow !== null && !('point' in blow && blow.what !== 'helper-gone')),
        sabotage: this.children.length === 1 ? (trial.sabotage ?? null) : null,
        changes: profile.changes,
      },
      {
        answerTo: (request) => answerOf(request, world, this.scene.provider),
        hit: (hit) => {
          if (blow?.what !== 'helper-gone' || hit !== point) return;
          this.strikes += 1;
          world.keychainFailures = 2;
        },
        suspended: () => {
          this.strikes += 1;
          world.nowMs += SUSPENDED_MS;
        },
      },
    );
  }

  /** Takes every step that a person would, until the goal is reached. */
  private async bePerson(child: ChildHandle, recovered: () => void): Promise<void> {
    const { key } = this.scene;
    for (let turn = 0; turn < MAX_TURNS; turn += 1) {
      const all = await child.value('rotations.list', {});
      const mine = all.filter(({ keyId }) => keyId === key.id);
      const open = mine.find(({ isOpen }) => isOpen);
      for (const { id } of open === undefined ? mine : [open])
        await child.call({ method: 'settled', rotationId: id });
      if (turn === 0) recovered();
      const reached = mine.find((view) => this.person.hasReached(view));
      if (open === undefined && reached !== undefined) {
        this.end = reached;
        return;
      }
      if (open === undefined) await this.person.begin(child, key.id);
      else {
        await this.look(`while waiting in ${open.step}`);
        const view = await child.value('rotations.get', { rotationId: open.id });
        const problem = view.isOpen ? await this.person.act(child, view) : null;
        if (problem !== null) this.found.push(problem);
      }
    }
    this.found.push(`the goal was not reached in ${String(MAX_TURNS)} turns`);
  }

  /** O5 */
  private async startAgainAndChangeNothing(child: ChildHandle): Promise<void> {
    const { profile, provider, world } = this.scene;
    world.keychainFailures = 0;
    const before = changesAt(profile, provider);
    await child.call({ method: 'restart' });
    for (const { id } of await child.value('rotations.list', {}))
      await child.call({ method: 'settled', rotationId: id });
    if (changesAt(profile, provider) !== before)
      this.found.push('O5: a second start changed something');
  }

  private get credentials(): Instant['credentials'] {
    const { profile, provider, world } = this.scene;
    return profile.credentials(provider, world.nowMs);
  }

  private async look(when: string, isRecovered = false): Promise<void> {
    const { world, profile, provider } = this.scene;
    const { secretsByName } = world;
    const facts = await readProfile(this.profileDir, secretsByName);
    if (facts === null) {
      this.found.push(`${when}: the profile cannot be read`);
      return;
    }
    const { credentials } = this;
    const instant: Instant = { now: world.nowMs, credentials, secretsByName, profile: facts };
    const scene: Scene = {
      liveBefore: this.liveBefore,
      heldBefore: new Set(this.held),
      endedElsewhere: new Set(),
      creates: profile.creates(provider) - this.createsBefore,
    };
    for (const id of heldNow(instant)) this.held.add(id);
    // What was rolled back may be gone from the provider by now.
    for (const { secretValue } of credentials)
      if (secretValue !== null) this.secretsSeen.add(secretValue);
    const seen = [
      ...violations(scene, instant),
      ...this.handedOut.torn([...this.secretsSeen]),
      ...(isRecovered ? orphans(scene, instant) : []),
      ...(isRecovered && facts.escrowSecrets.size > 0 ? ['escrow was not emptied'] : []),
    ];
    this.found.push(...seen.map((what) => `${when}: ${what}`));
  }

  /** O4: no secret outside the keychain, the encrypted files and the files that were asked for. */
  private findCanaries(): void {
    this.findCanariesIn(this.scene.dir);
    for (const child of this.children)
      if (child.printed.includes(CANARY)) this.found.push('O4: a secret was printed');
    if (this.end === null) return;
    const newest = this.credentials.findLast(
      ({ id, isLive }) => isLive && !this.liveBefore.has(id) && this.held.has(id),
    );
    const isCompleted = this.end.step === 'completed';
    this.found.push(...this.handedOut.wrong(isCompleted ? (newest?.secretValue ?? '') : null));
  }

  private findCanariesIn(dir: string): void {
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || this.handedOut.paths.includes(path)) continue;
      if (readFileSync(path).includes(CANARY)) this.found.push(`O4: a secret is in ${path}`);
    }
  }
}
