import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MINUTE_MS } from '../../shared/lib/duration.ts';
import type { ConnectionId, KeyId } from '../../shared/lib/ids.ts';
import type { RunningProvider } from '../../electron/sandbox/compose-sandbox.ts';
import { serveSandbox, type ServedSandbox } from '../../electron/sandbox/serve.ts';
import type { ChildBundle } from './child-bundle.ts';
import { ChildHandle } from './child-handle.ts';
import type { CrashProfile } from './crash-profile.ts';
import type { Trial, TrialReport } from './crash-trial.ts';
import { answerOf, type World } from './lab-world.ts';
import { TrialRun } from './trial-run.ts';

const FIRST_DAY = Date.UTC(2026, 10, 21, 9);
/** Memory, where there is such a place: a killed process loses nothing there either. */
const scratchDir = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Of the keys of a simulated account at least a third is eligible. */
const keysFor = (trials: number): number => 30 + 3 * trials;

/** The world around the children of one profile: a provider, a keychain and a clock for all of them. */
export class CrashLab {
  readonly profile: CrashProfile;
  private readonly bundle: ChildBundle;
  private readonly sandbox: ServedSandbox;
  private readonly provider: RunningProvider;
  private readonly time = { nowMs: FIRST_DAY };
  private readonly dir = mkdtempSync(join(scratchDir, 'rekey-crash-'));
  private readonly templateDir = join(this.dir, 'template');
  private readonly templateSecrets = new Map<string, string>();
  private readonly keys: { id: KeyId }[] = [];
  private spare: ChildHandle | null = null;
  private trialCount = 0;

  private constructor(profile: CrashProfile, bundle: ChildBundle, sandbox: ServedSandbox) {
    this.profile = profile;
    this.bundle = bundle;
    this.sandbox = sandbox;
    const provider = sandbox.providers.get(profile.providerId);
    if (provider === undefined) throw new Error(`No simulated ${profile.providerId}`);
    this.provider = provider;
  }

  /** `trials`: how many at most; each takes a key of its own. */
  static async open(profile: CrashProfile, bundle: ChildBundle, trials: number): Promise<CrashLab> {
    const time: { lab: CrashLab | null } = { lab: null };
    const sandbox = await serveSandbox({
      keys: keysFor(trials),
      clock: { now: () => time.lab?.time.nowMs ?? FIRST_DAY, wait: () => Promise.resolve() },
      warn: () => undefined,
    });
    const lab = new CrashLab(profile, bundle, sandbox);
    time.lab = lab;
    try {
      await lab.prepare(trials);
      return lab;
    } catch (cause) {
      await lab.close();
      throw cause;
    }
  }

  async close(): Promise<void> {
    await this.spare?.kill();
    await this.sandbox.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  get trialsLeft(): number {
    return this.keys.length;
  }

  async run(trial: Trial): Promise<TrialReport> {
    const key = this.keys.shift();
    if (key === undefined) throw new Error('The lab has run out of keys');
    this.trialCount += 1;
    // Keys of an earlier trial must not look as if they had been made in this one.
    this.time.nowMs += 10 * MINUTE_MS;
    const { profile, provider, templateDir } = this;
    const run = new TrialRun({
      ...{ profile, provider, key, trial, templateDir },
      world: this.worldWith(new Map(this.templateSecrets)),
      dir: join(this.dir, `trial-${String(this.trialCount)}`),
      takeChild: () => this.takeChild(),
    });
    try {
      return await run.play();
    } finally {
      run.clean();
    }
  }

  /** One clock for all trials, and for the provider. */
  private worldWith(secretsByName: Map<string, string>): World {
    const { time } = this;
    return {
      get nowMs() {
        return time.nowMs;
      },
      set nowMs(value) {
        time.nowMs = value;
      },
      secretsByName,
      keychainFailures: 0,
    };
  }

  /** Loaded ahead, while another one is at work. */
  private takeChild(): ChildHandle {
    const child = this.spare ?? new ChildHandle(this.bundle);
    this.spare = new ChildHandle(this.bundle);
    return child;
  }

  /** A profile with a connected account and all of its keys, copied for every trial. */
  private async prepare(trials: number): Promise<void> {
    const { profile, provider } = this;
    const problems = provider.instance.tune(profile.tuning);
    if (problems.length > 0) throw new Error(problems.join(' '));
    const world = this.worldWith(this.templateSecrets);
    const child = this.takeChild();
    await child.start(
      {
        profileDir: this.templateDir,
        startMs: this.time.nowMs,
        changes: profile.changes,
        ...{ deed: null, isRecording: false, sabotage: null },
      },
      { answerTo: (request) => answerOf(request, world, provider) },
    );
    const connectionId = await this.connect(child);
    const eligible = profile.eligibleKeyIds(provider);
    if (profile.byHand === undefined) await child.call({ method: 'sync-settled', connectionId });
    else await this.addByHand(child, connectionId, [...eligible].slice(0, trials));
    await this.pickKeys(child, eligible, trials);
    await child.call({ method: 'stop' });
    await child.end();
  }

  private async connect(child: ChildHandle): Promise<ConnectionId> {
    const { providerId } = this.profile;
    const account = this.sandbox.accounts[providerId];
    if (account === undefined) throw new Error(`No account at ${providerId}`);
    const { baseUrl, dataPlaneUrl, ...fields } = account;
    const label = providerId;
    const connection = await child.value('connections.connect', {
      ...{ providerId, label, baseUrl, dataPlaneUrl, fields },
    });
    return connection.id;
  }

  private async addByHand(
    child: ChildHandle,
    connectionId: ConnectionId,
    names: readonly string[],
  ): Promise<void> {
    const containers = await child.value('containers.list', {});
    const container = containers.find((one) => one.connectionId === connectionId);
    if (container === undefined) throw new Error('There is no project');
    for (const name of names)
      await child.value('keys.add-by-hand', {
        ...{ containerId: container.id, name, description: '' },
        tokenSecret: this.profile.byHand?.make(this.provider, name) ?? null,
      });
  }

  /** Those that can be planned this way without anything in the way. */
  private async pickKeys(
    child: ChildHandle,
    eligible: ReadonlySet<string>,
    trials: number,
  ): Promise<void> {
    const { choice, verification } = this.profile;
    const { rows } = await child.value('keys.list', { offset: 0, limit: 5_000 });
    for (const { id: keyId, providerKeyId } of rows) {
      if (this.keys.length >= trials) return;
      if (!eligible.has(providerKeyId)) continue;
      const plan = await child.command('rotations.plan', { keyId, ...choice });
      if (!plan.ok || plan.value.verification !== verification) continue;
      if (plan.value.findings.some(({ weight }) => weight === 'blocks')) continue;
      this.keys.push({ id: keyId });
    }
  }
}
