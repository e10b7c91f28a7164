import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RotationId } from '../../../shared/lib/ids.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import type { HostPorts } from '../../../electron/composition/host-ports.ts';
import { composeSandbox, type RunningProvider } from '../../../electron/sandbox/compose-sandbox.ts';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import {
  createInProcessTransport,
  sandboxTarget,
} from '../../../electron/sandbox/in-process-transport.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import { TestHost } from '../../fakes/test-host.ts';
import { nextTurn, ServicesWorld, valueOf } from '../services/services-world.ts';
import type { AdminCall, CallKind, Credential, MatrixProfile } from './matrix-profiles.ts';

/** No port is opened: every request is answered inside this process. */
const ORIGIN = 'http://127.0.0.1:4100';
const KEYS = 40;
/** In memory where that can be had: what a disk does with a commit is tested elsewhere. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** Turns without a request: whatever goes on then waits for the clock. */
const QUIET_TURNS = 12;
const MAX_STEPS = 20_000;

type Effect = FaultRuleInput['effect'];

interface CallFault {
  readonly kind: CallKind;
  readonly effect: Effect;
  skip: number;
  count: number;
}

interface Hook {
  readonly kind: CallKind;
  readonly moment: 'before' | 'after';
  readonly act: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** An app with one account of any provider, whose calls meet faults by what they are for. */
export class MatrixAccount {
  readonly profile: MatrixProfile;
  readonly world: ServicesWorld;
  readonly provider: RunningProvider;
  /** Everything that was logged, with its fields. */
  readonly logged: string[] = [];
  readonly bugs: string[] = [];
  /** Create calls that left the app. */
  creates = 0;
  seed = 0;
  latencyMs = 0;
  private readonly madeByUs = new Set<string>();
  private faults: CallFault[] = [];
  private hooks: Hook[] = [];
  private staleUntil = 0;
  private readonly lastReads = new Map<string, Answer>();
  private adminHeaders: Record<string, string> = {};
  private inFlight = 0;
  private requests = 0;
  private readonly transport: ReturnType<typeof createInProcessTransport>;

  private constructor(profile: MatrixProfile, world: ServicesWorld) {
    this.profile = profile;
    this.world = world;
    const { clock } = world.host;
    const sandbox = composeSandbox({
      keys: KEYS,
      clock: { now: () => clock.now(), wait: (delayMs, signal) => sleep(clock, delayMs, signal) },
    });
    const provider = sandbox.get(profile.providerId);
    if (provider === undefined) throw new Error(`No ${profile.providerId}`);
    this.provider = provider;
    // Answers name the address that was asked, so the handlers see the one that the app uses.
    const asAsked =
      (handler: (request: Request) => Promise<Response>) =>
      (request: Request): Promise<Response> => {
        const { pathname, search } = new URL(request.url);
        return handler(new Request(`${ORIGIN}${pathname}${search}`, request));
      };
    this.transport = createInProcessTransport(
      new Map([
        [
          profile.providerId,
          {
            ...provider,
            admin: asAsked((request) => provider.admin(request)),
            dataPlane:
              provider.dataPlane === null
                ? null
                : asAsked((request) => provider.dataPlane!(request)),
          },
        ],
      ]),
    );
  }

  static async connected(profile: MatrixProfile): Promise<MatrixAccount> {
    const profileDir = mkdtempSync(join(PLACE, 'rekey-matrix-'));
    const world = await ServicesWorld.open({ host: new TestHost({ profileDir }) });
    const account = new MatrixAccount(profile, world);
    await world.stop();
    await account.start();
    const { providerId } = profile;
    const { id } = valueOf(
      await world.services.connections.connect({
        ...{ providerId, label: providerId, dataPlaneUrl: ORIGIN },
        baseUrl: `${ORIGIN}${account.provider.provider.basePath}`,
        fields: account.provider.instance.signInSecrets,
      }),
    );
    valueOf(world.services.sync.start(id));
    await account.drive(world.services.sync.settled(id));
    return account;
  }

  async close(): Promise<void> {
    this.calm();
    await this.drive(this.world.close());
  }

  private start(): Promise<void> {
    const { instance } = this.provider;
    return this.world.start({
      fetch: (address, init) => this.fetch(address, init),
      links: {
        open: () => Promise.resolve({ ok: true, value: null }),
        openConsent: async (url) => {
          await fetch((await instance.approveConsent?.(url)) ?? '');
          return { ok: true, value: null };
        },
      },
      logger: {
        info: (event, fields) => this.logged.push(JSON.stringify([event, fields])),
        warn: (event, fields) => this.logged.push(JSON.stringify([event, fields])),
        bug: (event, cause) => {
          const what = cause instanceof Error ? (cause.stack ?? '') : String(cause);
          this.logged.push(what);
          this.bugs.push(`${event}: ${what}`);
          return 'bug';
        },
      },
    });
  }

  /** The app is ended and started again on the same profile; rotations go on where they were. */
  async restart(): Promise<void> {
    await this.drive(this.world.stop());
    await this.drive(this.start());
    this.world.services.rotations.resumeAll();
  }

  /** The calls of this kind, after the first `skip`, meet this effect `count` times. */
  fault(kind: CallKind, effect: Effect, { skip = 0, count = 1 } = {}): void {
    this.faults.push({ kind, effect, skip, count });
  }

  /** Once, right before the next such call reaches the provider, or right after it took effect. */
  hook(moment: Hook['moment'], kind: CallKind, act: Hook['act']): void {
    this.hooks.push({ kind, moment, act });
  }

  /** From now on reads show for this long what they showed before. */
  freezeReads(durationMs: number): void {
    this.staleUntil = this.world.host.clock.now() + durationMs;
  }

  /** All is well again. */
  calm(): void {
    this.faults = [];
    this.hooks = [];
    this.staleUntil = 0;
  }

  tune(tuning: Readonly<Record<string, unknown>>): void {
    const problems = this.provider.instance.tune(tuning);
    if (problems.length > 0) throw new Error(problems.join(' '));
  }

  /** The truth at the provider. */
  credentials(): Credential[] {
    return this.profile.credentials(this.provider, this.world.host.clock.now(), this.seed);
  }

  /** Whether one of our own create calls made it. */
  isOurs({ id }: Credential): boolean {
    return this.madeByUs.has(id);
  }

  /** Another admin's request: not through the app. */
  async elsewhere({ method, path, body }: AdminCall): Promise<void> {
    const address = `${ORIGIN}${this.provider.provider.basePath}${path}`;
    const response = await this.provider.instance.admin(
      new Request(address, {
        ...{ method, headers: { ...this.adminHeaders, 'content-type': 'application/json' } },
        body: body === null ? null : JSON.stringify(body),
      }),
    );
    const answer = await response.text();
    if (!response.ok || answer.includes('"isError":true'))
      throw new Error(`${method} ${path}: ${answer}`);
  }

  view(id: RotationId): RotationView {
    return valueOf(this.world.services.rotations.get(id));
  }

  /** Lets time pass until nothing runs for this rotation. */
  async settled(id: RotationId): Promise<RotationView> {
    for (let step = 0; step < MAX_STEPS && this.view(id).isBusy; step += 1) await this.pass();
    return this.view(id);
  }

  /** Lets time pass until this is done. */
  async drive<T>(work: Promise<T>): Promise<T> {
    const state = { isDone: false };
    const done = work.finally(() => {
      state.isDone = true;
    });
    // The caller awaits `done`; until then its failure is not unhandled.
    done.catch(() => undefined);
    for (let step = 0; step < MAX_STEPS && !state.isDone; step += 1)
      await this.pass(() => state.isDone);
    return done;
  }

  /** What does not wait for the clock runs on; then time moves a little. */
  async pass(isDone = (): boolean => false): Promise<void> {
    let seen = -1;
    while (seen !== this.requests && !isDone()) {
      seen = this.requests;
      for (let turn = 0; turn < QUIET_TURNS && !isDone(); turn += 1) await nextTurn();
    }
    if (!isDone()) await this.world.host.clock.advanceAsync(this.inFlight > 0 ? 200 : 2_000);
  }

  private readonly fetch: HostPorts['fetch'] = async (address, init) => {
    this.requests += 1;
    this.inFlight += 1;
    try {
      return await this.answered(address, init);
    } finally {
      this.requests += 1;
      this.inFlight -= 1;
    }
  };

  private async answered(address: string, init: RequestInit): Promise<Response> {
    const { pathname, search } = new URL(address);
    const method = init.method ?? 'GET';
    const body: unknown =
      typeof init.body === 'string' && init.body.startsWith('{') ? JSON.parse(init.body) : null;
    const isAdmin = this.provider.provider.adminPrefixes.some((each) => pathname.startsWith(each));
    const isDataPlane = !isAdmin || pathname.endsWith('/requestToken');
    const kind = this.profile.kindOf({ method, path: pathname, body }, isDataPlane);
    if (!isDataPlane) this.learnRights(init, kind);
    if (kind === 'create') this.creates += 1;
    await this.run('before', kind);
    const before = kind === 'create' ? this.credentials().map(({ id }) => id) : [];
    const stale = kind === 'read' ? this.staleAnswer(`${pathname}${search}`, body) : null;
    if (stale !== null) return stale;
    const target = sandboxTarget(this.provider);
    const host = new URL(isDataPlane ? target.dataPlaneUrl : target.baseUrl).origin;
    const rules = this.rulesFor(kind);
    this.provider.plan.replace(rules);
    const answering = this.transport.fetch(`${host}${pathname}${search}`, init);
    const isSpoilt = rules.some(({ effect }) => effect.kind !== 'latency');
    try {
      const response = await answering;
      return kind === 'read' && !isSpoilt
        ? await this.remembered(`${pathname}${search}`, response)
        : response;
    } finally {
      if (kind === 'create') {
        for (const { id } of this.credentials()) if (!before.includes(id)) this.madeByUs.add(id);
      }
      await this.run('after', kind);
    }
  }

  private rulesFor(kind: CallKind): FaultRuleInput[] {
    const latency: FaultRuleInput[] =
      this.latencyMs === 0 ? [] : [{ effect: { kind: 'latency', ms: this.latencyMs } }];
    for (const fault of this.faults) {
      if (fault.kind !== kind || fault.count === 0) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.count -= 1;
      return [...latency, { effect: fault.effect }];
    }
    return latency;
  }

  private async run(moment: Hook['moment'], kind: CallKind): Promise<void> {
    const due = this.hooks.filter((hook) => hook.kind === kind && hook.moment === moment);
    this.hooks = this.hooks.filter((hook) => !due.includes(hook));
    for (const { act } of due) await act();
  }

  /** What the app may do, another admin may do as well. */
  private learnRights(init: RequestInit, kind: CallKind): void {
    if (kind === 'other') return;
    const headers = new Headers(init.headers);
    const names = [
      ...['authorization', 'x-session-token', 'pubnub-version', 'accept'],
      ...['mcp-session-id', 'mcp-protocol-version'],
    ];
    this.adminHeaders = Object.fromEntries(
      names.flatMap((name) => {
        const value = headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
  }

  private async remembered(key: string, response: Response): Promise<Response> {
    const { status, headers } = response;
    const body = await response.text();
    this.lastReads.set(key, { status, body });
    return new Response(body, { status, headers });
  }

  private staleAnswer(key: string, asked: unknown): Response | null {
    const kept = this.lastReads.get(key);
    if (kept === undefined || this.world.host.clock.now() >= this.staleUntil) return null;
    const id = typeof asked === 'object' && asked !== null && 'id' in asked ? asked.id : null;
    const body =
      id === null ? kept.body : JSON.stringify({ ...(JSON.parse(kept.body) as object), id });
    const headers = { 'content-type': 'application/json' };
    return new Response(body, { status: kept.status, headers });
  }
}
