import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINUTE_MS } from '../../shared/lib/duration.ts';
import type { KeyId, RotationId } from '../../shared/lib/ids.ts';
import type { DestinationChoice, RotationView } from '../../shared/rotations/rotation-view.ts';
import type { FaultRuleInput } from '../../electron/sandbox/fault-rule.ts';
import type { RunningProvider } from '../../electron/sandbox/compose-sandbox.ts';
import { serveSandbox, type ServedSandbox } from '../../electron/sandbox/serve.ts';
import type { KeychainRead, KeychainWrite } from '../../electron/services/ports/keychain.ts';
import { ChildGone, ChildHandle } from './child-handle.ts';
import type { ChildRequest, KeychainCall, Sabotage } from './crash-protocol.ts';
import { readProfile } from './profile-facts.ts';
import { orphans, violations, type Scene, type TrueKeyset } from './rotation-oracle.ts';

const PROVIDER = 'pubnub-v1';
const CANARY = 'RKCANARY';
const MAX_TURNS = 40;
/** Children that are loaded ahead, while others are at work. */
const SPARE_CHILDREN = 2;

/** What the person wants in the end. */
export type Goal = 'complete' | 'roll-back';

export interface Trial {
  /** `name#n`, or null: nothing is killed. */
  readonly killAt: string | null;
  readonly goal?: Goal;
  /** Faults of the provider while the first run lives. */
  readonly faults?: readonly FaultRuleInput[];
  /** A second kill, in the run that recovers. */
  readonly killRecoveryAt?: string;
  readonly isRecording?: boolean;
  readonly sabotage?: Sabotage;
}

export interface TrialReport {
  /** In words; empty when everything held at every instant that was looked at. */
  readonly violations: readonly string[];
  readonly wasKilled: boolean;
  readonly hits: readonly string[];
  readonly end: RotationView | null;
}

/** The world around the children: one provider, one keychain and one clock for all of them. */
export class CrashLab {
  private readonly sandbox: ServedSandbox;
  private readonly provider: RunningProvider;
  private readonly time: { nowMs: number };
  private readonly dir = mkdtempSync(join(tmpdir(), 'rekey-crash-'));
  private readonly templateDir = join(this.dir, 'template');
  private templateSecrets = new Map<string, string>();
  private readonly spares: ChildHandle[] = [];
  private readonly keys: { id: KeyId; name: string }[] = [];
  private trialCount = 0;

  private constructor(sandbox: ServedSandbox, time: { nowMs: number }) {
    this.sandbox = sandbox;
    this.time = time;
    const provider = sandbox.providers.get(PROVIDER);
    if (provider === undefined) throw new Error(`No simulated ${PROVIDER}`);
    this.provider = provider;
  }

  /** `isProvable`: keysets whose secret can be tried, else those where a person attests. */
  static async open(options: { isProvable: boolean; keys: number }): Promise<CrashLab> {
    const time = { nowMs: Date.UTC(2026, 10, 21, 9) };
    const sandbox = await serveSandbox({
      keys: options.keys,
      clock: { now: () => time.nowMs, wait: () => Promise.resolve() },
      warn: () => undefined,
    });
    const lab = new CrashLab(sandbox, time);
    await lab.prepare(options.isProvable);
    return lab;
  }

  async close(): Promise<void> {
    await Promise.all(this.spares.splice(0).map((spare) => spare.kill()));
    await this.sandbox.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  get trialsLeft(): number {
    return this.keys.length;
  }

  /** One rotation, one kill, recovery until the goal is reached, and the oracle all along. */
  async run(trial: Trial): Promise<TrialReport> {
    const key = this.keys.shift();
    if (key === undefined) throw new Error('The lab has run out of keysets');
    this.trialCount += 1;
    // Keys of an earlier trial must not look as if they had been made in this one.
    this.time.nowMs += 10 * MINUTE_MS;
    const run = new TrialRun(this.provider, this.time, {
      key,
      trial,
      dir: join(this.dir, `trial-${String(this.trialCount)}`),
      templateDir: this.templateDir,
      secretsByName: new Map(this.templateSecrets),
      takeChild: () => this.takeChild(),
    });
    try {
      return await run.play();
    } finally {
      this.provider.plan.replace([]);
      run.clean();
    }
  }

  private takeChild(): ChildHandle {
    while (this.spares.length < SPARE_CHILDREN) this.spares.push(new ChildHandle());
    return this.spares.shift() ?? new ChildHandle();
  }

  /** A profile with a connected account and all of its keys, copied for every trial. */
  private async prepare(isProvable: boolean): Promise<void> {
    const child = this.takeChild();
    const secretsByName = new Map<string, string>();
    await child.start(
      {
        profileDir: this.templateDir,
        startMs: this.time.nowMs,
        killAt: null,
        isRecording: false,
        sabotage: null,
      },
      (request) => answerTo(request, secretsByName, this.time),
    );
    const account = this.sandbox.accounts[PROVIDER];
    if (account === undefined) throw new Error(`No account at ${PROVIDER}`);
    const { baseUrl, dataPlaneUrl, ...fields } = account;
    const connection = await child.value('connections.connect', {
      providerId: PROVIDER,
      label: 'PubNub',
      baseUrl,
      dataPlaneUrl,
      fields,
    });
    await child.call({ method: 'sync-settled', connectionId: connection.id });
    const { rows } = await child.value('keys.list', { offset: 0, limit: 5_000 });
    await child.call({ method: 'stop' });
    await child.end();
    this.templateSecrets = secretsByName;
    const truth = keysetsOf(this.provider);
    const fitting = rows.filter((row) => {
      const keyset = truth.find(({ id }) => String(id) === row.providerKeyId);
      return (
        keyset?.status === 1 &&
        keyset.secretKey !== null &&
        // Properties that a keyset does not show cannot be compared: not what this lane is about.
        'objects' in keyset.properties &&
        (keyset.properties['uls'] === 1) === isProvable
      );
    });
    this.keys.push(...fitting.map(({ id, name }) => ({ id, name })));
  }
}

interface TrialScene {
  readonly key: { readonly id: KeyId; readonly name: string };
  readonly trial: Trial;
  readonly dir: string;
  readonly templateDir: string;
  readonly secretsByName: Map<string, string>;
  readonly takeChild: () => ChildHandle;
}

class TrialRun {
  private readonly provider: RunningProvider;
  private readonly time: { nowMs: number };
  private readonly scene: TrialScene;
  private readonly profileDir: string;
  private readonly secretFile: string;
  private readonly found: string[] = [];
  private readonly before: Pick<Scene, 'enabledBefore' | 'endedElsewhere'> & { creates: number };
  private readonly children: ChildHandle[] = [];
  private end: RotationView | null = null;

  constructor(provider: RunningProvider, time: { nowMs: number }, scene: TrialScene) {
    this.provider = provider;
    this.time = time;
    this.scene = scene;
    this.profileDir = join(scene.dir, 'profile');
    this.secretFile = join(scene.dir, 'handed-out', 'secret.txt');
    mkdirSync(join(scene.dir, 'handed-out'), { recursive: true });
    cpSync(scene.templateDir, this.profileDir, { recursive: true });
    this.before = {
      enabledBefore: new Set(
        keysetsOf(provider)
          .filter(({ status }) => status === 1)
          .map(({ id }) => id),
      ),
      endedElsewhere: new Set(),
      creates: this.createCalls(),
    };
  }

  async play(): Promise<TrialReport> {
    const { trial } = this.scene;
    this.provider.plan.replace(trial.faults ?? []);
    const wasKilled = await this.live(trial.killAt, trial.sabotage ?? null);
    this.provider.plan.replace([]);
    await this.look('after the kill');
    // Not the folder of the file that was asked for: a half published file is finished by recovery.
    this.findCanariesIn(this.profileDir);
    let isOver = !wasKilled;
    if (wasKilled && trial.killRecoveryAt !== undefined) {
      isOver = !(await this.live(trial.killRecoveryAt, null));
      await this.look('after the kill of the recovery');
    }
    if (!isOver && (await this.live(null, null))) this.found.push('the recovery died');
    await this.look('at the end', true);
    this.findCanaries();
    const hits = this.children.flatMap((child) => child.hits);
    return { violations: this.found, wasKilled, hits, end: this.end };
  }

  clean(): void {
    rmSync(this.scene.dir, { recursive: true, force: true });
  }

  /** One process from start to goal; answers whether it died on the way. */
  private async live(killAt: string | null, sabotage: Sabotage | null): Promise<boolean> {
    const { secretsByName, trial, takeChild } = this.scene;
    const child = takeChild();
    this.children.push(child);
    try {
      await child.start(
        {
          profileDir: this.profileDir,
          startMs: this.time.nowMs,
          killAt,
          isRecording: trial.isRecording ?? false,
          sabotage,
        },
        (request) => answerTo(request, secretsByName, this.time),
      );
      await this.bePerson(child);
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
      return true;
    }
  }

  /** Takes every step that a person would, until the goal is reached. */
  private async bePerson(child: ChildHandle): Promise<void> {
    const { key, trial } = this.scene;
    const goal = trial.goal ?? 'complete';
    for (let turn = 0; turn < MAX_TURNS; turn += 1) {
      const all = await child.value('rotations.list', {});
      const mine = all.filter(({ keyId }) => keyId === key.id);
      const open = mine.find(({ isOpen }) => isOpen);
      const reached = mine.find(({ step }) =>
        goal === 'complete' ? step === 'completed' : step === 'rolled-back',
      );
      if (open === undefined && reached !== undefined) {
        this.end = reached;
        return;
      }
      if (open === undefined) await this.begin(child);
      else {
        await child.call({ method: 'settled', rotationId: open.id });
        await this.look(`while waiting in ${open.step}`);
        await this.act(child, await child.value('rotations.get', { rotationId: open.id }), goal);
      }
    }
    this.found.push(`the goal was not reached in ${String(MAX_TURNS)} turns`);
  }

  private async begin(child: ChildHandle): Promise<void> {
    const { key } = this.scene;
    const plan = await child.value('rotations.plan', { keyId: key.id });
    const picked = (await child.call({ method: 'pick', path: this.secretFile })) as {
      fileId: string;
    };
    const destinations: DestinationChoice[] = [
      { kind: 'copy' },
      { kind: 'file', fileId: picked.fileId },
      { kind: 'by-hand', note: 'the deployment' },
    ];
    const { hash: planHash, marker } = plan;
    await child.value('rotations.start', { keyId: key.id, planHash, marker, destinations });
  }

  private async act(child: ChildHandle, view: RotationView, goal: Goal): Promise<void> {
    const rotationId: RotationId = view.id;
    if (!view.isOpen) return;
    const command = (name: 'start' | 'retry' | 'look-again' | 'create-again' | 'roll-back') =>
      child.value('rotations.command', { rotationId, command: name });
    if (goal === 'roll-back' && view.step === 'distributing') await command('roll-back');
    else if (view.allowed.includes('confirm-destination')) {
      const next = view.destinations.find(
        ({ kind, state }) => kind !== 'file' && state === 'waiting',
      );
      if (next === undefined) throw new Error('Nothing to confirm');
      await child.value('rotations.confirm-destination', { rotationId, destinationId: next.id });
    } else if (view.allowed.includes('retire')) {
      await child.value('rotations.retire', { rotationId, typedName: view.keyName });
    } else if (view.allowed.includes('attest-new') || view.allowed.includes('attest-dead')) {
      const what = view.allowed.includes('attest-new') ? 'new-works' : 'old-dead';
      await child.value('rotations.attest', { rotationId, what, note: 'tried it' });
    } else {
      const way = (['start', 'create-again', 'retry', 'look-again'] as const).find((name) =>
        view.allowed.includes(name),
      );
      if (way === undefined) this.found.push(`O7: no way on from ${view.step}`);
      else await command(way);
    }
  }

  /** O5 */
  private async startAgainAndChangeNothing(child: ChildHandle): Promise<void> {
    const before = this.changes();
    await child.call({ method: 'restart' });
    for (const { id } of await child.value('rotations.list', {}))
      await child.call({ method: 'settled', rotationId: id });
    if (this.changes() !== before) this.found.push('O5: a second start changed something');
  }

  private async look(when: string, isRecovered = false): Promise<void> {
    const { secretsByName } = this.scene;
    const profile = await readProfile(this.profileDir, secretsByName);
    if (profile === null) {
      this.found.push(`${when}: the profile cannot be read`);
      return;
    }
    const scene = { ...this.before, creates: this.createCalls() - this.before.creates };
    const instant = { keysets: keysetsOf(this.provider), secretsByName, profile };
    const seen = [
      ...violations(scene, instant),
      ...(isRecovered ? orphans(scene, instant) : []),
      ...(isRecovered && profile.escrowSecrets.size > 0 ? ['escrow was not emptied'] : []),
    ];
    this.found.push(...seen.map((what) => `${when}: ${what}`));
  }

  /** O4: no secret outside the keychain and encrypted files; the file that was asked for is one line. */
  private findCanaries(): void {
    this.findCanariesIn(this.scene.dir);
    for (const child of this.children)
      if (child.printed.includes(CANARY)) this.found.push('O4: a secret was printed');
    if (this.end?.step !== 'completed') return;
    const created = keysetsOf(this.provider).find(
      ({ properties }) => properties['name'] === this.end?.newKeyName,
    );
    if (readFileSync(this.secretFile, 'utf8') !== `${String(created?.secretKey)}\n`)
      this.found.push('the file does not hold the new secret');
    if ((statSync(this.secretFile).mode & 0o777) !== 0o600)
      this.found.push('others may read the file');
  }

  private findCanariesIn(dir: string): void {
    for (const path of filesBelow(dir)) {
      if (path === this.secretFile) continue;
      if (readFileSync(path).includes(CANARY)) this.found.push(`O4: a secret is in ${path}`);
    }
  }

  private createCalls(): number {
    return this.provider.journal.counts()['POST /api/keys'] ?? 0;
  }

  private changes(): number {
    const { mutations } = this.provider.instance.summary() as { mutations: unknown[] };
    return mutations.length + this.createCalls();
  }
}

function keysetsOf(provider: RunningProvider): TrueKeyset[] {
  return (provider.instance.summary() as { keysets: TrueKeyset[] }).keysets;
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The keychain and the clock of the world, which no child takes along when it dies. */
function answerTo(
  request: ChildRequest,
  secretsByName: Map<string, string>,
  time: { nowMs: number },
): KeychainRead | KeychainWrite | null {
  if (request.what === 'keychain') return keychainAnswer(request.call, secretsByName);
  time.nowMs += request.durationMs;
  return null;
}

function keychainAnswer(
  call: KeychainCall,
  secretsByName: Map<string, string>,
): KeychainRead | KeychainWrite {
  switch (call.operation) {
    case 'probe':
      return { kind: 'done' };
    case 'read': {
      const secretValue = secretsByName.get(call.name);
      return secretValue === undefined ? { kind: 'absent' } : { kind: 'stored', secretValue };
    }
    case 'write':
      secretsByName.set(call.name, call.secretValue);
      return { kind: 'done' };
    case 'remove':
      secretsByName.delete(call.name);
      return { kind: 'done' };
  }
}
