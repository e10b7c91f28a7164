import { join } from 'node:path';
import type { KeychainReason, Result } from '../../../shared/errors/app-error.ts';
import type { KeySummary } from '../../../shared/keys/key.ts';
import type { PickedFileId, RotationId } from '../../../shared/lib/ids.ts';
import type { DestinationChoice } from '../../../shared/rotations/destination.ts';
import type { RotationView } from '../../../shared/rotations/rotation-view.ts';
import {
  composeServices,
  type RunningServices,
} from '../../../electron/composition/compose-services.ts';
import { composeSandbox, type RunningProvider } from '../../../electron/sandbox/compose-sandbox.ts';
import type { FaultRuleInput } from '../../../electron/sandbox/fault-rule.ts';
import { createInProcessTransport } from '../../../electron/sandbox/in-process-transport.ts';
import { sleep } from '../../../electron/services/ports/clock.ts';
import type { FailPoints } from '../../../electron/services/ports/fail-points.ts';
import type { Services } from '../../../electron/services/services.ts';
import { readProfile } from '../../crash/profile-facts.ts';
import { v1Credential } from '../../crash/crash-profiles.ts';
import { orphans, violations } from '../../crash/rotation-oracle.ts';
import type { Stores } from '../../../electron/services/ports/stores.ts';
import { openProfile } from '../../../electron/storage/profile.ts';
import { TestHost } from '../../fakes/test-host.ts';

const PROVIDER = 'pubnub-v1';

/** A keyset as it truly is at the simulated provider, secrets included. */
interface TrueKeyset {
  readonly id: number;
  readonly appId: number;
  readonly status: 0 | 1;
  readonly secretKey: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Expected a value, got ${JSON.stringify(result.error)}`);
  return result.value;
}

/**
 * A real account: the app's services and database, and the simulated provider behind PubNub's own
 * addresses, all on one clock that the test moves.
 */
export class RotationWorld {
  readonly host = new TestHost();
  readonly provider: RunningProvider;
  services!: Services;
  /** Keysets that somebody else ended. */
  readonly endedElsewhere = new Set<number>();
  /** By how much the provider's clock differs from this machine's. */
  providerAheadMs = 0;
  private readonly enabledBefore: ReadonlySet<number>;
  private running!: RunningServices;
  private readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  private readonly failPoints: FailPoints | null;

  private constructor(failPoints: FailPoints | null) {
    this.failPoints = failPoints;
    const { clock } = this.host;
    const sandbox = composeSandbox({
      clock: {
        now: () => clock.now() + this.providerAheadMs,
        wait: (delayMs, signal) => sleep(clock, delayMs, signal),
      },
    });
    const provider = sandbox.get(PROVIDER);
    if (provider === undefined) throw new Error(`No simulated ${PROVIDER}`);
    this.provider = provider;
    this.enabledBefore = new Set(
      this.keysets()
        .filter(({ status }) => status === 1)
        .map(({ id }) => id),
    );
    const transport = createInProcessTransport(sandbox);
    this.fetch = (url, init) =>
      transport.fetch(
        url
          .replace('https://admin.pubnub.com/', `https://${PROVIDER}.sandbox.invalid/`)
          .replace('https://ps.pndsn.com/', `https://data.${PROVIDER}.sandbox.invalid/`),
        init,
      );
  }

  static async open(
    options: { failPoints?: FailPoints; keychainOutage?: KeychainReason } = {},
  ): Promise<RotationWorld> {
    const world = new RotationWorld(options.failPoints ?? null);
    world.host.keychain.setOutage(options.keychainOutage ?? null);
    await world.start();
    valueOf(
      await world.services.connections.connect({
        providerId: PROVIDER,
        label: 'PubNub',
        baseUrl: 'https://admin.pubnub.com/api',
        dataPlaneUrl: 'https://ps.pndsn.com',
        fields: world.provider.instance.signInSecrets,
      }),
    );
    await world.sync();
    return world;
  }

  /** The app is started on the same profile; rotations go on where they were. */
  async start(): Promise<void> {
    const composed = await composeServices(
      this.host.ports({ fetch: (url, init) => this.fetch(url, init) }),
      this.failPoints === null ? {} : { failPoints: this.failPoints },
    );
    if (composed.kind !== 'running') throw new Error('The profile is in use');
    this.running = composed;
    this.services = composed.services;
    this.services.rotations.resumeAll();
  }

  async restart(): Promise<void> {
    await this.running.stop();
    await this.start();
  }

  /** The app is ended; what it left on disk is changed by hand; it is started again. */
  async restartAfter(change: (stores: Stores) => void): Promise<void> {
    await this.running.stop();
    const { profileDir, keychain, clock } = this.host;
    const { ids, logger } = this.host.ports();
    const opening = await openProfile({ profileDir, keychain, clock, ids, logger });
    if (opening.kind !== 'open') throw new Error('The profile cannot be opened');
    change(opening.stores);
    opening.close();
    await this.start();
  }

  async close(): Promise<void> {
    await this.running.stop();
    await this.host.remove();
  }

  async sync(): Promise<void> {
    const [connection] = this.services.connections.list();
    if (connection === undefined) throw new Error('Connected');
    this.services.sync.start(connection.id);
    await this.services.sync.settled(connection.id);
  }

  async signInAgain(): Promise<void> {
    const [connection] = this.services.connections.list();
    if (connection === undefined) throw new Error('Connected');
    valueOf(
      await this.services.connections.signIn(connection.id, this.provider.instance.signInSecrets),
    );
  }

  faults(rules: readonly FaultRuleInput[]): void {
    this.provider.plan.replace(rules);
  }

  tune(tuning: Readonly<Record<string, unknown>>): void {
    const problems = this.provider.instance.tune(tuning);
    if (problems.length > 0) throw new Error(problems.join(' '));
  }

  key(name: string): KeySummary {
    const found = this.services.keys.list(0, 5_000).rows.find((row) => row.name === name);
    if (found === undefined) throw new Error(`No key ${name}`);
    return found;
  }

  /** The truth at the provider. */
  keysets(): TrueKeyset[] {
    const { keysets } = this.provider.instance.summary() as { keysets: TrueKeyset[] };
    return keysets;
  }

  keyset(name: string): TrueKeyset {
    const found = this.keysets().find(({ properties }) => properties['name'] === name);
    if (found === undefined) throw new Error(`No keyset ${name}`);
    return found;
  }

  /** Another admin changes a keyset in the provider's own console. */
  async changeElsewhere(name: string, change: Readonly<Record<string, unknown>>): Promise<void> {
    const { email, password } = this.provider.instance.signInSecrets;
    const call = async (
      method: string,
      path: string,
      body: unknown,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<unknown> => {
      const response = await this.provider.instance.admin(
        new Request(`https://${PROVIDER}.sandbox.invalid/api${path}`, {
          method,
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', ...headers },
        }),
      );
      if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
      return response.json();
    };
    const signedIn = (await call('POST', '/me', { email, password })) as {
      result: { token: string };
    };
    const { id } = this.keyset(name);
    if (change['status'] === 0) this.endedElsewhere.add(id);
    await call('PUT', `/keys/${String(id)}`, change, {
      'x-session-token': signedIn.result.token,
    });
  }

  /** Requests that arrived, by method and path pattern. */
  count(method: string, path: RegExp): number {
    return this.provider.journal
      .entries()
      .filter((entry) => entry.method === method && path.test(entry.path)).length;
  }

  get creates(): number {
    return this.count('POST', /\/keys$/);
  }

  get disables(): number {
    return this.count('PUT', /\/keys\/\d+$/);
  }

  /** O1, O2, O6, O7 and, once all trouble is over, O3 as things stand now; empty when they hold. */
  async violations({ isRecovered } = { isRecovered: true }): Promise<string[]> {
    const { secretsByName } = this.host.keychain;
    const profile = await readProfile(this.host.profileDir, secretsByName);
    if (profile === null) throw new Error('The profile cannot be read');
    const credentials = this.keysets().map(v1Credential);
    const instant = { now: this.host.clock.now(), credentials, secretsByName, profile };
    const scene = {
      liveBefore: new Set([...this.enabledBefore].map(String)),
      heldBefore: new Set<string>(),
      endedElsewhere: new Set([...this.endedElsewhere].map(String)),
      creates: this.creates,
    };
    return [...violations(scene, instant), ...(isRecovered ? orphans(scene, instant) : [])];
  }

  async pickFile(fileName: string): Promise<{ fileId: PickedFileId; path: string }> {
    const path = join(this.host.profileDir, fileName);
    this.host.picker.nextPaths.push(path);
    const picked = await this.host.picker.pickSave();
    if (picked === null) throw new Error('Picked');
    return { fileId: picked.fileId, path };
  }

  /** Plans and starts; answers without waiting for the rotation. */
  async begin(
    name: string,
    destinations: readonly DestinationChoice[] = [{ kind: 'copy' }],
  ): Promise<RotationId> {
    const keyId = this.key(name).id;
    const plan = valueOf(await this.services.rotations.plan(keyId));
    const { hash: planHash, marker } = plan;
    const view = valueOf(
      await this.services.rotations.start({ keyId, planHash, marker, destinations }),
    );
    return view.id;
  }

  view(id: RotationId): RotationView {
    return valueOf(this.services.rotations.get(id));
  }

  /** Lets time pass until nothing runs for this rotation, and answers how it stands. */
  async settle(id: RotationId, withinMs = 600_000): Promise<RotationView> {
    const { clock } = this.host;
    const untilMs = clock.monotonicMs() + withinMs;
    await this.turns();
    while (this.view(id).isBusy && clock.monotonicMs() < untilMs) {
      await clock.advanceAsync(500);
      await this.turns();
    }
    // A busy disk lets the file system answer late, whatever the fake clock says.
    const realUntilMs = performance.now() + 20_000;
    while (this.view(id).isBusy && performance.now() < realUntilMs) await this.turns();
    const view = this.view(id);
    if (view.isBusy) throw new Error(`Still busy in ${view.step} after ${String(withinMs)} ms`);
    return view;
  }

  /** Lets some time pass, whether the rotation is busy or not. */
  async pass(id: RotationId, durationMs: number): Promise<void> {
    const untilMs = this.host.clock.monotonicMs() + durationMs;
    await this.turns();
    while (this.view(id).isBusy && this.host.clock.monotonicMs() < untilMs) {
      await this.host.clock.advanceAsync(2_000);
      await this.turns();
    }
  }

  /** From planning until the person is asked to copy the secret. */
  async untilDistributing(name: string): Promise<RotationView> {
    return this.settle(await this.begin(name));
  }

  async confirmAll(id: RotationId): Promise<RotationView> {
    for (const { id: destinationId, state } of this.view(id).destinations)
      if (state !== 'confirmed')
        valueOf(
          await this.services.rotations.confirmDestination({ rotationId: id, destinationId }),
        );
    return this.settle(id);
  }

  async retire(id: RotationId): Promise<RotationView> {
    const rotationId = id;
    const typedName = this.view(id).keyName;
    const answering = this.services.rotations.retire({ rotationId, typedName });
    valueOf(await this.answered(answering));
    return this.settle(id);
  }

  async command(
    id: RotationId,
    command: Parameters<Services['rotations']['command']>[0]['command'],
  ): Promise<RotationView> {
    const answering = this.services.rotations.command({ rotationId: id, command });
    valueOf(await this.answered(answering));
    return this.settle(id);
  }

  /** Lets time pass until a call that waits for the provider answers. */
  async answered<T>(call: Promise<T>): Promise<T> {
    const progress = { isDone: false };
    const done = call.finally(() => {
      progress.isDone = true;
    });
    await this.turns();
    for (let step = 0; !progress.isDone && step < 2_000; step += 1) {
      await this.host.clock.advanceAsync(500);
      await this.turns();
    }
    return done;
  }

  /** A few turns of the event loop: handlers, streams and small files need no more. */
  private async turns(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1)
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
  }
}
