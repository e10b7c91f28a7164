import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ActivityEntry } from '../../../shared/activity/activity-entry.ts';
import type { Connection } from '../../../shared/connections/connection.ts';
import type { AppError, Result } from '../../../shared/errors/app-error.ts';
import type { KeyDetails, KeySummary, Part } from '../../../shared/keys/key.ts';
import type { HostPorts } from '../../../electron/composition/host-ports.ts';
import {
  composeServices,
  type RunningServices,
} from '../../../electron/composition/compose-services.ts';
import { composeSandbox, type RunningProvider } from '../../../electron/sandbox/compose-sandbox.ts';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { createInProcessTransport } from '../../../electron/sandbox/in-process-transport.ts';
import type { Mutation } from '../../../electron/sandbox/pubnub-v1/account-store.ts';
import type { KeysetRecord } from '../../../electron/sandbox/pubnub-v1/account-record.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import type { Services } from '../../../electron/services/services.ts';
import { FakeKeychain } from '../../fakes/fake-keychain.ts';
import { TestHost } from '../../fakes/test-host.ts';

const PROVIDER = 'pubnub-v1';
const BASE_URL = 'https://admin.pubnub.com/api';
const DATA_PLANE_URL = 'https://ps.pndsn.com';

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Expected a value, got ${JSON.stringify(result.error)}`);
  return result.value;
}

export function errorOf(result: Result<unknown>): AppError {
  if (result.ok) throw new Error(`Expected a failure, got ${JSON.stringify(result.value)}`);
  return result.error;
}

/** A request as it left the app. */
interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
}

/** The parts of answers that tests change. */
interface Answer {
  result: { keys: { id: number }[]; total_keys: number };
}

interface ProviderFacts {
  readonly keysets: readonly KeysetRecord[];
  readonly mutations: readonly Mutation[];
}

/**
 * A real account: the app's services on a real database, the simulated provider behind PubNub's own
 * addresses, a keychain and a person that do as told, and one clock that the test moves.
 */
export class ServicesWorld {
  readonly host: TestHost;
  readonly provider: RunningProvider;
  readonly sent: SentRequest[] = [];
  running!: RunningServices;
  services!: Services;
  /** Called before each request reaches the provider. */
  onRequest: (request: SentRequest) => void | Promise<void> = () => undefined;
  /** Changes the JSON of answers on their way back. */
  alterAnswer: ((request: SentRequest, answer: Answer) => void) | null = null;
  private readonly fetch: HostPorts['fetch'];
  private isRunning = false;

  private constructor(host: TestHost, keys: number | undefined) {
    this.host = host;
    const { clock } = host;
    const sandbox = composeSandbox({
      keys,
      clock: { now: () => clock.now(), wait: (delayMs, signal) => sleep(clock, delayMs, signal) },
    });
    const provider = sandbox.get(PROVIDER);
    if (provider === undefined) throw new Error(`No simulated ${PROVIDER}`);
    this.provider = provider;
    const transport = createInProcessTransport(sandbox);
    this.fetch = async (address, init) => {
      const url = new URL(address);
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
      const request = {
        method: init.method ?? 'GET',
        path: url.pathname,
        query: url.search,
        body,
      };
      this.sent.push(request);
      await this.onRequest(request);
      const response = await transport.fetch(
        address
          .replace('https://admin.pubnub.com/', `https://${PROVIDER}.sandbox.invalid/`)
          .replace(`${DATA_PLANE_URL}/`, `https://data.${PROVIDER}.sandbox.invalid/`),
        init,
      );
      if (this.alterAnswer === null) return response;
      const { status, headers } = response;
      const answer = (await response.json()) as Answer;
      this.alterAnswer(request, answer);
      return new Response(JSON.stringify(answer), { status, headers });
    };
  }

  /** Started, with nothing connected. `keys`: how many the account has; left out, forty. */
  static async open(options: { keys?: number; host?: TestHost } = {}): Promise<ServicesWorld> {
    const world = new ServicesWorld(options.host ?? new TestHost(), options.keys);
    await world.start();
    return world;
  }

  /** Started, signed in, and every key read. */
  static async connected(options: { keys?: number } = {}): Promise<ServicesWorld> {
    const world = await ServicesWorld.open(options);
    valueOf(await world.connect());
    await world.sync();
    world.sent.length = 0;
    return world;
  }

  async start(overrides: Partial<HostPorts> = {}): Promise<void> {
    const composed = await composeServices({
      ...this.host.ports({ fetch: this.fetch }),
      ...overrides,
    });
    if (composed.kind !== 'running') throw new Error('The profile is in use');
    this.running = composed;
    this.services = composed.services;
    this.isRunning = true;
  }

  async stop(): Promise<void> {
    this.isRunning = false;
    await this.running.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends everything; a bug that was logged meanwhile fails the test. */
  async close(): Promise<void> {
    if (this.isRunning) await this.stop();
    const bugs = this.host.bugs();
    await this.host.remove();
    if (bugs.length > 0) throw new Error(`Logged as a bug: ${bugs.join('\n')}`);
  }

  /** What the next start would find if the power went now: same disk, same keychain, same provider. */
  async crashed(): Promise<ServicesWorld> {
    const profileDir = mkdtempSync(join(tmpdir(), 'rekey-crash-'));
    // By another process: closing a copied lock file in this one would give the lock free.
    execFileSync('cp', ['-a', `${this.host.profileDir}/.`, profileDir]);
    const secretsByName = new Map(this.host.keychain.secretsByName);
    const host = new TestHost({ profileDir, keychain: new FakeKeychain({ secretsByName }) });
    const world = Object.create(this, { host: { value: host } }) as ServicesWorld;
    const { fetch } = this;
    await world.start({ ...host.ports(), fetch, clock: this.host.clock });
    return world;
  }

  connect(changes: Partial<Parameters<Services['connections']['connect']>[0]> = {}) {
    return this.services.connections.connect({
      providerId: PROVIDER,
      label: 'PubNub',
      baseUrl: BASE_URL,
      dataPlaneUrl: DATA_PLANE_URL,
      fields: this.provider.instance.signInSecrets,
      ...changes,
    });
  }

  get connection(): Connection {
    const connection = this.services.connections
      .list()
      .find(({ providerId }) => providerId === PROVIDER);
    if (connection === undefined) throw new Error('Nothing is connected');
    return connection;
  }

  signIn(fields: Readonly<Record<string, string>> = this.provider.instance.signInSecrets) {
    return this.services.connections.signIn(this.connection.id, fields);
  }

  /** Reads every key and answers how that ended. */
  async sync() {
    const { id } = this.connection;
    valueOf(this.services.sync.start(id));
    await this.answered(this.services.sync.settled(id));
    return this.progress;
  }

  get progress() {
    const [progress] = this.services.sync.progress();
    if (progress === undefined) throw new Error('No sync has run');
    return progress;
  }

  faults(...rules: readonly FaultRuleInput[]): void {
    this.provider.plan.replace(rules);
  }

  tune(tuning: Readonly<Record<string, unknown>>): void {
    const problems = this.provider.instance.tune(tuning);
    if (problems.length > 0) throw new Error(problems.join(' '));
  }

  rows(): readonly KeySummary[] {
    return this.services.keys.list(0, 5_000).rows;
  }

  key(name: string): KeySummary {
    const found = this.rows().find((row) => row.name === name);
    if (found === undefined) throw new Error(`No key ${name}`);
    return found;
  }

  details(name: string): KeyDetails {
    return valueOf(this.services.keys.get(this.key(name).id));
  }

  secretPart(name: string): Part {
    const found = this.details(name).parts.find(({ nature }) => nature === 'secret');
    if (found === undefined) throw new Error(`${name} has no secret`);
    return found;
  }

  /** The truth at the provider. */
  get truth(): ProviderFacts {
    return this.provider.instance.summary() as unknown as ProviderFacts;
  }

  keyset(name: string): KeysetRecord {
    const found = this.truth.keysets.find(({ properties }) => properties['name'] === name);
    if (found === undefined) throw new Error(`No keyset ${name}`);
    return found;
  }

  secretValueOf(name: string): string {
    const { secretKey } = this.keyset(name);
    if (secretKey === null) throw new Error(`${name} has no secret`);
    return secretKey;
  }

  /** Another admin calls the API. */
  async elsewhere(method: string, path: string, body: unknown = null): Promise<void> {
    const { admin, signInSecrets } = this.provider.instance;
    const call = async (token: string | null, ...[verb, at, json]: [string, string, unknown]) => {
      const response = await admin(
        new Request(`https://${PROVIDER}.sandbox.invalid/api${at}`, {
          method: verb,
          body: json === null ? null : JSON.stringify(json),
          headers: {
            'content-type': 'application/json',
            ...(token === null ? {} : { 'x-session-token': token }),
          },
        }),
      );
      if (!response.ok) throw new Error(`${verb} ${at}: ${await response.text()}`);
      return (await response.json()) as { result: { token: string } };
    };
    const { email, password } = signInSecrets;
    const { result } = await call(null, 'POST', '/me', { email, password });
    await call(result.token, method, path, body);
  }

  /** Requests that left the app, by method and end of the path. */
  requests(method: string, path: RegExp): SentRequest[] {
    return this.sent.filter((sent) => sent.method === method && path.test(sent.path));
  }

  /** Newest first. */
  activity(limit = 50): ActivityEntry[] {
    return this.services.activity.page(null, limit).entries;
  }

  get lastActivity(): ActivityEntry | undefined {
    return this.activity(1)[0];
  }

  /** Keychain items by what they are for, without the data key. */
  heldItems(kind: 'secret' | 'credential'): Map<string, string> {
    return new Map(
      [...this.host.keychain.secretsByName].filter(([name]) => name.includes(`/${kind}/`)),
    );
  }

  /** Lets time pass until a call that waits for the provider answers. */
  async answered<T>(call: Promise<T>): Promise<T> {
    const state = { isDone: false };
    const done = call.finally(() => {
      state.isDone = true;
    });
    // The caller awaits `done`; until then its failure is not unhandled.
    done.catch(() => undefined);
    for (let step = 0; step < 2_000; step += 1) {
      for (let turn = 0; turn < 20; turn += 1) await nextTurn();
      if (state.isDone) break;
      await this.host.clock.advanceAsync(step < 5 ? 1 : 500);
    }
    return done;
  }

  /** Names of the profile's files that hold this text anywhere; only after `stop`. */
  filesHolding(text: string): string[] {
    return this.profileFiles().filter((name) =>
      readFileSync(join(this.host.profileDir, name)).includes(text),
    );
  }

  profileFiles(): string[] {
    return readdirSync(this.host.profileDir, { recursive: true, encoding: 'utf8' }).sort();
  }
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
